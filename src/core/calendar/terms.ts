import { ok, type Result, refuse } from '../result.ts'
import { addDays, type Day, lastOfMonth } from './day.ts'

/** Payment terms, agreed before the issue day is known; `at` in ms since 1970. */
export type Terms =
  | { readonly kind: 'on_receipt' }
  | { readonly kind: 'net'; readonly days: number }
  | { readonly kind: 'end_of_month'; readonly days: number }
  | { readonly kind: 'at'; readonly at: number }
  /** Only in old invoices, which stored a day instead of an instant. */
  | { readonly kind: 'on_day'; readonly day: Day }

/** The most days that terms may give. */
const longestTermDays = 3650

/** Terms for Stripe's `days_until_due`. Refuses `terms_invalid` unless a whole number from 0 to ten years. */
export function netDays(days: number): Result<Terms> {
  if (!Number.isInteger(days) || days < 0 || days > longestTermDays) return refuse('terms_invalid')
  return ok(termsOfDays(days))
}

/** Terms of so many days after the issue. */
export const termsOfDays = (days: number): Terms => (days === 0 ? { kind: 'on_receipt' } : { kind: 'net', days })

/** The due day of an invoice by its issue day; it can be paid on time until that day ends in the merchant's zone. */
export function dueDay(terms: Exclude<Terms, { kind: 'at' }>, issuedOn: Day): Day {
  switch (terms.kind) {
    case 'on_receipt':
      return issuedOn
    case 'net':
      return addDays(issuedOn, terms.days)
    case 'end_of_month':
      return addDays(lastOfMonth(issuedOn), terms.days)
    case 'on_day':
      return terms.day
  }
}
