import { ok, type Result, refuse } from '../result.ts'
import { type Day, dayOf, lastOfMonth, utcMidnightMs } from './day.ts'

/** From the first day to the last, both included. */
export type DayRange = { readonly from: Day; readonly to: Day }

/** Reads a range of days as a form or an address gives it. Refuses `day_invalid`, and `range_reversed` if it ends before it begins. */
export function dayRange(from: string, to: string): Result<DayRange> {
  if (!isDay(from)) return refuse('day_invalid', { param: 'from' })
  if (!isDay(to)) return refuse('day_invalid', { param: 'to' })
  return from <= to ? ok({ from, to }) : refuse('range_reversed', { param: 'to' })
}

/** Whether it is a day as forms and addresses write it: `YYYY-MM-DD`, and in the calendar. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instantMs = utcMidnightMs(text as Day)
  return !Number.isNaN(instantMs) && dayOf(instantMs) === text
}

export const rangePresets = ['this_year', 'last_year', 'last_three_months'] as const
export type RangePreset = (typeof rangePresets)[number]

/** A range by its name, from the day it is for the reader. Three months end today. */
export function presetRange(preset: RangePreset, today: Day): DayRange {
  const [year, month, date] = today.split('-').map(Number) as [number, number, number]
  switch (preset) {
    case 'this_year':
      return { from: wholeYear(year).from, to: today }
    case 'last_year':
      return wholeYear(year - 1)
    case 'last_three_months': {
      const lastDate = Number(lastOfMonth(dayOf(Date.UTC(year, month - 4, 1))).slice(-2))
      return { from: dayOf(Date.UTC(year, month - 4, Math.min(date, lastDate))), to: today }
    }
  }
}

/** From January to December of a year of four digits. */
export const wholeYear = (year: number): DayRange => ({ from: `${year}-01-01` as Day, to: `${year}-12-31` as Day })
