import type { Day } from '../calendar/day.ts'

/** The day by which the customer says that they pay. Days are the merchant's, instants in ms since 1970. */
export type PaymentPromise = {
  readonly payOn: Day
  /** The first instant at which that day is over. */
  readonly endsAt: number
  /** When they first promised anything; later days are bounded from there, so that none is put off for ever. */
  readonly firstOn: Day
  /** Of the promise as it is now. */
  readonly at: number
}
