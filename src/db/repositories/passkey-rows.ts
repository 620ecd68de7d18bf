import { and, eq } from 'drizzle-orm'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import type { Database, Query } from '../client.ts'
import { passkeys, portalSessions } from '../schema/index.ts'

/** Removes all passkeys of a customer. */
export const passkeysRemoved = ({ orm }: Database, accountId: string, customerId: string): Query =>
  orm.delete(passkeys).where(and(eq(passkeys.accountId, accountId), eq(passkeys.customerId, customerId)))

/**
 * What happens to a customer's passkeys: they end with the customer, and with the address, as whoever has it signs in by it. Sessions from
 * before add no more, since they may be of whoever had the address.
 */
export function passkeyRows(
  db: Database,
  accountId: string,
  customerId: string,
  customer: Customer | null,
  decided: readonly CustomerEvent[],
): Query[] {
  const isKept = customer && !decided.some((event) => event.type === 'customer.updated' && 'email' in event.details)
  if (isKept) return []
  return [
    passkeysRemoved(db, accountId, customerId),
    db.orm
      .update(portalSessions)
      .set({ challengedAt: endOfTime })
      .where(and(eq(portalSessions.accountId, accountId), eq(portalSessions.customerId, customerId))),
  ]
}

/** Later than any challenge, ms since 1970. */
const endOfTime = Number.MAX_SAFE_INTEGER
