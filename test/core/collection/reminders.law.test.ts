import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, dayOf } from '../../../src/core/calendar/day.ts'
import { dayIn, endOfDay } from '../../../src/core/calendar/zone.ts'
import { stepName } from '../../../src/core/collection/plan.ts'
import { allowedInstant, nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { issued } from '../../world/invoices.ts'
import { foundAfter, hold } from '../money/law.ts'

const hourMs = 3_600_000
const zones = Intl.supportedValuesOf('timeZone')
const from = Date.UTC(2024, 0, 1)
const until = Date.UTC(2037, 11, 31)

/** The local date and hour as `2026-11-02 09`, computed independently of the code under test. */
const walls = new Map<string, Intl.DateTimeFormat>()
function wallOf(zone: string, at: number): string {
  const options = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  } as const
  const wall = walls.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options)
  walls.set(zone, wall)
  return wall.format(at)
}

const scenes = fc.record({
  zone: fc.constantFrom(...zones),
  hour: fc.integer({ min: 0, max: 19 }),
  days: fc.uniqueArray(fc.integer({ min: -14, max: 21 }), { minLength: 1, maxLength: 6 }),
  finalizedAt: fc.integer({ min: from, max: until }),
  term: fc.integer({ min: 0, max: 40 }),
  /** Hours between one tick of cron and the next: on time, doubled, late, or missed for days. */
  gaps: fc.array(fc.constantFrom(0, 0, 0.02, 0.25, 1, 1, 5, 11, 25, 80), { minLength: 1, maxLength: 40 }),
  /** The tick at which the customer promises to pay some days later, and how many. */
  promised: fc.option(fc.record({ tick: fc.integer({ min: 0, max: 20 }), days: fc.integer({ min: 0, max: 30 }) })),
  paidAfter: fc.option(fc.integer({ min: 0, max: 40 })),
})
type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never

type Collecting = { readonly remind: typeof remind; readonly allowedInstant: typeof allowedInstant }

const template = issued()

function invoiceOf({ zone, hour, days, finalizedAt, term }: Scene): IssuedInvoice {
  const plan = { reminderDays: days, hour, timeZone: zone, maxRetries: 4 }
  return { ...template, plan, finalizedAt, dueOn: addDays(dayOf(finalizedAt), term), createdAt: finalizedAt }
}

const merchantZone = 'Europe/Berlin'

function promisedIn(invoice: IssuedInvoice, { promised }: Scene, now: number): IssuedInvoice {
  const payOn = addDays(dayIn(merchantZone, now), promised!.days)
  // The days are the law's own; which days are allowed has its own tests.
  const event = {
    type: 'payment.promised',
    payOn,
    promisedOn: dayIn(merchantZone, now),
    endsAt: endOfDay(merchantZone, payOn),
  } as const
  return replay(evolve, record([event], invoice.version, now), invoice) as IssuedInvoice
}

/** The first day on which a step may be sent. */
const dayOfStep = (name: string, dueOn: Day): Day =>
  name.startsWith('promised-')
    ? addDays(name.slice('promised-'.length) as Day, 1)
    : addDays(dueOn, Number(name.slice(3)))

/** Runs cron at the scene's intervals, then whenever a timer is due, and checks every mail. */
const promises =
  ({ remind, allowedInstant }: Collecting) =>
  (scene: Scene): void => {
    let invoice = invoiceOf(scene)
    const { plan, dueOn } = invoice
    const sent = new Map<string, number>()
    let now = invoice.finalizedAt
    for (let tick = 0; ; tick++) {
      if (tick > 100) throw new Error('reminders never ended')
      const gap = scene.gaps[tick]
      if (gap !== undefined) now += (gap + 0.02) * hourMs
      else if (nextReminderAt(invoice) === null) break
      else now = allowedInstant(plan, Math.max(now, nextReminderAt(invoice)!))
      if (tick === scene.paidAfter) invoice = { ...invoice, status: 'paid', paidAt: now }
      if (tick === scene.promised?.tick && invoice.status === 'open') invoice = promisedIn(invoice, scene, now)
      if (allowedInstant(plan, now) > now) continue
      const decision = remind(invoice, now)
      if (!decision) continue
      if (invoice.status === 'paid') throw new Error('reminded after it was paid')
      const hour = Number(wallOf(scene.zone, now).slice(-2))
      if (hour < scene.hour || hour >= 20) throw new Error(`a mail at ${hour}`)
      const isQuiet = decision.type === 'reminder.skipped'
      if (isQuiet !== (invoice.promise !== undefined && dayIn(merchantZone, now) <= invoice.promise.payOn))
        throw new Error('reminded of what was promised, or not of what was not')
      const names = Object.keys(decision.steps)
      const mails = Object.values(decision.steps).filter((outcome) => outcome === 'sent').length
      if (mails !== (isQuiet ? 0 : 1)) throw new Error(`${mails} mails at once`)
      for (const name of names) {
        if (sent.has(name)) throw new Error(`${name} twice`)
        const due = `${dayOfStep(name, dueOn!)} ${String(scene.hour).padStart(2, '0')}`
        if (wallOf(scene.zone, now) < due) throw new Error(`${name} before its hour`)
        sent.set(name, now)
      }
      invoice = replay(evolve, record([decision], invoice.version, now), invoice) as IssuedInvoice
      if ((nextReminderAt(invoice) ?? now + 1) <= now) throw new Error('a step that is due was left')
    }
    if (invoice.status === 'paid') return
    if (invoice.promise && !sent.has(`promised-${invoice.promise.payOn}`))
      throw new Error('a broken promise was forgotten')
    const finalizedWall = wallOf(scene.zone, invoice.finalizedAt)
    for (const days of scene.days) {
      const due = `${addDays(dueOn!, days)} ${String(scene.hour).padStart(2, '0')}`
      if (due > finalizedWall && !sent.has(stepName(days))) throw new Error(`${stepName(days)} was never done`)
      if (due < finalizedWall && sent.has(stepName(days))) throw new Error(`${stepName(days)} was not owed`)
    }
  }

test('each reminder is sent once, at an allowed local hour and not before its own, merged when late, and never after payment', () => {
  hold('reminders in every zone under an unreliable cron', 3_000, scenes, promises({ remind, allowedInstant }))
})

const planted: [string, Partial<Collecting>][] = [
  ['a step that is not remembered', { remind: (invoice, now) => remind({ ...invoice, steps: {} }, now) }],
  ['mail at any hour', { allowedInstant: (_, now) => now }],
  [
    'the hour of another zone',
    { remind: (invoice, now) => remind({ ...invoice, plan: { ...invoice.plan, timeZone: 'UTC' } }, now) },
  ],
  [
    'a reminder before the promised day is over',
    { remind: ({ promise: _, ...invoice }, now) => remind(invoice as IssuedInvoice, now) },
  ],
  [
    'a reminder after payment',
    { remind: (invoice, now) => remind({ ...invoice, status: 'open' } as IssuedInvoice, now) },
  ],
  [
    'one mail for each step that was missed',
    {
      remind(invoice, now) {
        const decision = remind(invoice, now)
        const sent = Object.keys(decision?.steps ?? {}).map((name) => [name, 'sent'] as const)
        return decision && { ...decision, steps: Object.fromEntries(sent) }
      },
    },
  ],
]

test.each(planted)('the law detects %s', (_, wrong) => {
  expect(foundAfter(2_000, scenes, promises({ remind, allowedInstant, ...wrong }))).not.toBeNull()
})

const moments = fc.record({
  zone: fc.constantFrom(...zones),
  hour: fc.integer({ min: 0, max: 23 }),
  now: fc.integer({ min: from, max: until }),
})

const allowedHours = (instant: typeof allowedInstant) => (drawn: { zone: string; hour: number; now: number }) => {
  const { zone, hour, now } = drawn
  const plan = { reminderDays: [], hour, timeZone: zone, maxRetries: 0 }
  const at = instant(plan, now)
  const shown = Number(wallOf(zone, at).slice(-2))
  if (at < now || at > now + 26 * hourMs) throw new Error('not soon')
  if (shown < hour || shown > Math.max(19, hour)) throw new Error(`${shown} is no allowed hour`)
  if (instant(plan, at) !== at) throw new Error('allowed, and yet moved')
}

test('the next allowed instant is within a day, at an allowed hour, and is its own next one', () => {
  hold('allowed instants', 4_000, moments, allowedHours(allowedInstant))
})

test('the law detects hours that are taken from another zone', () => {
  const wrong: typeof allowedInstant = (plan, now) => allowedInstant({ ...plan, timeZone: 'Europe/Berlin' }, now)
  expect(foundAfter(1_000, moments, allowedHours(wrong))).not.toBeNull()
})
