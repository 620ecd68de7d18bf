import { and, eq } from 'drizzle-orm'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import type { Database } from '../client.ts'
import { customers, paymentMethods } from '../schema/index.ts'
import { objectChange, objectsOf } from './objects.ts'

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

  change: (before: Customer | null, decided: readonly CustomerEvent[], at: number) =>
    objectChange(db, accountId, 'customer', before, decided, at),
})
