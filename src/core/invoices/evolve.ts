import { assert } from '../assert.ts'
import { isCharged } from '../collection/charging.ts'
import { evolvePayments } from '../payments/evolve.ts'
import type { Recorded } from '../recorded.ts'
import { addressOf } from './address-of.ts'
import { amountRemainingMinor } from './amounts.ts'
import type { Created, Finalized, InvoiceEvent, StepDone, Updated } from './events.ts'
import { type Draft, type Invoice, type IssuedInvoice, isIssued, type Open } from './invoice.ts'

/** What an invoice becomes by one more event. Folding its whole history gives its row again, exactly. */
export function evolve(invoice: Invoice | null, { seq, at, event }: Recorded<InvoiceEvent>): Invoice | null {
  if (event.type === 'invoice.created') return created(event, at)
  assert(invoice && seq === invoice.version + 1, 'events follow each other without a gap')
  const next = apply(invoice, event, at)
  return next && { ...next, version: seq }
}

function apply(invoice: Invoice, event: Exclude<InvoiceEvent, Created>, at: number): Invoice | null {
  if (event.type === 'invoice.updated') return updated(invoice, event)
  if (!isIssued(invoice)) {
    if (event.type === 'invoice.deleted') return null
    assert(event.type === 'invoice.finalized', 'a draft is updated, deleted or finalized, and nothing else')
    return finalized(invoice, event, at)
  }
  assert(
    event.type !== 'invoice.finalized' && event.type !== 'invoice.deleted',
    'an issued invoice is neither deleted nor finalized again',
  )
  switch (event.type) {
    case 'invoice.sent':
      return { ...invoice, sentAt: at, ...mailedTo(invoice, event.recipients[0]) }
    case 'invoice.viewed':
      return { ...invoice, viewCount: invoice.viewCount + 1, lastViewedAt: at }
    case 'invoice.paid':
      return { ...invoice, status: 'paid', paidAt: at, nextChargeAt: null }
    case 'invoice.voided':
      return { ...invoice, status: 'void', voidedAt: at, nextChargeAt: null }
    case 'invoice.marked_uncollectible':
      return { ...invoice, status: 'uncollectible', markedUncollectibleAt: at, nextChargeAt: null }
    case 'charge.scheduled':
      return { ...invoice, nextChargeAt: event.at }
    case 'charge.given_up':
      return { ...invoice, nextChargeAt: null }
    case 'reminder.sent':
    case 'reminder.skipped':
      return { ...invoice, steps: { ...invoice.steps, ...outcomes(event, at) } }
    default:
      return withPayments(invoice, event, at)
  }
}

const created = (event: Created, at: number): Draft => ({
  ...event.content,
  accountId: event.accountId,
  id: event.id,
  customerId: event.customerId,
  currency: event.currency,
  rounding: event.rounding,
  taxExempt: event.taxExempt,
  totals: event.totals,
  status: 'draft',
  createdAt: at,
  version: 1,
})

/** Being told to keep still ends the charges to come. */
function updated(
  invoice: Invoice,
  { content, taxExempt = invoice.taxExempt, totals = invoice.totals }: Updated,
): Invoice {
  const next = { ...invoice, ...content, taxExempt, totals }
  return isIssued(next) && next.autoAdvance === false ? { ...next, nextChargeAt: null } : next
}

function finalized(draft: Draft, { type: _, ...frozen }: Finalized, at: number): Open {
  return {
    ...draft,
    ...frozen,
    status: 'open',
    finalizedAt: at,
    payments: [],
    attemptCount: 0,
    steps: {},
    sentAt: null,
    viewCount: 0,
    lastViewedAt: null,
  }
}

/** Only an automatic charge moves the schedule of charges; one that never reached the provider is still to be made. */
function withPayments(invoice: IssuedInvoice, event: InvoiceEvent, at: number): IssuedInvoice {
  const next = { ...invoice, payments: evolvePayments(invoice.payments, event, at) }
  if (!('paymentId' in event) || kindOf(next, event.paymentId) !== 'automatic') return next
  if (event.type === 'payment.started') return { ...next, attemptCount: invoice.attemptCount + 1, nextChargeAt: null }
  if (event.type === 'payment.failed') return { ...next, nextChargeAt: event.retryAt }
  // A part of an amount that is too large for one charge: the next part follows at once.
  if (event.type === 'payment.succeeded' && isCharged(next) && amountRemainingMinor(next) > 0)
    return { ...next, nextChargeAt: at }
  const isStillOwed = event.type === 'payment.canceled' && event.reason === 'abandoned' && isCharged(next)
  return isStillOwed ? { ...next, nextChargeAt: at } : next
}

const mailedTo = (invoice: IssuedInvoice, to: string | undefined) =>
  to === undefined || to === addressOf(invoice) ? {} : { mailedTo: to }

const kindOf = ({ payments }: IssuedInvoice, paymentId: string) => payments.find(({ id }) => id === paymentId)?.kind

const outcomes = (event: StepDone, at: number) =>
  Object.fromEntries(
    Object.entries(event.steps).map(([step, outcome]) => [
      step,
      { outcome, at, reason: outcome === 'sent' ? null : event.reason },
    ]),
  )
