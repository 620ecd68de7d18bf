import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { rowsAt } from '../world/database.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { MailCollector } from './mail-collector.ts'
import { duplicateMails, mailViolations } from './mail-invariants.ts'
import { merchantIn } from './merchant.ts'
import { unfinishedWork } from './money-invariants.ts'
import { seededRandom } from './random.ts'
import { type CronFault, cronFaults, startUnreliableCron, type UnreliableCron } from './unreliable-cron.ts'

const dayMs = 86_400_000
const random = seededRandom()
const steps = ['due-3', 'due+0', 'due+3', 'due+7', 'due+14']
const zones = rounds(3, 10)
const invoicesInZone = rounds(6, 10)
const lifecycles = rounds(1, 10)
/** The faults for the due minutes of one zone; the gap of three days is placed apart, so that it skips a reminder step. */
const faultsOfZone: readonly CronFault[] = ['doubled', 'overlapping', 'killed', 'set back', 'late']

/** The faults of one round in random order, with a gap of three days somewhere among the first steps. */
function drawFaults(): CronFault[] {
  const faults = Array.from({ length: zones }, () => random.shuffled(faultsOfZone)).flat()
  return faults.toSpliced(random.between(0, zones - 1), 0, 'missed')
}

let cron: UnreliableCron
let mails: MailCollector

beforeAll(async () => {
  cron = await startUnreliableCron(random)
  mails = new MailCollector(cron.env)
})
afterAll(() => cron?.stop())

/** Invoices due in twelve days, for customers who live in some zones. */
async function issueIn(some: readonly string[]): Promise<string[]> {
  const kranwerk = merchantIn(cron.env)
  const people = some.flatMap((zone) => Array.from({ length: invoicesInZone }, () => zone))
  return mapConcurrently(4, people, async (zone) => {
    const customer = await kranwerk.customer({ name: 'Jonas Wieland Bau', ...{ time_zone: zone } })
    const { id } = await kranwerk.bill(customer, { days_until_due: 12 })
    return id
  })
}

type Timer = { at: number | null }

/**
 * Mails that cron has left undone, and reminders that it has left due or claimed for longer than the night, when no reminder is
 * sent.
 */
const unfinished = (now: number) =>
  rowsAt(cron.env.urls.database)(
    `SELECT dedupe_key AS what, tries, last_error, visible_at - ?1 AS in_ms FROM outbox WHERE done_at IS NULL
     UNION ALL SELECT kind || ' of ' || subject_id, tries, last_error, visible_at - ?1 FROM timers
       WHERE kind = 'reminder' AND due_at <= ?1 AND (visible_at <= ?1 OR visible_at > ?1 + ${dayMs})`,
    now,
  )

/** Advances from one due minute to the next, injecting one fault into each, until no reminder is left. */
async function runUntilReminded(faults: CronFault[]): Promise<void> {
  const { env } = cron
  const rows = rowsAt(env.urls.database)
  let asleepUntil = 0
  for (let minutes = 0; minutes < 3 * (zones + 1) * steps.length; minutes++) {
    const [next] = await rows<Timer>("SELECT min(visible_at) AS at FROM timers WHERE kind = 'reminder'")
    if (!next?.at) return
    await env.clock.set(Math.max(next.at, asleepUntil, env.clock.now()) + 1, { stepMs: 30 * dayMs })
    const fault = faults.shift() ?? 'doubled'
    asleepUntil = await cron.inject(fault)
    await mails.fetch()
    if (asleepUntil === 0) expect(await unfinished(env.clock.now()), `after ticks ${fault}`).toEqual([])
  }
  throw new Error('The reminders did not end.')
}

/** The local hour in a zone. */
const hourOf = (zone: string, at: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at))

/** Whether a zone has no daylight saving: for others this runtime's zone rules may differ from the Worker's own. */
const hasFixedOffset = (zone: string): boolean => {
  const noons = Array.from({ length: 24 }, (_, month) => Date.UTC(2026, month, 1, 12))
  return new Set(noons.map((noon) => hourOf(zone, noon))).size === 1
}

/** Steps of an invoice without an outcome, not mailed as their outcome says, or sent outside the allowed hours. */
function reminderViolations(invoice: IssuedInvoice, mailed: ReadonlySet<string>): string[] {
  return steps.flatMap((step) => {
    const { outcome, at } = invoice.steps[step] ?? { outcome: 'nothing', at: 0 }
    const isMailed = mailed.has(`mail:reminder:${invoice.id}:${step}`)
    const hour = hourOf(invoice.plan.timeZone, at)
    return [
      ...(outcome !== 'sent' && outcome !== 'merged' ? [`${invoice.id} ${step}: ${outcome}`] : []),
      ...(isMailed !== (outcome === 'sent') ? [`${invoice.id} ${step}: ${outcome}, a mail: ${isMailed}`] : []),
      ...(hour < invoice.plan.hour || hour >= 20
        ? [`${invoice.id} ${step}: at ${hour} in ${invoice.plan.timeZone}`]
        : []),
    ]
  })
}

test('with doubled, overlapping, late, killed and missed ticks each reminder step of each invoice is mailed once', async () => {
  const began = performance.now()
  const { env } = cron
  const allZones = random.shuffled(Intl.supportedValuesOf('timeZone').filter(hasFixedOffset))
  const ids: string[] = []
  for (let round = 0; round < lifecycles; round++) {
    ids.push(...(await issueIn(allZones.slice(round * zones, (round + 1) * zones))))
    await runUntilReminded(drawFaults())
  }
  const rows = rowsAt(env.urls.database)
  const orders = await rows<{ id: string; dedupe_key: string }>('SELECT id, dedupe_key FROM outbox')
  const copies = Map.groupBy(mails.all(), ({ messageId }) => /^<(\w+)@/.exec(messageId ?? '')?.[1] ?? '')
  const mailed = new Set(orders.filter(({ id }) => copies.has(id)).map(({ dedupe_key }) => dedupe_key))
  const invoices = (await rows<{ state: string }>('SELECT state FROM invoices')).map(
    ({ state }) => JSON.parse(state) as IssuedInvoice,
  )
  const outcomes = invoices.flatMap((invoice) => Object.values(invoice.steps).map(({ outcome }) => outcome))
  tally('Unreliable cron', {
    invoices: ids.length,
    steps: outcomes.length,
    'sent as mails': outcomes.filter((outcome) => outcome === 'sent').length,
    'merged into a later one': outcomes.filter((outcome) => outcome === 'merged').length,
    ...cron.counts,
    'duplicates of a mail whose sender was killed': duplicateMails(mails.all()).length,
    seconds: Math.round((performance.now() - began) / 1000),
  })
  expect(invoices).toHaveLength(ids.length)
  expect(invoices.flatMap((invoice) => reminderViolations(invoice, mailed))).toEqual([])
  expect(await mailViolations(rows, mails.all(), cron.outages)).toEqual([])
  expect(await unfinishedWork(env)).toEqual([])
  expect(outcomes).toContain('merged')
  expect(cron.counts['work left unfinished by a kill']).toBeGreaterThan(0)
  for (const fault of cronFaults) expect(cron.counts[fault], fault).toBeGreaterThan(0)
})
