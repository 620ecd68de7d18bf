import { assert } from '../assert.ts'

declare const day: unique symbol

/** A calendar day, `YYYY-MM-DD`, in no zone; days compare as strings. */
export type Day = string & { readonly [day]: true }

export const dayMs = 86_400_000

/** The day in UTC of an instant in ms since 1970. */
export function dayOf(utcMs: number): Day {
  const text = new Date(utcMs).toISOString()
  assert(text.length === 24, 'a day is in the years 0 to 9999')
  return text.slice(0, 10) as Day
}

/** Midnight in UTC at which a day begins, in ms since 1970: a day's place on the number line, not an instant for people. */
export const utcMidnightMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`)

/** Adds days to a day; a negative number subtracts. */
export const addDays = (day: Day, days: number): Day => dayOf(utcMidnightMs(day) + days * dayMs)

/** How many days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => (utcMidnightMs(to) - utcMidnightMs(from)) / dayMs

/** The last day of the month that a day is in. */
export function lastOfMonth(day: Day): Day {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return dayOf(Date.UTC(year, month, 0))
}
