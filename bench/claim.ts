import { performance } from 'node:perf_hooks'
import { openDatabase } from '../src/db/client.ts'
import { claimOutbox, claimTimers } from '../src/db/repositories/claims.ts'
import { median } from './compare-loads.ts'
import { inChunks } from './fill.ts'
import { type BareSetup, setUpBare } from './setup.ts'

type Claimed = { readonly ratio: number; readonly fewMs: number; readonly manyMs: number }

const due = 100
const dayMs = 86_400_000

/** Claiming a hundred due reminders and mails, among few open invoices and among many. */
export async function claim(few: number, many: number, rounds: number): Promise<Claimed> {
  const setups = [await setUpBare(), await setUpBare()] as const
  try {
    const now = Date.now()
    await fill(setups[0], few, now)
    await fill(setups[1], many, now)
    const turns: { fewMs: number; manyMs: number }[] = []
    for (let round = 0; round < rounds + 1; round++)
      turns.push({ fewMs: await claimAll(setups[0], now), manyMs: await claimAll(setups[1], now) })
    // The first round is the warm-up.
    const measured = turns.slice(1)
    return {
      ratio: median(measured.map(({ fewMs, manyMs }) => manyMs / fewMs)),
      fewMs: median(measured.map(({ fewMs }) => fewMs)),
      manyMs: median(measured.map(({ manyMs }) => manyMs)),
    }
  } finally {
    for (const setup of setups) await setup.stop()
  }
}

const account = "printf('acct_%04d', n.i / 2000)"
const subject = "printf('in_bench%07d', n.i)"

/** Open invoices with a future reminder and a sent mail; for the first hundred, both are due. */
async function fill({ client }: BareSetup, count: number, now: number): Promise<void> {
  const inserts = [
    `invoices (account_id, id, version, created_at, customer_id, status, collection_method, currency, total_minor,
       amount_remaining_minor, due_at, number, state)
     SELECT ${account}, ${subject}, 5, :now, 'cus_bench', 'open', 'send_invoice', 'eur', 119000, 119000, :now, ${subject}, '{}'
     FROM n`,
    `timers (account_id, subject_id, kind, due_at, visible_at)
     SELECT ${account}, ${subject}, 'reminder', :now + n.i * 1000,
       CASE WHEN n.i <= ${due} THEN :now - n.i ELSE :now + ${dayMs} + n.i * 1000 END
     FROM n`,
    `outbox (account_id, id, kind, subject_id, payload, dedupe_key, created_at, visible_at, done_at, outcome)
     SELECT ${account}, ${subject}, 'mail', ${subject}, '{"mail":"invoice"}', ${subject}, :now,
       CASE WHEN n.i <= ${due} THEN :now - n.i END, :now, 'mail.sent'
     FROM n`,
  ]
  await inChunks(client, count, inserts, { now }, 20_000)
}

/** How long the claims of one tick take, in ms. Claimed rows are released again. */
async function claimAll({ client, databaseUrl }: BareSetup, now: number): Promise<number> {
  const db = openDatabase(databaseUrl, undefined)
  const began = performance.now()
  const taken = [await claimTimers(db, due), await claimOutbox(db, due)]
  const tookMs = performance.now() - began
  if (taken.some(({ length }) => length !== due))
    throw new Error(`Of ${due} due, ${taken.map((one) => one.length)} were claimed.`)
  await client.batch(
    ['timers', 'outbox'].map((table) => ({
      sql: `UPDATE ${table} SET visible_at = ? WHERE rowid <= ${due}`,
      args: [now - 1],
    })),
    'write',
  )
  return tookMs
}
