import { and, eq, gt, type SQL } from 'drizzle-orm'
import type { Account } from '../../core/accounts/account.ts'
import { type Customer, type CustomerEvent, customerShape } from '../../core/customers/customer.ts'
import { reactionsToCustomer } from '../../core/reactions.ts'
import type { Database } from '../client.ts'
import { accounts, customers, events, paymentMethods } from '../schema/index.ts'
import { objectChange, objectsOf } from './objects.ts'

export type WithAccount = { readonly account: Account; readonly customer: Customer }

/** Selects a customer with their account. */
export const selectCustomer = ({ orm }: Database, accountId: string, id: SQL) =>
  orm
    .select({ account: accounts.state, customer: customers.state })
    .from(customers)
    .innerJoin(accounts, eq(accounts.id, customers.accountId))
    .where(and(eq(customers.accountId, accountId), eq(customers.id, id)))

/** The customers of one account. */
export const customersOf = (db: Database, accountId: string) => ({
  ...objectsOf(db, accountId, 'customer'),

  /** The customer of a saved payment method. */
  async byMethod(methodId: string): Promise<Customer | null> {
    const [row] = await db.orm
      .select({ state: customers.state })
      .from(paymentMethods)
      .innerJoin(
        customers,
        and(eq(customers.accountId, paymentMethods.accountId), eq(customers.id, paymentMethods.customerId)),
      )
      .where(and(eq(paymentMethods.accountId, accountId), eq(paymentMethods.id, methodId)))
    return row?.state ?? null
  },

  /** A customer with what was changed after a version of it, in one round trip; null if there is none. */
  async since(id: string, version: number): Promise<{ customer: Customer; later: readonly CustomerEvent[] } | null> {
    const [found, later] = await db.orm.batch([
      db.orm
        .select({ state: customers.state })
        .from(customers)
        .where(and(eq(customers.accountId, accountId), eq(customers.id, id))),
      db.orm
        .select({ type: events.type, data: events.data })
        .from(events)
        .where(and(eq(events.accountId, accountId), eq(events.objectId, id), gt(events.seq, version)))
        .orderBy(events.seq),
    ])
    const customer = found[0]?.state
    if (!customer) return null
    return { customer, later: later.map(({ type, data }) => customerShape.upgrade('event', { type, ...data })) }
  },

  /** Prepares the commit of these events and their follow-ups, and the new state. */
  change(before: Customer | null, decided: readonly CustomerEvent[], at: number) {
    const { change, after } = objectChange(db, accountId, 'customer', before, decided, at)
    const followUps = decided.flatMap((event) => reactionsToCustomer(event, change.objectId))
    return { change: { ...change, followUps }, after }
  },
})
