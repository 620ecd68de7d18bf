import type { InvoiceEvent, MailKind } from './invoices/events.ts'
import { type Invoice, isIssued } from './invoices/invoice.ts'
import type { PaymentFailure } from './payments/payment.ts'

/** Work that a change causes, done after its commit; the dedupe key lets each happen once. */
export type FollowUp = {
  readonly kind: 'mail'
  readonly subjectId: string
  readonly dedupeKey: string
  readonly payload: Readonly<Record<string, unknown>>
}

const mail = (invoice: Invoice, mailKind: MailKind, about: string, more: Record<string, unknown> = {}): FollowUp => ({
  kind: 'mail',
  subjectId: invoice.id,
  dedupeKey: `mail:${mailKind}:${invoice.id}:${about}`,
  payload: { mail: mailKind, invoiceId: invoice.id, ...more },
})

/** What follows from an invoice's event. `seq` is the event's place in the invoice's history. */
export function reactionsTo(event: InvoiceEvent, after: Invoice, seq: number): FollowUp[] {
  if (!isIssued(after)) return []
  switch (event.type) {
    case 'invoice.sent':
      return [mail(after, 'invoice', String(seq))]
    case 'payment.succeeded':
      return event.allocatedMinor === 0 ? [] : [mail(after, 'receipt', event.paymentId, { paymentId: event.paymentId })]
    case 'payment.failed':
      return isMailed(after, event.paymentId)
        ? [mail(after, mailFor(event.failure), event.paymentId, { paymentId: event.paymentId })]
        : []
    case 'charge.given_up':
      return event.reason === 'customer_deleted' ? [] : [mail(after, 'payment_failed', `given-up-${seq}`)]
    case 'reminder.sent': {
      const step = Object.entries(event.steps).find(([, outcome]) => outcome === 'sent')?.[0]
      return step ? [mail(after, 'reminder', step, { step })] : []
    }
    default:
      return []
  }
}

/** The customer is watching when they pay themselves, unless the money fails days later. */
function isMailed(invoice: Invoice, paymentId: string): boolean {
  if (!isIssued(invoice)) return false
  const payment = invoice.payments.find(({ id }) => id === paymentId)
  return payment?.kind === 'automatic' || payment?.wasProcessing === true
}

/** A bank that wants its customer to confirm says so in the one code or in the other. */
const mailFor = ({ code, declineCode }: PaymentFailure): MailKind =>
  code === 'authentication_required' || declineCode === 'authentication_required' ? 'action_required' : 'payment_failed'
