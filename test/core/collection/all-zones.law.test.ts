import { expect, test } from 'vitest'
import { addDays, type Day } from '../../../src/core/calendar/day.ts'
import { atHour, dayIn } from '../../../src/core/calendar/zone.ts'
import { defaultReminderDays, stepName } from '../../../src/core/collection/plan.ts'
import { allowedInstant, nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { isProving } from '../../proof/rounds.ts'
import { tally } from '../../proof/tally.ts'
import { issued } from '../../world/invoices.ts'

const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const from = Date.UTC(2024, 0, 1)
const until = Date.UTC(2038, 0, 1)

type Wall = (instantMs: number) => string

/** The local time of a zone as `2026-03-29 03:15`, computed independently of the code under test. */
function wallOf(zone: string): Wall {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return (instantMs) => format.format(instantMs)
}

/** The first instants, to the minute, of every new offset between 2024 and 2037. No zone changes twice within five days. */
function changesOf(wall: Wall): number[] {
  const ahead = (instantMs: number) => Date.parse(`${wall(instantMs).replace(' ', 'T')}Z`) - instantMs
  const changes: number[] = []
  for (let at = from; at < until; at += 5 * dayMs) {
    const before = ahead(at)
    if (ahead(at + 5 * dayMs) === before) continue
    let still = at
    let changed = at + 5 * dayMs
    while (changed - still > minuteMs) {
      const middle = still + Math.floor((changed - still) / 2 / minuteMs) * minuteMs
      if (ahead(middle) === before) still = middle
      else changed = middle
    }
    changes.push(changed)
  }
  return changes
}

const template = issued()

/** An invoice whose reminder so many days after its due day falls on this day. */
function remindedOn(zone: string, hour: number, day: Day, step: number): IssuedInvoice {
  const dueOn = addDays(day, -step)
  const finalizedAt = Date.parse(`${addDays(dueOn, -10)}T00:00:00Z`)
  const plan = { reminderDays: defaultReminderDays, hour, timeZone: zone, maxRetries: 4 }
  return { ...template, plan, dueOn, finalizedAt, createdAt: finalizedAt }
}

type Collecting = {
  readonly nextReminderAt: typeof nextReminderAt
  readonly remind: typeof remind
  readonly allowedInstant: typeof allowedInstant
}
type Send = { readonly step: string; readonly at: number }

/**
 * Runs cron every minute until no reminder is left. A tick before a timer is due does nothing, so those are skipped; each other
 * one is run twice.
 */
function lifeOf(invoice: IssuedInvoice, { nextReminderAt, remind, allowedInstant }: Collecting): Send[] {
  const sends: Send[] = []
  let current = invoice
  let visibleAt = nextReminderAt(current)
  for (let ticks = 0; visibleAt !== null && ticks < 50; ticks++) {
    const now = Math.ceil(visibleAt / minuteMs) * minuteMs
    const allowedAt = allowedInstant(current.plan, now)
    if (allowedAt > now) {
      visibleAt = allowedAt
      continue
    }
    for (const tick of [now, now]) {
      const decision = remind(current, tick)
      if (!decision) continue
      for (const [step, outcome] of Object.entries(decision.steps))
        if (outcome === 'sent') sends.push({ step, at: tick })
      current = replay(evolve, record([decision], current.version, tick), current) as IssuedInvoice
    }
    visibleAt = nextReminderAt(current)
  }
  return sends
}

/** Looks back for four hours: no clock changes by more between two days that both exist. */
const quarters = Array.from({ length: 16 }, (_, i) => (i + 1) * quarterMs)

/** Violations of: each step is sent once, on its day, in the first minute that shows the hour or later. */
function violationsOf(invoice: IssuedInvoice, sends: readonly Send[], wall: Wall): string[] {
  const { dueOn, plan } = invoice
  const where = `${plan.timeZone}, due ${dueOn}, at ${plan.hour}`
  return plan.reminderDays.flatMap((days) => {
    const mails = sends.filter(({ step }) => step === stepName(days))
    if (mails.length !== 1) return [`${where}: ${stepName(days)} was sent ${mails.length} times`]
    const [{ at } = { at: 0 }] = mails
    const wanted = `${addDays(dueOn!, days)} ${String(plan.hour).padStart(2, '0')}:00`
    const shown = wall(at)
    const isRight =
      shown.slice(0, 10) === wanted.slice(0, 10) &&
      shown >= wanted &&
      [minuteMs, ...quarters].every((ms) => wall(at - ms) < wanted)
    return isRight ? [] : [`${where}: ${stepName(days)} left at ${shown}, not ${wanted}`]
  })
}

const ours: Collecting = { nextReminderAt, remind, allowedInstant }
const zones = Intl.supportedValuesOf('timeZone')
/** The default hour of reminders. */
const usualHour = 9

type Clock = { readonly zone: string; readonly wall: Wall; readonly changes: readonly number[] }

function clockOf(zone: string): Clock {
  const wall = wallOf(zone)
  return { zone, wall, changes: changesOf(wall) }
}

/** One zone for all whose clocks change alike; `npm run prove` tries every zone. */
function clocksAmong(zones: readonly string[]): Clock[] {
  const clocks = zones.map(clockOf)
  const alike = Map.groupBy(clocks, ({ wall, changes }) => changes.flatMap((at) => [at, wall(at)]).join())
  return isProving ? clocks : [...alike.values()].flatMap(([first]) => first ?? [])
}

/** Every default step on the day of every change of a zone's clocks, at the usual hour and at the hour that the change skips or repeats. */
function remindInZones(clocks: readonly Clock[], collecting: Collecting) {
  const counts = { invoices: 0, sends: 0 }
  const violations: string[] = []
  for (const { zone, wall, changes } of clocks) {
    for (const change of changes) {
      const [before, after] = [wall(change - minuteMs), wall(change)]
      const scenes = [
        ...defaultReminderDays.map((step) => [after.slice(0, 10), step, usualHour] as const),
        ...[before, after].map((shown) => [shown.slice(0, 10), 0, Number(shown.slice(11, 13))] as const),
      ]
      for (const [day, step, hour] of scenes) {
        const invoice = remindedOn(zone, hour, day as Day, step)
        const sends = lifeOf(invoice, collecting)
        counts.invoices++
        counts.sends += sends.length
        violations.push(...violationsOf(invoice, sends, wall))
      }
    }
  }
  return { counts, violations }
}

const clocks = clocksAmong(zones)

test('in every zone, around every change of its clocks from 2024 to 2037, each default step is sent once, on its day, at its hour', () => {
  const { counts, violations } = remindInZones(clocks, ours)
  const changes = clocks.reduce((sum, clock) => sum + clock.changes.length, 0)
  const steps = defaultReminderDays.length
  tally('Reminders in all zones', { zones: zones.length, clocks: clocks.length, changes, steps, ...counts })
  expect(violations).toEqual([])
  expect(zones.length).toBeGreaterThan(400)
  expect(changes).toBeGreaterThan(isProving ? 3_000 : 700)
  expect(counts.sends).toBe(counts.invoices * steps)
}, 900_000)

const planted: [string, Partial<Collecting>][] = [
  ['a step that is not remembered', { remind: (invoice, now) => remind({ ...invoice, steps: {} }, now) }],
  [
    'the offset of the day before',
    {
      nextReminderAt(invoice) {
        const at = nextReminderAt(invoice)
        if (at === null) return null
        const { timeZone, hour } = invoice.plan
        return atHour(timeZone, addDays(dayIn(timeZone, at), -1), hour) + dayMs
      },
      remind: (invoice, now) => remind(invoice, now + 2 * hourMs),
    },
  ],
  [
    'the hour of the merchant instead of the customer',
    {
      nextReminderAt: (invoice) => nextReminderAt(elsewhere(invoice)),
      remind: (invoice, now) => remind(elsewhere(invoice), now),
    },
  ],
]

const elsewhere = (invoice: IssuedInvoice): IssuedInvoice => ({
  ...invoice,
  plan: { ...invoice.plan, timeZone: 'Europe/Berlin' },
})

test.each(planted)('the test detects %s', (_, wrong) => {
  const newYork = clockOf('America/New_York')
  expect(remindInZones([newYork], ours).violations).toEqual([])
  expect(remindInZones([newYork], { ...ours, ...wrong }).violations).not.toEqual([])
})
