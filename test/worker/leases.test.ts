import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { claimKey } from '../../src/db/repositories/idempotency.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import { type Answer, idempotently } from '../../src/http/idempotency.ts'
import { consume } from '../../src/jobs/consume.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import type { ClaimedWork, JobMessage } from '../../src/jobs/messages.ts'
import { rows, write } from './fetch-log.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'
import { newQueue } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const hourMs = 3_600_000
const leaseMs = 120_000
const [fastMs, slowMs] = [hourMs / 2, -hourMs / 2]

beforeAll(() => clock.read())
beforeEach(() =>
  write(
    ['outbox', 'timers', 'provider_events', 'provider_feeds'].map((table) => ({
      sql: `UPDATE ${table} SET visible_at = NULL`,
      args: [],
    })),
  ),
)
afterAll(expectTenantPredicates)

/** What one tick of a Worker whose clock is wrong by `skewMs` claims. */
async function tick(skewMs: number): Promise<ClaimedWork[]> {
  const queue = newQueue()
  const deps = newDeps(queue, skewMs)
  await fanOut(deps, deps.db)
  return queue.messages as ClaimedWork[]
}

/** Workers with clocks an hour apart claim concurrently, several times each. */
const race = async () => (await Promise.all([fastMs, slowMs, fastMs, slowMs, 0].map(tick))).flat()

const nameOf = ({ job, kind, id }: ClaimedWork) => `${job} ${kind} ${id}`
const fenceByName = (claims: readonly ClaimedWork[]) =>
  Object.fromEntries(claims.map((claim) => [nameOf(claim), claim.fence]))

const each = 50

/** Due work of every kind. */
const due = () =>
  write(
    Array.from({ length: each }, (_, i) => [
      {
        sql: "INSERT INTO outbox (account_id, id, kind, subject_id, payload, dedupe_key, created_at, visible_at) VALUES ('acct_kranwerk', ?, 'mail', 'in_none', '{}', ?, 0, ?)",
        args: [`out_lease${i}`, `lease:${i}`, clock.now() - 1000],
      },
      {
        sql: "INSERT INTO timers (account_id, subject_id, kind, due_at, visible_at) VALUES ('acct_kranwerk', ?, 'reminder', ?, ?)",
        args: [`in_lease${i}`, clock.now() - 1000, clock.now() - 1000],
      },
      {
        sql: "INSERT INTO provider_events (account_id, provider, id, type, payload, received_at, visible_at) VALUES ('acct_kranwerk', 'stripe', ?, 'x', '{}', 0, ?)",
        args: [`evt_lease${i}`, clock.now() - 1000],
      },
      {
        sql: "INSERT INTO provider_feeds (account_id, provider, read_until, visible_at) VALUES ('acct_kranwerk', ?, 0, ?)",
        args: [`provider${i}`, clock.now() - 1000],
      },
    ]).flat(),
  )

test('Workers with clocks an hour apart never hold the same work, and that of a crashed one is claimed when its lease ends', async () => {
  await due()
  const first = await race()
  expect(first).toHaveLength(4 * each)
  const fences = fenceByName(first)
  expect(Object.keys(fences)).toHaveLength(4 * each)
  expect(await race()).toEqual([])
  await clock.advance(leaseMs - 20_000)
  expect(await race()).toEqual([])
  await clock.advance(20_001)
  const second = await race()
  expect(second).toHaveLength(4 * each)
  expect(fenceByName(second)).toEqual(
    Object.fromEntries(Object.entries(fences).map(([name, fence]) => [name, fence + 1])),
  )
})

test.each([
  ['fast', fastMs],
  ['slow', slowMs],
])('a mail that a Worker with a %s clock ordered is leased to it, also while others claim work', async (_, skewMs) => {
  const { id: customerId } = await kranwerk.customer()
  const invoice = await kranwerk.open(customerId)
  done(await sendInvoice(newDeps(undefined, skewMs), kranwerk.unit, { invoiceId: invoice.id }))
  const mails = async () => (await race()).filter(({ kind }) => kind === 'mail')
  expect(await mails()).toEqual([])
  await clock.advance(leaseMs - 20_000)
  expect(await mails()).toEqual([])
  await clock.advance(20_001)
  expect(await mails()).toHaveLength(1)
})

test('a webhook is leased for half a minute to the Worker that stored it, then claimed by any', async () => {
  for (const [at, skewMs] of [fastMs, slowMs].entries()) {
    const deps = newDeps(undefined, skewMs)
    const message = { id: `evt_start${at}`, type: 'x', payload: {}, isRead: true }
    await providerEventsOf(deps.db, kranwerk.id, 'stripe').keep(message as never, deps.now())
  }
  expect(await race()).toEqual([])
  await clock.advance(30_001)
  expect((await race()).map(({ id }) => id).sort()).toEqual(['evt_start0', 'evt_start1'])
})

test.each([
  ['fast', fastMs, slowMs],
  ['slow', slowMs, fastMs],
])(
  'the key of a request that died with a %s clock is locked for a minute, and then free to a retry',
  async (name, diedMs, retryMs) => {
    const key = `lease-${name}`
    const answer: Answer = { status: 200, body: '{}' }
    const retry = () =>
      idempotently(newDeps(undefined, retryMs), kranwerk.unit, {
        requestId: 'req_retry',
        key,
        request: 'POST /v1/customers',
        resultId: null,
        refuse: ({ code }) => ({ status: 409, body: code }),
        work: async () => answer,
        found: async () => answer,
      })
    // It claims the key as its retry will, and never responds.
    const fingerprint = [
      ...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('POST /v1/customers'))),
    ]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    await claimKey(newDeps(undefined, diedMs).db, { accountId: kranwerk.id, key, fingerprint, requestId: 'req_died' })
    expect(await retry()).toMatchObject({ status: 409, body: 'idempotency_key_in_use' })
    await clock.advance(45_000)
    expect(await retry()).toMatchObject({ status: 409, body: 'idempotency_key_in_use' })
    await clock.advance(15_001)
    expect(await retry()).toEqual(answer)
  },
)

test('a timer that a Worker with a slow clock claims keeps its time, and is done by one with a right clock', async () => {
  const { id: customerId } = await kranwerk.customer()
  const invoice = await kranwerk.open(customerId, 11900, { daysUntilDue: 4 })
  const timerOf = async () =>
    (await rows("SELECT due_at, visible_at FROM timers WHERE subject_id = ? AND kind = 'reminder'", invoice.id))[0]!
  const { due_at: dueAt } = await timerOf()
  await clock.advance(dueAt - clock.now() + 1)
  const work = async (skewMs: number) => {
    const messages = (await tick(skewMs)).map((body) => ({ body, attempts: 1, ack: () => undefined, retry() {} }))
    await consume({ messages } as unknown as MessageBatch<JobMessage>, () => newDeps(undefined, skewMs))
  }
  await work(slowMs)
  expect(await timerOf()).toEqual({ due_at: dueAt, visible_at: dueAt })
  await work(0)
  expect((await timerOf()).due_at).toBeGreaterThan(dueAt)
})
