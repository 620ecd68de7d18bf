import type { Day } from '../calendar/day.ts'

/** Reminders and retries of an invoice, frozen at finalization so that later settings do not change them. */
export type CollectionPlan = {
  /** Days after the due day; negative is before it. */
  readonly reminderDays: readonly number[]
  /** Wall-clock hour, 0 to 23, in the customer's zone. */
  readonly hour: number
  readonly timeZone: string
  readonly maxRetries: number
}

export const defaultReminderDays = [-3, 0, 3, 7, 14] as const

export type StepOutcome = {
  readonly outcome: 'sent' | 'merged' | 'skipped'
  readonly at: number
  /** Why a step was not a mail of its own; null when it was. */
  readonly reason: string | null
}

/** The step of a promise that was not kept: `promised-2026-12-20`. */
export const promiseStep = (payOn: Day): string => `promised-${payOn}`

/** The stable name of a reminder step: `due-3`, `due+0`, `due+14`. */
export const stepName = (days: number): string => `due${days < 0 ? '' : '+'}${days}`
