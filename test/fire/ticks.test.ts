import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { rowsAt } from '../world/database.ts'
import { type CarelessCron, carelessCron, type Treatment, treatments } from './careless-cron.ts'
import { chanceFrom } from './chance.ts'
import { inLanes } from './lanes.ts'
import { Letters } from './letters.ts'
import { mailWrongs, repeatsIn } from './mails.ts'
import { merchantIn } from './merchant.ts'
import { leftOver } from './money.ts'

const dayMs = 86_400_000
const chance = chanceFrom()
const steps = ['due-3', 'due+0', 'due+3', 'due+7', 'due+14']
const zones = rounds(3, 10)
const invoicesInZone = rounds(6, 10)
const lives = rounds(1, 10)
/** What happens to the due minutes of one zone; the sleep of three days is dealt apart, so that it swallows a step. */
const deck: readonly Treatment[] = ['doubled', 'overlapping', 'killed', 'set back', 'late']

/** The cards of one life: a sleep from a minute of the first steps into the second, anything else at any time. */
function deal(): Treatment[] {
  const cards = Array.from({ length: zones }, () => chance.shuffled(deck)).flat()
  return cards.toSpliced(chance.between(0, zones - 1), 0, 'missed')
}

let cron: CarelessCron
let mails: Letters

beforeAll(async () => {
  cron = await carelessCron(chance)
  mails = new Letters(cron.town)
})
afterAll(() => cron?.stop())

/** Invoices due in twelve days, for customers who live in some zones. */
async function issueIn(some: readonly string[]): Promise<string[]> {
  const kranwerk = merchantIn(cron.town)
  const people = some.flatMap((zone) => Array.from({ length: invoicesInZone }, () => zone))
  return inLanes(4, people, async (zone) => {
    const customer = await kranwerk.customer({ name: 'Jonas Wieland Bau', ...{ time_zone: zone } })
    const { id } = await kranwerk.bill(customer, { days_until_due: 12 })
    return id
  })
}

type Timer = { at: number | null }

/**
 * Mails that cron has left undone, and reminders that it has left due or claimed for longer than the night, in which nobody is
 * reminded.
 */
const forgotten = (now: number) =>
  rowsAt(cron.town.urls.database)(
    `SELECT dedupe_key AS what, tries, last_error, visible_at - ?1 AS in_ms FROM outbox WHERE done_at IS NULL
     UNION ALL SELECT kind || ' of ' || subject_id, tries, last_error, visible_at - ?1 FROM timers
       WHERE kind = 'reminder' AND due_at <= ?1 AND (visible_at <= ?1 OR visible_at > ?1 + ${dayMs})`,
    now,
  )

/** Passes from one due minute to the next, and lets cron treat each as the cards say, until no reminder is left. */
async function live(cards: Treatment[]): Promise<void> {
  const { town } = cron
  const rows = rowsAt(town.urls.database)
  let asleepUntil = 0
  for (let minutes = 0; minutes < 3 * (zones + 1) * steps.length; minutes++) {
    const [next] = await rows<Timer>("SELECT min(visible_at) AS at FROM timers WHERE kind = 'reminder'")
    if (!next?.at) return
    await town.clock.set(Math.max(next.at, asleepUntil, town.clock.now()) + 1, { stepMs: 30 * dayMs })
    const treatment = cards.shift() ?? 'doubled'
    asleepUntil = await cron.treat(treatment)
    await mails.fetch()
    if (asleepUntil === 0) expect(await forgotten(town.clock.now()), `after ticks ${treatment}`).toEqual([])
  }
  throw new Error('There is always another reminder.')
}

/** The hour that a zone's clocks show. */
const hourOf = (zone: string, at: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at))

/** Clocks that never change: of others this runtime may know other rules than the Worker's, which is built with its own. */
const isSteady = (zone: string): boolean => {
  const noons = Array.from({ length: 24 }, (_, month) => Date.UTC(2026, month, 1, 12))
  return new Set(noons.map((noon) => hourOf(zone, noon))).size === 1
}

/** What is wrong with an invoice's reminders: a step without an outcome, or one that was not mailed as its outcome says. */
function wrongsOf(invoice: IssuedInvoice, mailed: ReadonlySet<string>): string[] {
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

test('however carelessly cron ticks, each step of each invoice is mailed once', async () => {
  const began = performance.now()
  const { town } = cron
  const everywhere = chance.shuffled(Intl.supportedValuesOf('timeZone').filter(isSteady))
  const ids: string[] = []
  for (let life = 0; life < lives; life++) {
    ids.push(...(await issueIn(everywhere.slice(life * zones, (life + 1) * zones))))
    await live(deal())
  }
  const rows = rowsAt(town.urls.database)
  const orders = await rows<{ id: string; dedupe_key: string }>('SELECT id, dedupe_key FROM outbox')
  const copies = Map.groupBy(mails.all(), ({ messageId }) => /^<(\w+)@/.exec(messageId ?? '')?.[1] ?? '')
  const mailed = new Set(orders.filter(({ id }) => copies.has(id)).map(({ dedupe_key }) => dedupe_key))
  const invoices = (await rows<{ state: string }>('SELECT state FROM invoices')).map(
    ({ state }) => JSON.parse(state) as IssuedInvoice,
  )
  const outcomes = invoices.flatMap((invoice) => Object.values(invoice.steps).map(({ outcome }) => outcome))
  tally('Careless ticks', {
    invoices: ids.length,
    steps: outcomes.length,
    'sent as mails': outcomes.filter((outcome) => outcome === 'sent').length,
    'merged into a later one': outcomes.filter((outcome) => outcome === 'merged').length,
    ...cron.counts,
    'copies of a mail whose sender was killed': repeatsIn(mails.all()).length,
    seconds: Math.round((performance.now() - began) / 1000),
  })
  expect(invoices).toHaveLength(ids.length)
  expect(invoices.flatMap((invoice) => wrongsOf(invoice, mailed))).toEqual([])
  expect(await mailWrongs(rows, mails.all(), cron.deaths)).toEqual([])
  expect(await leftOver(town)).toEqual([])
  expect(outcomes).toContain('merged')
  expect(cron.counts['pieces of work left by the dead']).toBeGreaterThan(0)
  for (const treatment of treatments) expect(cron.counts[treatment], treatment).toBeGreaterThan(0)
})
