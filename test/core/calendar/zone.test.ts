import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween } from '../../../src/core/calendar/day.ts'
import { atHour, dayIn, endOfDay, isTimeZone, startOfDay } from '../../../src/core/calendar/zone.ts'
import { isProving } from '../../proof/rounds.ts'

const day = (text: string) => text as Day
const utc = (text: string) => Date.parse(`${text}Z`)

test('a day is the local day in the zone of the merchant', () => {
  expect(dayIn('Pacific/Kiritimati', utc('2026-06-30T10:00'))).toBe('2026-07-01')
  expect(dayIn('Pacific/Pago_Pago', utc('2026-06-30T10:59'))).toBe('2026-06-29')
  expect(dayIn('UTC', utc('2026-06-30T23:59:59.999'))).toBe('2026-06-30')
})

test('a day ends where the next begins, 23 or 25 hours after it began when the clocks change', () => {
  const hours = (zone: string, text: string) => (endOfDay(zone, day(text)) - startOfDay(zone, day(text))) / 3_600_000
  expect(startOfDay('Europe/Berlin', day('2026-07-01'))).toBe(utc('2026-06-30T22:00'))
  expect(hours('Europe/Berlin', '2026-03-29')).toBe(23)
  expect(hours('Europe/Berlin', '2026-10-25')).toBe(25)
  expect(hours('Australia/Lord_Howe', '2026-10-04')).toBe(23.5)
})

test('where midnight is skipped, the day begins at one in the morning', () => {
  expect(startOfDay('America/Santiago', day('2026-09-06'))).toBe(utc('2026-09-06T04:00'))
  expect(startOfDay('Africa/Cairo', day('2026-04-24'))).toBe(utc('2026-04-23T22:00'))
  expect(startOfDay('Asia/Beirut', day('2026-03-29'))).toBe(utc('2026-03-28T22:00'))
  expect(atHour('America/Santiago', day('2026-09-06'), 0)).toBe(startOfDay('America/Santiago', day('2026-09-06')))
})

test('where midnight comes twice, the day begins with the first', () => {
  expect(startOfDay('America/Havana', day('2026-11-01'))).toBe(utc('2026-11-01T04:00'))
})

test('a day that never was is empty and begins with the next', () => {
  expect(startOfDay('Pacific/Apia', day('2011-12-30'))).toBe(utc('2011-12-30T10:00'))
  expect(endOfDay('Pacific/Apia', day('2011-12-30'))).toBe(utc('2011-12-30T10:00'))
  expect(endOfDay('Pacific/Apia', day('2011-12-29'))).toBe(utc('2011-12-30T10:00'))
})

test('a skipped hour is the instant after the gap, a doubled one the earlier', () => {
  expect(atHour('Europe/Berlin', day('2026-03-29'), 2)).toBe(utc('2026-03-29T01:00'))
  expect(atHour('Europe/Berlin', day('2026-10-25'), 2)).toBe(utc('2026-10-25T00:00'))
  expect(atHour('Europe/Berlin', day('2026-10-25'), 9)).toBe(utc('2026-10-25T08:00'))
  expect(atHour('Asia/Kathmandu', day('2026-10-25'), 9)).toBe(utc('2026-10-25T03:15'))
})

test('zones are IANA names; offsets and nonsense are not', () => {
  expect(
    ['UTC', 'Europe/Berlin', 'Asia/Calcutta', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'].filter(isTimeZone),
  ).toHaveLength(5)
  expect(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin ', '../etc', 'x'.repeat(100)].filter(isTimeZone)).toEqual([])
})

const hourMs = 3_600_000
const quarterMs = 900_000
const from = Date.UTC(2024, 0, 1)
const until = Date.UTC(2038, 0, 1)

/** What the clocks of a zone show, by another formatter than the code under test: `2026-03-29 03:15`. */
function wallOf(zone: string): (instantMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return (instantMs) => format.format(instantMs)
}

/** The instants between 2024 and 2037 around which a zone's clocks change, to a quarter of an hour. */
function changesOf(wall: (instantMs: number) => string): number[] {
  const ahead = (instantMs: number) => Date.parse(`${wall(instantMs).replace(' ', 'T')}Z`) - instantMs
  const changes: number[] = []
  const strideMs = 10 * 24 * hourMs
  for (let at = from, before = ahead(at); at < until; at += strideMs) {
    const after = ahead(at + strideMs)
    if (after === before) continue
    let still = at
    let changed = at + strideMs
    while (changed - still > quarterMs) {
      const middle = still + Math.floor((changed - still) / 2 / quarterMs) * quarterMs
      if (ahead(middle) === before) still = middle
      else changed = middle
    }
    changes.push(changed)
    before = after
  }
  return changes
}

/** Found by reading the clock every quarter of an hour: the first instant with this wall time or later. */
const firstShowing = (shown: readonly (readonly [number, string])[], wallTime: string) =>
  shown.find(([, wall]) => wall >= wallTime)![0]

test('in every zone, around every change of its clocks until 2037, days and hours begin when the wall clock says so', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const clocks = new Set<string>()
  const count = { changes: 0, days: 0, hours: 0 }
  const wrong: string[] = []
  const check = (what: string, actual: number, expected: number) => {
    if (actual !== expected)
      wrong.push(`${what}: ${new Date(actual).toISOString()}, not ${new Date(expected).toISOString()}`)
  }
  for (const zone of zones) {
    const wall = wallOf(zone)
    const changes = changesOf(wall)
    const clock = [wall(from), ...changes.flatMap((at) => [at, wall(at)])].join()
    // Zones whose clocks change alike are one clock; `npm run prove` tries them all the same.
    if (clocks.has(clock) && !isProving) continue
    clocks.add(clock)
    count.changes += changes.length
    for (const change of changes) {
      const changed = wall(change).slice(0, 10) as Day
      const shown: [number, string][] = []
      for (let at = change - 52 * hourMs; at < change + 52 * hourMs; at += quarterMs) shown.push([at, wall(at)])
      for (const day of [-1, 0, 1].map((days) => addDays(changed, days))) {
        check(`${zone} ${day} begins`, startOfDay(zone, day), firstShowing(shown, `${day} 00:00`))
        check(`${zone} ${day} ends`, endOfDay(zone, day), firstShowing(shown, `${addDays(day, 1)} 00:00`))
        count.days++
      }
      for (const hour of [0, 1, 2, 3, 9, 23]) {
        const wallTime = `${changed} ${String(hour).padStart(2, '0')}:00`
        check(`${zone} ${wallTime}`, atHour(zone, changed, hour), firstShowing(shown, wallTime))
        count.hours++
      }
    }
  }
  console.log(
    `${zones.length} zones, ${clocks.size} of them different, ${count.changes} changes: ${count.days} days and ${count.hours} hours checked`,
  )
  expect(wrong).toEqual([])
  expect(zones.length).toBeGreaterThan(400)
  expect(count.changes).toBeGreaterThan(isProving ? 3_000 : 700)
})

test('around every change until 2037, an invoice is overdue from the first instant after its due day and never before', () => {
  const zones = [
    'America/Santiago',
    'Africa/Cairo',
    'Asia/Beirut',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Chatham',
  ]
  let count = 0
  for (const zone of zones)
    for (const change of changesOf(wallOf(zone)))
      for (const step of [-7, -1, 0, 3, 14]) {
        const due = addDays(dayIn(zone, change), step)
        const overdueFrom = endOfDay(zone, due)
        expect(dayIn(zone, overdueFrom - 1)).toBe(due)
        expect(daysBetween(due, dayIn(zone, overdueFrom))).toBe(1)
        count++
      }
  console.log(`${count} due days around changes of the clocks`)
})
