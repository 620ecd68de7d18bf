import { type Day, utcMidnightMs } from './day.ts'

type DayStyle = 'full' | 'long' | 'medium' | 'short'

/** A day in a locale's words, in the Gregorian calendar everywhere: a due date must read the same to both parties. */
export const formatDay = (day: Day, locale: string, style: DayStyle = 'long'): string =>
  writerOf(locale, style).format(utcMidnightMs(day))

const writers = new Map<string, Intl.DateTimeFormat>()

function writerOf(locale: string, style: DayStyle): Intl.DateTimeFormat {
  const key = `${style} ${locale}`
  const known = writers.get(key)
  if (known) return known
  const writer = new Intl.DateTimeFormat(locale, { dateStyle: style, timeZone: 'UTC', calendar: 'gregory' })
  writers.set(key, writer)
  return writer
}

/** A day and a time of a zone in a locale's words. */
export const formatMoment = (instantMs: number, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone, calendar: 'gregory' }).format(
    instantMs,
  )

/** A month of a year in a locale's words, as a card's last one. */
export const formatMonth = (year: number, month: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC', calendar: 'gregory' }).format(
    Date.UTC(year, month - 1),
  )
