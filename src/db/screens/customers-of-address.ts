import { and, asc, eq, sql } from 'drizzle-orm'
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
  readonly customers: readonly Customer[]
}

/** Enough rows for more merchants than are shown, each with a customer. */
const mostRows = 5 * signInLimits.merchants

/**
 * The merchants that know an address, by name. The only reading across merchants for a person: an address does not say whose customer it
 * is, so all databases are asked at once, read only, and by nothing but an address that is proven or is mailed to.
 */
export async function merchantsOfAddress({ all }: Directory, address: string): Promise<MerchantOfAddress[]> {
  const rows = (await Promise.all(all.map((db) => customersOfAddress(db, address)))).flat()
  const merchants = Map.groupBy(rows, ({ account }) => account.id)
  return [...merchants.values()]
    .map((known) => ({
      account: known[0]!.account,
      hasLoginPage: known[0]!.configuration?.hasLoginPage ?? true,
      customers: known.map(({ customer }) => customer),
    }))
    .sort((a, b) => a.account.name.localeCompare(b.account.name) || (a.account.id < b.account.id ? -1 : 1))
}

/**
 * Of the accounts that are in this database. Each merchant's first customer comes before all further ones, so that the limit leaves out no
 * merchant for the customers of another.
 */
function customersOfAddress({ orm }: Database, address: string) {
  const found = orm
    .select({
      accountId: customers.accountId,
      id: customers.id,
      nth: sql<number>`row_number() over (partition by ${customers.accountId} order by ${customers.createdAt}, ${customers.id})`.as(
        'nth',
      ),
    })
    .from(customers)
    .where(
      and(
        sql`lower(${customers.email}) = ${address}`,
        sql`not exists (select 1 from account_fences f where f.account_id = ${customers.accountId} and f.state = 'closed')`,
      ),
    )
    .as('found')
  return orm
    .select({ account: accounts.state, configuration: portalConfigurations.state, customer: customers.state })
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
    .orderBy(asc(found.nth), asc(found.accountId))
    .limit(mostRows)
}
