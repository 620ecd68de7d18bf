import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { signInLimits } from '../../core/portal/sign-in.ts'
import type { Database } from '../client.ts'
import type { Directory } from '../directory.ts'
import { mostCustomers } from '../repositories/sign-ins.ts'
import { accounts, customers, portalConfigurations } from '../schema/index.ts'

/** A merchant and their customers with an address, oldest first. */
export type MerchantOfAddress = {
  readonly account: Account
  /** Whether customers sign in by a code. */
  readonly hasLoginPage: boolean
  /** Not at the end of a move, when nothing is written anywhere. */
  readonly isOpen: boolean
  readonly customers: readonly Customer[]
}

/** Enough rows for more merchants than are shown, each with a customer. */
const mostRows = 5 * signInLimits.merchants

/**
 * The merchants that know an address, by name, and whether any that can be chosen were left out. The only reading across merchants for a
 * person: an address does not say whose customer it is, so all databases are asked at once, by an address that is proven or is mailed to.
 */
export async function merchantsOfAddress(
  directory: Directory,
  address: string,
): Promise<{ readonly merchants: readonly MerchantOfAddress[]; readonly hasMore: boolean }> {
  const found = await Promise.all(directory.all.map((db) => customersOfAddress(db, address)))
  const byAccount = Map.groupBy(found.flat(), ({ account }) => account.id)
  const inPlace = await Promise.all([...byAccount].map(([id, rows]) => inOnePlace(directory, id, rows)))
  const merchants = inPlace.flatMap(([first, ...others]) =>
    first
      ? {
          account: first.account,
          hasLoginPage: first.hasLoginPage,
          isOpen: !first.isClosed,
          customers: [first, ...others].map(({ customer }) => customer),
        }
      : [],
  )
  return {
    merchants: merchants.sort(
      (a, b) => a.account.name.localeCompare(b.account.name) || (a.account.id < b.account.id ? -1 : 1),
    ),
    hasMore: found.some((rows) => rows.length === mostRows && rows.at(-1)!.hasLoginPage),
  }
}

type Found = Awaited<ReturnType<typeof customersOfAddress>>[number]

/**
 * While an account moves, two databases have its rows: those count where it is open, and at the end of a move, when that is nowhere,
 * those where the directory has it.
 */
async function inOnePlace({ placeOf }: Directory, accountId: string, rows: readonly Found[]): Promise<Found[]> {
  const place = rows.find(({ isClosed }) => !isClosed)?.db ?? (await placeOf(accountId))
  return rows.filter(({ db }) => db === place)
}

/**
 * The rows of one database. Merchants that can be chosen come first, and each one's first customer before all further ones, so that the
 * limit leaves out none of them for those that cannot, or for the customers of another.
 */
async function customersOfAddress(db: Database, address: string) {
  const { orm } = db
  const found = orm
    .select({
      accountId: customers.accountId,
      id: customers.id,
      nth: sql<number>`row_number() over (partition by ${customers.accountId} order by ${customers.createdAt}, ${customers.id})`.as(
        'nth',
      ),
    })
    .from(customers)
    .where(sql`lower(${customers.email}) = ${address}`)
    .as('found')
  const hasLoginPage = sql<number>`coalesce(json_extract(${portalConfigurations.state}, '$.hasLoginPage'), 1)`
  const rows = await orm
    .select({
      account: accounts.state,
      customer: customers.state,
      hasLoginPage,
      isClosed: sql<number>`exists (select 1 from account_fences f where f.account_id = ${found.accountId} and f.state = 'closed')`,
    })
    .from(found)
    .innerJoin(customers, and(eq(customers.accountId, found.accountId), eq(customers.id, found.id)))
    .innerJoin(accounts, eq(accounts.id, found.accountId))
    .leftJoin(
      portalConfigurations,
      and(
        eq(portalConfigurations.accountId, found.accountId),
        // As `defaultConfigurationId` has it.
        eq(
          portalConfigurations.id,
          sql`'bpc_' || iif(substr(${found.accountId}, 1, 5) = 'acct_', substr(${found.accountId}, 6), ${found.accountId})`,
        ),
      ),
    )
    .where(sql`${found.nth} <= ${mostCustomers}`)
    .orderBy(desc(hasLoginPage), asc(found.nth), asc(found.accountId))
    .limit(mostRows)
  return rows.map((row) => ({ ...row, hasLoginPage: row.hasLoginPage === 1, isClosed: row.isClosed === 1, db }))
}
