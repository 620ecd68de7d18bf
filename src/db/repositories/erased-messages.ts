import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { MessagePlace } from '../../core/follow-up.ts'
import type { Database, Query } from '../client.ts'
import { providerEvents } from '../schema/index.ts'

/** Whom a text in a message of the provider's names: the customer of an invoice of ours, of a payment by any of its ids, or itself. */
const named = `coalesce(
  (SELECT i.customer_id FROM invoices i WHERE i.account_id = provider_events.account_id AND i.id = atom),
  (SELECT i.customer_id FROM payments p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice_id
    WHERE p.account_id = provider_events.account_id AND p.provider_payment_id = atom AND p.part_of IS NULL),
  (SELECT i.customer_id FROM payments p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice_id
    WHERE p.account_id = provider_events.account_id AND p.provider_session_id = atom AND p.part_of IS NULL),
  atom)`

const texts = "json_tree(provider_events.payload) WHERE json_tree.type = 'text'"
const erased = "events e WHERE e.account_id = provider_events.account_id AND e.type = 'customer.erased'"

/**
 * The payload of a message that is handled: nothing, where it names somebody who was erased while it waited. Of an account without such
 * customers no message is read.
 */
export const handledPayload: SQL = sql.raw(`CASE WHEN EXISTS (SELECT 1 FROM ${erased})
  AND EXISTS (SELECT 1 FROM ${texts} AND EXISTS (SELECT 1 FROM ${erased} AND e.object_id = ${named}))
  THEN '{}' ELSE provider_events.payload END`)

/**
 * Reads some of an account's messages: what forgets those that name a customer by these ids, and the last one that was read, null at the
 * end. Those that wait are forgotten by who handles them. A message stays as a row, so that it is not applied twice.
 */
export async function messagesToForget(
  { orm }: Database,
  accountId: string,
  ids: readonly string[],
  after: MessagePlace | null,
  limit: number,
): Promise<{ readonly rows: Query[]; readonly last: MessagePlace | null }> {
  const { provider, id, visibleAt } = providerEvents
  const ofAccount = eq(providerEvents.accountId, accountId)
  const listed = sql.join(
    ids.map((one) => sql`${one}`),
    sql`, `,
  )
  const read = await orm
    .select({
      provider,
      id,
      isNamed: sql<number>`EXISTS (SELECT 1 FROM ${sql.raw(texts)} AND ${sql.raw(named)} IN (${listed}))`,
    })
    .from(providerEvents)
    .where(and(ofAccount, after ? sql`(${provider}, ${id}) > (${after.provider}, ${after.id})` : undefined))
    .orderBy(provider, id)
    .limit(limit)
  const byProvider = Map.groupBy(
    read.filter(({ isNamed }) => isNamed === 1),
    (message) => message.provider,
  )
  const rows = [...byProvider].map(([of, messages]) => {
    const theirs = messages.map((message) => message.id)
    return orm
      .update(providerEvents)
      .set({ payload: {}, lastError: null })
      .where(and(ofAccount, eq(provider, of), inArray(id, theirs), isNull(visibleAt)))
  })
  const last = read.length === limit ? read.at(-1) : undefined
  return { rows, last: last ? { provider: last.provider, id: last.id } : null }
}
