import type { Day } from '../calendar/day.ts'
import type { OtherVersion } from '../invoices/other-version.ts'
import type { Currency } from '../money/currencies.ts'

/** An invoice in a list; amounts in minor units. */
export type InvoiceRow = {
  readonly id: string
  readonly number: string
  readonly status: 'open' | 'paid' | 'void' | 'uncollectible'
  readonly currency: Currency
  readonly totalMinor: number
  readonly remainingMinor: number
  readonly issuedOn: Day
  readonly dueOn: Day | null
  /** The first instant after the due day, ms since 1970. */
  readonly overdueFrom: number | null
  readonly isProcessing: boolean
  readonly isCharged: boolean
  /** By when the customer promised to pay it. */
  readonly promisedFor: Day | null
  /** The revision that replaced it. */
  readonly replacedBy: OtherVersion | null
  /** Whether it is open and names the customer otherwise than they are today. */
  readonly isOutdated: boolean
}

/** What a customer owes in one currency, and the part that is late; minor units. */
export type Owed = {
  readonly currency: Currency
  readonly remainingMinor: number
  readonly overdueMinor: number
  readonly invoices: number
}
