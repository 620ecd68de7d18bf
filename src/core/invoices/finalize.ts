import type { EInvoiceSettings } from '../accounts/e-invoice-settings.ts'
import { atHour, dayIn, endOfDay } from '../calendar/zone.ts'
import type { CollectionPlan } from '../collection/plan.ts'
import { largestAmountMinor } from '../money/money.ts'
import type { DocumentNumber } from '../numbering/series.ts'
import type { Buyer, Seller } from '../parties.ts'
import { chargeableMinor } from '../payments/chargeable.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { TaxExempt } from '../tax/rates.ts'
import { type DueDate, dueDate } from './due-date.ts'
import type { Finalized, InvoiceEvent } from './events.ts'
import type { Invoice } from './invoice.ts'
import { computeTotals } from './totals.ts'

export type Issue = DocumentNumber & {
  readonly seller: Seller
  readonly buyer: Buyer
  readonly taxExempt: TaxExempt
  readonly plan: CollectionPlan
  /** The customer's balance, negative for credit; minor units of the invoice's currency. */
  readonly balanceMinor: number
  /** Used if the draft has no terms and its collection method is `send_invoice`. */
  readonly daysUntilDue: number
  /** Whether its customer switched automatic payment off: a charge that would be planned is given up at once. */
  readonly isLeftToCustomer?: boolean
  readonly eInvoices?: EInvoiceSettings | null | undefined
  readonly now: number
}

/** Finalizing fixes the number, the parties and the amounts; afterwards events are only added. */
export function finalize(invoice: Invoice, issue: Issue): Result<InvoiceEvent[]> {
  if (invoice.status !== 'draft') return refuse('invoice_not_editable')
  if (invoice.lines.length === 0) return refuse('invoice_no_customer_line_items')
  const totals = computeTotals({ ...invoice, taxExempt: issue.taxExempt })
  if (!totals.ok) return totals
  const issuedOn = dayIn(issue.seller.timeZone, issue.now)
  const due = dueOf(invoice, issue)
  const dueOn = due?.day ?? null
  if (dueOn !== null && dueOn < issuedOn) return refuse('due_before_issue', { param: 'due_date' })
  const dueMinor = Math.max(0, totals.value.totalMinor + issue.balanceMinor)
  if (dueMinor > largestAmountMinor) return refuse('amount_too_large')
  const { number, series, sequence, seller, buyer, taxExempt, plan, balanceMinor, eInvoices } = issue
  const finalized: Finalized = {
    type: 'invoice.finalized',
    number,
    series,
    sequence,
    issuedOn,
    dueOn,
    dueAt: due?.at ?? null,
    overdueFrom: dueOn && endOfDay(seller.timeZone, dueOn),
    seller,
    buyer,
    plan,
    taxExempt,
    totals: totals.value,
    startingBalanceMinor: balanceMinor,
    creditAppliedMinor: totals.value.totalMinor - dueMinor,
    nextChargeAt: firstChargeAt(invoice, issue, dueOn, dueMinor),
    documents: [],
    ...(eInvoices && { eInvoices }),
  }
  if (dueMinor === 0) return ok([finalized, { type: 'invoice.paid' }])
  const isGivenUp = issue.isLeftToCustomer && finalized.nextChargeAt !== null
  return ok(isGivenUp ? [finalized, { type: 'charge.given_up', reason: 'automatic_payment_off' }] : [finalized])
}

function dueOf({ terms, collectionMethod }: Invoice, issue: Issue): DueDate | null {
  const { seller, daysUntilDue, now } = issue
  if (terms === null && collectionMethod === 'charge_automatically' && !issue.isLeftToCustomer) return null
  return dueDate(terms ?? { kind: 'net', days: daysUntilDue }, seller.timeZone, now)
}

/** When to charge first: on the due day at the reminder hour, or at once without a due day. */
function firstChargeAt(
  invoice: Invoice,
  { plan, now }: Issue,
  dueOn: DueDate['day'] | null,
  dueMinor: number,
): number | null {
  if (invoice.collectionMethod !== 'charge_automatically' || invoice.autoAdvance === false) return null
  if (chargeableMinor(dueMinor, invoice.currency) === null) return null
  return dueOn === null ? now : Math.max(now, atHour(plan.timeZone, dueOn, plan.hour))
}
