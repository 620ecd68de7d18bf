import { and, eq } from 'drizzle-orm'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { paymentMethods } from '../schema/index.ts'

/** The rows by which saved methods find their customer, as these events of the customer leave them. */
export function methodRows(
  { orm }: Database,
  accountId: string,
  customerId: string,
  customer: Customer | null,
  decided: readonly CustomerEvent[],
): Query[] {
  if (customer && !decided.some(isAboutMethods)) return []
  const forgotten = orm
    .delete(paymentMethods)
    .where(and(eq(paymentMethods.accountId, accountId), eq(paymentMethods.customerId, customerId)))
  const kept = customer?.methods.map(({ id }) => ({ accountId, id, customerId })) ?? []
  return [forgotten, ...kept.map((row) => insertInto(paymentMethods, [row], 'on conflict do nothing'))]
}

const isAboutMethods = ({ type }: CustomerEvent) =>
  type === 'customer.method_saved' || type === 'customer.method_removed'
