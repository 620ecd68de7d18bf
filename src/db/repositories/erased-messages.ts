import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { MessagePlace } from '../../core/follow-up.ts'
import type { Database, Query } from '../client.ts'
import { providerEvents } from '../schema/index.ts'

/**
 * Whether a message of the provider's names a customer: by an id of theirs, by one of their invoices, or by what the provider calls a
 * payment of these.
 */
const names = (accountId: string, isTheirs: (id: SQL) => SQL): SQL => sql`EXISTS (
  SELECT 1 FROM json_tree(${providerEvents.payload}) WHERE json_tree.type = 'text' AND (
    ${isTheirs(sql`atom`)}
    OR EXISTS (SELECT 1 FROM invoices i WHERE i.account_id = ${accountId} AND i.id = atom AND ${isTheirs(sql`i.customer_id`)})
    OR EXISTS (SELECT 1 FROM payments p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice_id
      WHERE p.account_id = ${accountId} AND p.provider_payment_id = atom AND p.part_of IS NULL AND ${isTheirs(sql`i.customer_id`)})
    OR EXISTS (SELECT 1 FROM payments p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice_id
      WHERE p.account_id = ${accountId} AND p.provider_session_id = atom AND p.part_of IS NULL AND ${isTheirs(sql`i.customer_id`)})
  ))`

/** The condition that a message names somebody who was erased. Of an account without such customers no message is read. */
const namesErased = (
  accountId: string,
): SQL => sql`EXISTS (SELECT 1 FROM events WHERE account_id = ${accountId} AND type = 'customer.erased')
  AND ${names(accountId, (id) => sql`EXISTS (SELECT 1 FROM events e WHERE e.account_id = ${accountId} AND e.object_id = ${id} AND e.type = 'customer.erased')`)}`

/** The payload of a message that is handled: nothing, where it names somebody who was erased while it waited. */
export const handledPayload = (accountId: string): SQL =>
  sql`CASE WHEN ${namesErased(accountId)} THEN '{}' ELSE ${providerEvents.payload} END`

/**
 * Forgets what some of an account's messages say that name a customer by these ids, and returns where it stopped; null at the end. Those
 * that wait are forgotten by who handles them. A message stays as a row, so that it is not applied twice.
 */
export async function forgetMessages(
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
    .select({ provider, id, isNamed: sql<number>`${names(accountId, (said) => sql`${said} IN (${listed})`)}` })
    .from(providerEvents)
    .where(and(ofAccount, after ? sql`(${provider}, ${id}) > (${after.provider}, ${after.id})` : undefined))
    .orderBy(provider, id)
    .limit(limit)
  const named = Map.groupBy(
    read.filter(({ isNamed }) => isNamed === 1),
    (message) => message.provider,
  )
  const rows = [...named].map(([of, messages]) => {
    const theirs = messages.map((message) => message.id)
    return orm
      .update(providerEvents)
      .set({ payload: {}, lastError: null })
      .where(and(ofAccount, eq(provider, of), inArray(id, theirs), isNull(visibleAt)))
  })
  const last = read.length === limit ? read.at(-1) : undefined
  return { rows, last: last ? { provider: last.provider, id: last.id } : null }
}
