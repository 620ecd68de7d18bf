import type { CustomerEvent } from './customers/customer.ts'
import type { FollowUp } from './follow-up.ts'
import type { InvoiceEvent, MailKind } from './invoices/events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from './invoices/invoice.ts'
import { isToBeConfirmed, type PaymentFailure } from './payments/payment.ts'
import type { Recorded } from './recorded.ts'

type About = { readonly paymentId?: string; readonly step?: string; readonly contactId?: string }

const mail = (invoice: Invoice, mailKind: MailKind, about: string, more: About = {}): FollowUp<'mail'> => ({
  kind: 'mail',
  subjectId: invoice.id,
  dedupeKey: `mail:${mailKind}:${invoice.id}:${about}`,
  payload: { mail: mailKind, invoiceId: invoice.id, ...more },
})

/** A document is ordered before the mail that carries it. */
const document = (invoice: Invoice, about: string, paymentId?: string): FollowUp<'document'> => ({
  kind: 'document',
  subjectId: invoice.id,
  dedupeKey: `document:${invoice.id}:${about}`,
  payload: { document: paymentId ? 'receipt' : 'invoice', invoiceId: invoice.id, ...(paymentId && { paymentId }) },
})

/** The receipt of a payment that has one, as it stands after the event. */
const receipt = (invoice: IssuedInvoice, paymentId: string, about: string): FollowUp[] =>
  invoice.payments.some(({ id, receiptNumber }) => id === paymentId && receiptNumber)
    ? [document(invoice, about, paymentId)]
    : []

/** The follow-ups of a customer's event: what they removed is removed at the provider too, and what they ask for is mailed. */
export function reactionsToCustomer({ event, at, seq }: Recorded<CustomerEvent>, customerId: string): FollowUp[] {
  if (event.type === 'customer.erasure_requested') {
    const dedupeKey = `erasure_request:${customerId}:${seq}`
    return [{ kind: 'erasure_request', subjectId: customerId, dedupeKey, payload: { requestedAt: at } }]
  }
  if (event.type !== 'customer.method_removed' || event.by !== 'customer') return []
  return [detachment(customerId, event.methodId)]
}

/** To detach a method at the provider. */
export const detachment = (customerId: string, methodId: string): FollowUp<'detachment'> => ({
  kind: 'detachment',
  subjectId: customerId,
  dedupeKey: `detachment:${methodId}`,
  payload: { methodId },
})

/** One round of erasing what is left of a customer. */
export const erasure = (customerId: string, payload: FollowUp<'erasure'>['payload']): FollowUp<'erasure'> => ({
  kind: 'erasure',
  subjectId: customerId,
  dedupeKey: `erasure:${customerId}:${payload.round}`,
  payload,
})

/** The follow-ups of an invoice's event. `seq` is the event's place in the invoice's history. */
export function reactionsTo(event: InvoiceEvent, after: Invoice, seq: number): FollowUp[] {
  if (!isIssued(after)) return []
  switch (event.type) {
    case 'invoice.finalized':
      return [document(after, 'invoice')]
    case 'invoice.sent':
      return [mail(after, 'invoice', String(seq))]
    case 'payment.succeeded':
      return event.allocatedMinor === 0
        ? []
        : [
            ...receipt(after, event.paymentId, event.paymentId),
            mail(after, 'receipt', event.paymentId, { paymentId: event.paymentId }),
          ]
    case 'payment.refunded':
    case 'payment.refund_failed':
    case 'payment.dispute_opened':
    case 'payment.dispute_changed':
    case 'payment.dispute_closed':
      return receipt(after, event.paymentId, `${event.paymentId}:${seq}`)
    case 'payment.failed':
      return isMailed(after, event.paymentId)
        ? [mail(after, mailFor(event.failure), event.paymentId, { paymentId: event.paymentId })]
        : []
    case 'charge.given_up':
      if (event.reason === 'customer_deleted') return []
      return [mail(after, event.reason === 'automatic_payment_off' ? 'invoice' : 'payment_failed', `given-up-${seq}`)]
    case 'reminder.sent': {
      const step = Object.entries(event.steps).find(([, outcome]) => outcome === 'sent')?.[0]
      return step ? [mail(after, 'reminder', step, { step })] : []
    }
    case 'message.written': {
      const { messageId } = event
      const payload = { invoiceId: after.id, messageId }
      return [{ kind: 'message', subjectId: after.id, dedupeKey: `message:${messageId}`, payload }]
    }
    case 'mail.sent':
    case 'mail.skipped':
    case 'mail.failed': {
      const { contactIds = [], ...about } = event.copies ?? {}
      return contactIds.map((contactId) => mail(after, event.mail, `${seq}:${contactId}`, { ...about, contactId }))
    }
    default:
      return []
  }
}

/** A failure is mailed only if the customer was not present: on automatic charges, and debits that fail days later. */
function isMailed(invoice: Invoice, paymentId: string): boolean {
  if (!isIssued(invoice)) return false
  const payment = invoice.payments.find(({ id }) => id === paymentId)
  return payment?.kind === 'automatic' || payment?.wasProcessing === true
}

const mailFor = (failure: PaymentFailure): MailKind => (isToBeConfirmed(failure) ? 'action_required' : 'payment_failed')
