import { makeId } from '../src/core/id.ts'
import type { InvoiceEvent } from '../src/core/invoices/events.ts'
import { finalize } from '../src/core/invoices/finalize.ts'
import type { Invoice } from '../src/core/invoices/invoice.ts'
import { buyerOf, sellerOf } from '../src/core/parties-of.ts'
import { openDatabase } from '../src/db/client.ts'
import { commit, type Stamp } from '../src/db/commit.ts'
import { invoicesOf } from '../src/db/repositories/invoices.ts'
import { issued } from '../src/db/repositories/links.ts'
import { apiOf, draftOf } from './api-client.ts'
import { product } from './bundle.ts'
import { copyId, draftCopies, inChunks } from './fill.ts'
import type { Setup } from './setup.ts'

const accountId = 'acct_kranwerk'

/** Commits per second: a draft finalized and sent, or a view of an invoice (one event, one row). */
type Commits = Readonly<Record<string, number>>

/** How many of the product's commits one database server handles, with a number of them in parallel. */
export async function commits(setup: Setup, amount: number, lanes: readonly number[]): Promise<Commits> {
  const served = await setup.serve(product)
  const { id } = await draftOf(apiOf(served.url, setup.secrets.merchants[accountId]!.apiKey))
  await served.stop()
  const db = openDatabase(setup.databaseUrl, undefined)
  const loaded = await invoicesOf(db, accountId).toFinalize(id)
  if (!loaded?.customer) throw new Error('The draft is not there.')
  const { invoice, account, customer } = loaded
  await inChunks(setup.client, amount * lanes.length, [draftCopies()], { account: accountId, invoice: id })
  const now = Date.now()
  const terms = {
    seller: sellerOf(account),
    buyer: buyerOf(customer),
    taxExempt: customer.taxExempt,
    plan: { reminderDays: account.reminders.days, hour: 8, timeZone: account.timeZone, maxRetries: 4 },
    balanceMinor: 0,
    daysUntilDue: 14,
    now,
  }
  const sent: InvoiceEvent = { type: 'invoice.sent', recipients: [customer.email ?? ''] }

  /** Commits the finalization of the i-th copy of the draft, and returns the invoice. */
  async function issue(i: number): Promise<Invoice> {
    const copy = { ...invoice, id: copyId(id, i) }
    const decided = finalize(copy, { ...terms, number: `B-${i}`, series: null, sequence: null })
    if (!decided.ok) throw new Error(decided.refusal.code)
    const { change, after } = invoicesOf(db, accountId).change(copy, [...decided.value, sent], now)
    const rows = [null, customer!.email].map((recipient) => linkRow(copy.id, recipient, now))
    await commit(db, stampAt(now), [{ ...change, rows: [...change.rows, issued(rows)] }])
    return after!
  }

  const view = (issuedOne: Invoice) =>
    commit(db, stampAt(now), [
      invoicesOf(db, accountId).change(issuedOne, [{ type: 'invoice.viewed', linkId: 'lnk_bench' }], now).change,
    ])

  const found: Record<string, number> = {}
  for (const [turn, count] of lanes.entries()) {
    const places = Array.from({ length: amount }, (_, i) => 1 + turn * amount + i)
    const all: Invoice[] = []
    found[`finalized and sent, ${count} at a time`] = await perSecond(places, count, async (i) =>
      all.push(await issue(i)),
    )
    found[`viewed, ${count} at a time`] = await perSecond(all, count, view)
  }
  const issuedRows = "SELECT count(*) AS n FROM invoices WHERE number LIKE 'B-%'"
  const { rows } = await setup.client.execute(issuedRows)
  if (Number(rows[0]!.n) !== amount * lanes.length) throw new Error('Not every invoice is issued.')
  return found
}

const newId = (kind: Parameters<typeof makeId>[0]) =>
  makeId(kind, Date.now(), crypto.getRandomValues(new Uint8Array(16)))

export const stampAt = (at: number): Stamp => ({
  accountId,
  actor: 'bench',
  requestId: null,
  at,
  newId,
  conditions: [],
  idempotencyKey: null,
  accompanyingRows: [],
})

const linkRow = (invoiceId: string, recipient: string | null, now: number) => ({
  accountId,
  id: newId('link'),
  invoiceId,
  recipient,
  createdAt: now,
  expiresAt: now,
  revokedAt: null,
  lastUsedAt: null,
})

/** Runs an operation for each item, some in parallel, and returns the rate per second. */
async function perSecond<T>(
  items: readonly T[],
  lanes: number,
  operation: (item: T) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const lane = async () => {
    while (next < items.length) await operation(items[next++] as T)
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: lanes }, lane))
  return items.length / ((performance.now() - began) / 1000)
}
