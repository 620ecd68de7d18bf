import { and, eq, getTableColumns, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { dayMs } from '../../core/calendar/day.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { defaultConfiguration, type PortalConfiguration } from '../../core/portal/configuration.ts'
import { signInLimits } from '../../core/portal/sign-in.ts'
import type { Database, Query } from '../client.ts'
import { closedAccounts } from '../fence.ts'
import { guard } from '../guard.ts'
import { insertInto } from '../insert.ts'
import { accounts, customers, signIns } from '../schema/index.ts'
import { changedDefault } from './portal-configurations.ts'

type Asked = Pick<typeof signIns.$inferSelect, 'id' | 'address' | 'keyId' | 'browserHash' | 'createdAt' | 'expiresAt'>

/** The customers of an account with an address, oldest first. */
const customersAt = ({ orm }: Database, accountId: string, address: ReturnType<typeof sql> | string) =>
  orm
    .select({ state: customers.state })
    .from(customers)
    .where(and(eq(customers.accountId, accountId), sql`lower(${customers.email}) = ${address}`))
    .orderBy(customers.createdAt, customers.id)
    .limit(mostCustomers)

export const mostCustomers = 20

/** Nobody signs in by a code where the merchant has switched that off, also not by one that was mailed before. */
export const hasLoginPage = (changed: { readonly state: PortalConfiguration } | undefined): boolean =>
  changed?.state.hasLoginPage ?? true

/** The requests to sign in of one account. */
export function signInsOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (id: string) => and(eq(signIns.accountId, accountId), eq(signIns.id, id))
  const addressOf = (id: string) => sql`(select address from sign_ins where account_id = ${accountId} and id = ${id})`
  return {
    /**
     * The conditions of a request: there is such an account, and the address has not had as many as it may within the hour or the
     * day. They hold for requests at once, as they are part of the commit.
     */
    mayAsk: (address: string, nowMs: number): Query[] => [
      guard('EXISTS (SELECT 1 FROM accounts WHERE id = ?)', [accountId]),
      guard(
        `(SELECT count(*) FROM sign_ins WHERE account_id = ? AND address = ? AND created_at > ?) < ${signInLimits.mails}`,
        [accountId, address, nowMs - signInLimits.mailsWithinMs],
      ),
      guard(
        `(SELECT count(*) FROM sign_ins WHERE account_id = ? AND address = ? AND created_at > ?) < ${signInLimits.mailsInADay}`,
        [accountId, address, nowMs - dayMs],
      ),
    ],

    asked: (request: Asked): Query => insertInto(signIns, [{ accountId, ...request }], 'on conflict do nothing'),

    /** A request with its merchant and the customers of its address, to mail the code; null if there is none. */
    async toMail(id: string) {
      const [[found], customers] = await orm.batch([
        orm
          .select({ signIn: getTableColumns(signIns), account: accounts.state })
          .from(signIns)
          .innerJoin(accounts, eq(accounts.id, signIns.accountId))
          .where(mine(id)),
        customersAt(db, accountId, addressOf(id)),
      ])
      return found ? { ...found, customers: customers.map(({ state }): Customer => state) } : null
    },

    /** Counts a try of the browser that asked; null if there is no such request or no try left. Exact, however many come at once. */
    async tried(id: string, browserHash: string, nowMs: number) {
      const [[signIn], customers, [changed]] = await orm.batch([
        orm
          .update(signIns)
          .set({ tries: sql`${signIns.tries} + 1` })
          .where(
            and(
              mine(id),
              eq(signIns.browserHash, browserHash),
              lt(signIns.tries, signInLimits.tries),
              gt(signIns.expiresAt, nowMs),
              isNull(signIns.provenAt),
              isNull(signIns.usedAt),
            ),
          )
          .returning(),
        customersAt(db, accountId, addressOf(id)),
        changedDefault(db, accountId),
      ])
      return signIn && hasLoginPage(changed)
        ? { signIn, customers: customers.map(({ state }): Customer => state) }
        : null
    },

    /** A request whose code was given in this browser, with the customers to choose from; null if there is none. */
    async proven(id: string, browserHash: string, nowMs: number) {
      const [[found], customers, [changed]] = await orm.batch([
        orm
          .select({ signIn: getTableColumns(signIns), account: accounts.state })
          .from(signIns)
          .innerJoin(accounts, eq(accounts.id, signIns.accountId))
          .where(
            and(
              mine(id),
              eq(signIns.browserHash, browserHash),
              gt(signIns.expiresAt, nowMs),
              isNotNull(signIns.provenAt),
              isNull(signIns.usedAt),
            ),
          ),
        customersAt(db, accountId, addressOf(id)),
        changedDefault(db, accountId),
      ])
      if (!found || !hasLoginPage(changed)) return null
      const configuration = changed?.state ?? defaultConfiguration(found.account)
      return { ...found, configuration, customers: customers.map(({ state }): Customer => state) }
    },

    /** The customers with an address that was proven elsewhere; none where nobody signs in by a code. And whether anything can be written. */
    async customersAt(address: string) {
      const isOpen = sql`NOT EXISTS (SELECT 1 FROM account_fences WHERE account_id = ${accountId} AND state = 'closed')`
      const [customers, [changed], open] = await orm.batch([
        customersAt(db, accountId, address),
        changedDefault(db, accountId),
        orm
          .select({ id: accounts.id })
          .from(accounts)
          .where(and(eq(accounts.id, accountId), isOpen)),
      ])
      return {
        customers: hasLoginPage(changed) ? customers.map(({ state }): Customer => state) : [],
        isOpen: open.length > 0,
      }
    },

    /** The condition that a customer has the address that was proven. */
    hasAddress: (customerId: string, address: string): Query =>
      guard('EXISTS (SELECT 1 FROM customers WHERE account_id = ? AND id = ? AND lower(email) = ?)', [
        accountId,
        customerId,
        address,
      ]),

    /** The condition that nobody has used the request: a code opens one session. */
    unused: (id: string): Query =>
      guard('EXISTS (SELECT 1 FROM sign_ins WHERE account_id = ? AND id = ? AND used_at IS NULL)', [accountId, id]),

    proved: (id: string, nowMs: number): Query => orm.update(signIns).set({ provenAt: nowMs }).where(mine(id)),

    used: (id: string, nowMs: number): Query =>
      orm.update(signIns).set({ provenAt: nowMs, usedAt: nowMs }).where(mine(id)),
  }
}

/** Deletes the requests of all accounts from before an instant. */
export async function deleteSignInsBefore({ orm }: Database, instantMs: number): Promise<void> {
  const isOpen = sql`${signIns.accountId} NOT IN (${closedAccounts})`
  await orm.delete(signIns).where(and(lt(signIns.createdAt, instantMs), isOpen))
}
