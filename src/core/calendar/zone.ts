import { addDays, type Day, dayOf, utcMidnightMs } from './day.ts'

const hourMs = 3_600_000

/** Whether a name is an IANA zone this runtime knows; bare offsets such as `+02:00` are not, since they have no rules. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return false
  try {
    clockOf(name)
    return true
  } catch {
    return false
  }
}

/** The calendar day in a zone at an instant in ms since 1970. */
export const dayIn = (zone: string, instantMs: number): Day => dayOf(instantMs + offsetMs(zone, instantMs))

/** The first instant of a day in a zone: not 00:00 if the clocks go forward at midnight. */
export const startOfDay = (zone: string, day: Day): number => instantAt(zone, utcMidnightMs(day))

/** The first instant that is no longer in that day; an exclusive bound, so what is due that day is overdue from here on. */
export const endOfDay = (zone: string, day: Day): number => startOfDay(zone, addDays(day, 1))

/** When a zone's clocks show a full hour, 0 to 23: the first instant after it if it is skipped, the earlier if it comes twice. */
export const atHour = (zone: string, day: Day, hour: number): number =>
  instantAt(zone, utcMidnightMs(day) + hour * hourMs)

// One page needs the offset of the same second several times, and computing it is slow.
const cache = new Map<string, number>()
const maxCached = 500

/** How far a zone's clocks are ahead of UTC at an instant, in ms. */
export function offsetMs(zone: string, instantMs: number): number {
  const second = Math.floor(instantMs / 1000)
  const key = `${zone} ${second}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const part: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(instantMs)) part[type] = Number(value)
  const shownMs = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
  if (cache.size >= maxCached) cache.clear()
  cache.set(key, shownMs - second * 1000)
  return shownMs - second * 1000
}

// A wall-clock time is up to 14 hours behind or 12 ahead of the same reading in UTC. If the offset changes in that
// span, each offset gives a candidate and the time of the change decides between them.
function instantAt(zone: string, wallMs: number): number {
  const earliest = wallMs - 15 * hourMs
  const latest = wallMs + 13 * hourMs
  const before = offsetMs(zone, earliest)
  const after = offsetMs(zone, latest)
  if (before === after) return wallMs - before
  const change = changeBetween(zone, earliest, latest, before)
  if (wallMs - before < change) return wallMs - before
  return Math.max(wallMs - after, change)
}

/** The first instant, to the second, at which the offset is no longer what it was at `fromMs`. */
function changeBetween(zone: string, fromMs: number, toMs: number, before: number): number {
  let still = fromMs / 1000
  let changed = toMs / 1000
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2)
    if (offsetMs(zone, middle * 1000) === before) still = middle
    else changed = middle
  }
  return changed * 1000
}

// Formatters are expensive to create and can be reused; one per zone.
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}
