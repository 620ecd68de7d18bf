import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { apiOf, draftOf } from './api-client.ts'
import { product } from './bundle.ts'
import { type Compared, compareLoads, type Pace, together } from './compare-loads.ts'
import { copyId, draftCopies, inChunks } from './fill.ts'
import { type Load, type Met, sendLoad } from './load.ts'
import type { Setup } from './setup.ts'

const original = 'acct_kranwerk'
const merchants = 64
/** Below sqld's limit of 128 concurrent requests (429 above it), together with the connections' own. */
const stretch = 100
const apiKey = (merchant: number) => `sk_test_bench${String(merchant).padStart(4, '0')}${'x'.repeat(24)}`

/**
 * The round trips of sending a draft: the key, the load, the commit, the tax rates in the response; after it the logo, and the records
 * of the document and of the mail.
 */
const trips = { READS_BEFORE: '2', READS_AFTER: '1', READS_LATER: '1', WRITES_LATER: '2' }

/** The product, and the same without the drawing of documents, which it does after the response. */
export const drawn = product
export const undrawn = join(import.meta.dirname, 'undrawn.ts')

/**
 * Finalizing and sending drafts through the API, compared with a Worker that makes as many round trips and writes as
 * many bytes.
 */
export async function api(setup: Setup, main: string, pace: Pace, drafts: number): Promise<Compared> {
  const ours = await setup.serve(main)
  const { client, secrets } = setup
  const asOriginal = apiOf(ours.url, secrets.merchants[original]!.apiKey)
  const [draft, other] = [await draftOf(asOriginal), await draftOf(asOriginal)]
  await copyDraft(setup, draft, drafts)
  const answer = await asOriginal(`invoices/${other.id}/send`)
  const bare = await setup.serve(join(import.meta.dirname, 'bare/trips.ts'), {
    ...trips,
    ACCOUNT: original,
    INVOICE: other.id,
    WRITTEN: 'x'.repeat(await bytesWritten(client, other.id)),
    ANSWER: JSON.stringify(answer),
  })
  return compareLoads(
    { whose: 'ours', url: ours.url, next: sends(draft.id, drafts) },
    { whose: 'bare', url: bare.url, next: () => anything },
    pace,
  )
}

/**
 * Finalizes and sends drafts, each once, and returns the statuses. Runs in batches, so that the mails recorded after
 * the responses do not pile up until the database refuses more.
 */
export async function answers(setup: Setup, drafts: number): Promise<Met> {
  const { url } = await setup.serve(product)
  const draft = await draftOf(apiOf(url, setup.secrets.merchants[original]!.apiKey))
  await copyDraft(setup, draft, drafts)
  const load: Load = { whose: 'ours', url, next: sends(draft.id, drafts) }
  const all: Met[] = []
  for (let left = drafts; left > 0; left -= stretch) {
    all.push((await sendLoad(load, Math.min(stretch, left))).met)
    await mailed(setup)
  }
  return together(all)
}

/**
 * Waits until the mails are recorded. One that failed is left to cron, which does not run here, so it is not awaited.
 */
async function mailed({ client }: Setup): Promise<void> {
  const left = async () => {
    const { rows } = await client.execute('SELECT count(*) AS n FROM outbox WHERE done_at IS NULL')
    return Number(rows[0]!.n)
  }
  let before = Number.POSITIVE_INFINITY
  for (let now = await left(); now > 0 && now < before; now = await left()) {
    before = now
    await pause(1000)
  }
}

const anything = { method: 'POST', path: '/' } as const

/**
 * Each draft once. Consecutive drafts belong to different merchants, since one merchant's numbers are assigned one by
 * one.
 */
function sends(draftId: string, drafts: number): Load['next'] {
  let sent = 0
  return () => {
    sent += 1
    if (sent > drafts) throw new Error(`All ${drafts} drafts are sent.`)
    const headers = { authorization: `Bearer ${apiKey(sent % merchants)}` }
    return { method: 'POST', path: `/v1/invoices/${copyId(draftId, sent)}/send`, headers }
  }
}

const account = `printf('acct_bench%04d', n.i % ${merchants})`
const moved = (column: string) => `replace(${column}, '${original}', ${account})`

/** Copies a draft to many merchants, each with the same customer. */
async function copyDraft({ client }: Setup, { id, customer }: { id: string; customer: string }, count: number) {
  const perMerchant = [
    `accounts (id, created_at, state)
     SELECT ${account}, created_at, ${moved('state')} FROM n, accounts WHERE id = '${original}'`,
    `customers (account_id, id, version, created_at, email, state)
     SELECT ${account}, id, version, created_at, email, ${moved('state')}
     FROM n, customers WHERE account_id = '${original}' AND id = :customer`,
  ]
  await inChunks(client, merchants, perMerchant, { customer })
  await inChunks(client, count, [draftCopies(moved)], { account: original, invoice: id })
  await client.batch(
    Array.from({ length: merchants }, (_, merchant) => keyRow(merchant)),
    'write',
  )
}

const keyRow = (merchant: number) => ({
  sql: 'INSERT INTO api_keys (hash, id, account_id, livemode, created_at) VALUES (?, ?, ?, 0, 0)',
  args: [
    createHash('sha256').update(apiKey(merchant)).digest('hex'),
    `key_bench${merchant}`,
    `acct_bench${String(merchant).padStart(4, '0')}`,
  ],
})

/** The bytes of JSON that finalizing and sending an invoice wrote. */
async function bytesWritten(client: Setup['client'], invoiceId: string): Promise<number> {
  const { rows } = await client.execute({
    sql: `SELECT (SELECT length(state) FROM invoices WHERE id = :id)
      + (SELECT sum(length(data)) FROM events WHERE object_id = :id AND type IN ('invoice.finalized', 'invoice.sent')) AS n`,
    args: { id: invoiceId },
  })
  return Number(rows[0]!.n)
}
