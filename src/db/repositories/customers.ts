import { and, eq } from 'drizzle-orm'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import { evolve } from '../../core/customers/evolve.ts'
import type { Database, Query } from '../client.ts'
import { insertInto, upsertInto } from '../insert.ts'
import { customers, paymentMethods } from '../schema/index.ts'
import { objectChange } from './object-change.ts'

/** The customers of one account. */
export function customersOf(db: Database, accountId: string) {
  const mine = (id: string) => and(eq(customers.accountId, accountId), eq(customers.id, id))
  return {
    async find(id: string): Promise<Customer | null> {
      const [row] = await db.orm.select({ state: customers.state }).from(customers).where(mine(id))
      return row?.state ?? null
    },

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

    change(before: Customer | null, decided: readonly CustomerEvent[], at: number) {
      return objectChange('customer', evolve, before, decided, at, (id, state) => {
        const forgotten = db.orm
          .delete(paymentMethods)
          .where(and(eq(paymentMethods.accountId, accountId), eq(paymentMethods.customerId, id)))
        if (!state) return [db.orm.delete(customers).where(mine(id)), forgotten]
        const { version, createdAt, email } = state
        const row = { accountId, id, version, createdAt, email, state }
        return [upsertInto(customers, row), ...(isAboutMethods(decided) ? [forgotten, ...methodRows(state)] : [])]
      })
    },
  }
}

const isAboutMethods = (decided: readonly CustomerEvent[]) =>
  decided.some(({ type }) => type === 'customer.method_saved' || type === 'customer.method_removed')

const methodRows = ({ accountId, id: customerId, methods }: Customer): Query[] =>
  methods.map(({ id }) => insertInto(paymentMethods, [{ accountId, id, customerId }], 'on conflict do nothing'))
