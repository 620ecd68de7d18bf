import { addDays, type Day } from '../calendar/day.ts'
import { isDay } from '../calendar/day-range.ts'
import { dayIn, endOfDay } from '../calendar/zone.ts'
import { isLeftToCustomer } from '../collection/collection-method.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from './invoice.ts'

/** What the merchant allows: up to how many days after the due day, or after the first promise if that was later. None is 0. */
type Allowed = { readonly promiseDays?: number; readonly timeZone: string }

/**
 * The customer promises to pay an open invoice by a day, or by another one than before. Refuses `invoice_not_open`, `day_invalid`,
 * and `parameter_invalid` for a day that is not allowed, and where it is charged automatically or no promise is taken.
 */
export function promisePayment(
  invoice: Invoice,
  payOn: string,
  { promiseDays = 0, timeZone }: Allowed,
  nowMs: number,
): Result<InvoiceEvent[]> {
  if (!isIssued(invoice) || invoice.status !== 'open') return refuse('invoice_not_open')
  if (!isDay(payOn)) return refuse('day_invalid', { param: 'pay_on' })
  if (promiseDays === 0) return unfit('promises are not taken')
  if (!isLeftToCustomer(invoice)) return unfit('the invoice is charged automatically')
  const promisedOn = dayIn(timeZone, nowMs)
  const dueOn = invoice.dueOn ?? invoice.issuedOn
  const earliest = later(promisedOn, dueOn)
  const latest = addDays(later(invoice.promise?.firstOn ?? promisedOn, dueOn), promiseDays)
  if (payOn < earliest || payOn > latest) return unfit(`it must be a day from ${earliest} to ${latest}`)
  if (payOn === invoice.promise?.payOn) return ok([])
  return ok([{ type: 'payment.promised', payOn, promisedOn, endsAt: endOfDay(timeZone, payOn) }])
}

/** Whether a promise is still to be kept, so that the customer is not reminded. */
export const isPromised = ({ promise }: IssuedInvoice, nowMs: number): boolean =>
  promise !== undefined && nowMs < promise.endsAt

const later = (one: Day, other: Day): Day => (one > other ? one : other)

const unfit = (reason: string) => refuse('parameter_invalid', { param: 'pay_on', values: { reason } })
