import { assert, BrokenInvariant } from '../assert.ts'
import { isCharged } from '../collection/charging.ts'
import { evolvePayments } from '../payments/evolve.ts'
import type { Payment } from '../payments/payment.ts'
import type { Recorded } from '../recorded.ts'
import { addressOf } from './address-of.ts'
import { amountRemainingMinor } from './amounts.ts'
import type {
  Created,
  Finalized,
  InvoiceEvent,
  LineAdded,
  LineChanged,
  LineRemoved,
  StepDone,
  Updated,
} from './events.ts'
import type { Invoice, InvoiceLine, IssuedInvoice, Open } from './invoice.ts'
import { type StoredDraft, type StoredInvoice, withTotals } from './stored-invoice.ts'

/** Applies one event to an invoice. Folding the whole history gives exactly the stored row. */
export function evolve(invoice: Invoice | null, recorded: Recorded<InvoiceEvent>): Invoice | null {
  const next = step(invoice, recorded)
  return next && withTotals(next)
}

/** The same without a draft's totals, which are computed once after a history is folded. */
export function step(invoice: StoredInvoice | null, { seq, at, event }: Recorded<InvoiceEvent>): StoredInvoice | null {
  if (event.type === 'invoice.created') return created(event, at)
  // Also of a draft that was deleted before, whose history is still there.
  if (event.type === 'invoice.erased' && invoice === null) return null
  assert(invoice && seq === invoice.version + 1, 'events follow each other without a gap')
  const next = apply(invoice, event, at)
  return next && { ...next, version: seq }
}

function apply(invoice: StoredInvoice, event: Exclude<InvoiceEvent, Created>, at: number): StoredInvoice | null {
  return invoice.status === 'draft' ? drafted(invoice, event, at) : issued(invoice, event, at)
}

function drafted(draft: StoredDraft, event: Exclude<InvoiceEvent, Created>, at: number): StoredInvoice | null {
  switch (event.type) {
    case 'invoice.updated':
      return { ...draft, ...event.content, lines: event.allLines ?? draft.lines, totals: null }
    case 'invoice.line_added':
    case 'invoice.line_changed':
    case 'invoice.line_removed':
      return { ...draft, lines: withLine(draft.lines, event), totals: null }
    case 'invoice.deleted':
    case 'invoice.erased':
      return null
    case 'invoice.finalized':
      return finalized(draft, event, at)
    default:
      throw new BrokenInvariant('a draft is updated, deleted or finalized, and nothing else')
  }
}

function withLine(lines: readonly InvoiceLine[], event: LineAdded | LineChanged | LineRemoved): readonly InvoiceLine[] {
  if (event.type === 'invoice.line_added') return [...lines, event.line]
  assert(
    lines.some(({ id }) => id === event.lineId),
    'only a line that is there is changed or removed',
  )
  if (event.type === 'invoice.line_removed') return lines.filter(({ id }) => id !== event.lineId)
  return lines.map((line) => (line.id === event.lineId ? { ...line, ...event.changes } : line))
}

function issued(invoice: IssuedInvoice, event: Exclude<InvoiceEvent, Created>, at: number): IssuedInvoice {
  switch (event.type) {
    case 'invoice.finalized':
    case 'invoice.deleted':
    case 'invoice.line_added':
    case 'invoice.line_changed':
    case 'invoice.line_removed':
      throw new BrokenInvariant('an issued invoice is neither deleted nor finalized again, and its lines stay')
    case 'invoice.updated':
      return updated(invoice, event)
    case 'invoice.erased':
      return invoice
    case 'invoice.sent':
      return { ...invoice, sentAt: at, ...mailedTo(invoice, event.recipients[0]) }
    case 'invoice.viewed':
      return { ...invoice, viewCount: invoice.viewCount + 1, lastViewedAt: at }
    case 'invoice.paid':
      return { ...invoice, status: 'paid', paidAt: at, nextChargeAt: null }
    case 'invoice.voided':
      return { ...invoice, status: 'void', voidedAt: at, nextChargeAt: null, ...replacedBy(event) }
    case 'invoice.marked_uncollectible':
      return { ...invoice, status: 'uncollectible', markedUncollectibleAt: at, nextChargeAt: null }
    case 'charge.scheduled':
      return { ...withoutMark(invoice), nextChargeAt: event.at }
    case 'charge.given_up':
      return event.reason === 'automatic_payment_off'
        ? { ...invoice, nextChargeAt: null, isLeftToCustomer: true, leftAt: at }
        : { ...invoice, nextChargeAt: null }
    case 'reminder.sent':
    case 'reminder.skipped':
      return { ...invoice, steps: { ...invoice.steps, ...outcomes(event, at) } }
    case 'purchase_order.set':
      return { ...invoice, addedPurchaseOrder: event.purchaseOrder }
    case 'message.written': {
      const { type: _, messageId: id, ...message } = event
      return { ...invoice, messages: [...(invoice.messages ?? []), { id, ...message, at }] }
    }
    case 'payment.promised': {
      const { payOn, endsAt, promisedOn } = event
      return { ...invoice, promise: { payOn, endsAt, firstOn: invoice.promise?.firstOn ?? promisedOn, at } }
    }
    case 'e_invoices.refused':
      return { ...invoice, eInvoiceRefusals: event.refusals }
    case 'document.stored': {
      const { type: _, document: kind, ...stored } = event
      return { ...invoice, documents: [...(invoice.documents ?? []), { kind, ...stored, storedAt: at }] }
    }
    default:
      return withPayments(invoice, event, at)
  }
}

const created = (event: Created, at: number): StoredDraft => ({
  ...event.content,
  accountId: event.accountId,
  id: event.id,
  customerId: event.customerId,
  currency: event.currency,
  rounding: event.rounding,
  taxExempt: event.taxExempt,
  totals: null,
  status: 'draft',
  ...(event.revisionOf && { revisionOf: event.revisionOf }),
  createdAt: at,
  version: 1,
})

/** `auto_advance=false` cancels the scheduled charge. */
function updated(invoice: IssuedInvoice, { content }: Updated): IssuedInvoice {
  const next = { ...invoice, ...content }
  return next.autoAdvance === false ? { ...next, nextChargeAt: null } : next
}

function finalized(draft: StoredDraft, { type: _, ...frozen }: Finalized, at: number): Open {
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

/** Only automatic charges change the charge schedule; one that never reached the provider is still due. */
function withPayments(invoice: IssuedInvoice, event: InvoiceEvent, at: number): IssuedInvoice {
  const next = { ...invoice, payments: withReceipt(invoice, evolvePayments(invoice.payments, event, at), event) }
  if (!('paymentId' in event) || kindOf(next, event.paymentId) !== 'automatic') return next
  if (event.type === 'payment.started') return { ...next, attemptCount: invoice.attemptCount + 1, nextChargeAt: null }
  if (event.type === 'payment.failed') return { ...next, nextChargeAt: event.retryAt }
  // The amount is too large for one charge, so the next part follows at once.
  if (event.type === 'payment.succeeded' && isCharged(next) && amountRemainingMinor(next) > 0)
    return { ...next, nextChargeAt: at }
  const isStillOwed = event.type === 'payment.canceled' && event.reason === 'abandoned' && isCharged(next)
  return isStillOwed ? { ...next, nextChargeAt: at } : next
}

/** Numbers the receipt of a payment that succeeds: `NIMBUS-0001-R1`. */
function withReceipt(invoice: IssuedInvoice, payments: readonly Payment[], event: InvoiceEvent): readonly Payment[] {
  if (event.type !== 'payment.succeeded' || event.allocatedMinor === 0 || !invoice.documents) return payments
  const receiptNumber = `${invoice.number}-R${payments.filter((one) => one.receiptNumber).length + 1}`
  return payments.map((payment) => (payment.id === event.paymentId ? { ...payment, receiptNumber } : payment))
}

const replacedBy = ({ replacedBy }: Extract<InvoiceEvent, { type: 'invoice.voided' }>) => replacedBy && { replacedBy }

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

/** An invoice that is charged again, which is not left to its customer any more. */
function withoutMark({ isLeftToCustomer: _, leftAt: __, ...invoice }: IssuedInvoice): IssuedInvoice {
  return invoice as IssuedInvoice
}
