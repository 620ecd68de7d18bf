import type { InvoiceEvent } from './events.ts'

/** The API's event types of an invoice: Stripe's names, except `delivery_failed`. */
export const invoiceEventTypes = {
  'invoice.created': 'invoice.created',
  'invoice.deleted': 'invoice.deleted',
  'invoice.finalized': 'invoice.finalized',
  'invoice.line_added': 'invoice.updated',
  'invoice.line_changed': 'invoice.updated',
  'invoice.line_removed': 'invoice.updated',
  'invoice.marked_uncollectible': 'invoice.marked_uncollectible',
  'invoice.paid': 'invoice.paid',
  'invoice.sent': 'invoice.sent',
  'invoice.updated': 'invoice.updated',
  'invoice.voided': 'invoice.voided',
  'mail.failed': 'invoice.delivery_failed',
  'message.written': 'invoice.updated',
  'payment.failed': 'invoice.payment_failed',
  'payment.moved': 'invoice.payment_action_required',
  'payment.promised': 'invoice.updated',
  'payment.succeeded': 'invoice.payment_succeeded',
  'purchase_order.set': 'invoice.updated',
} as const satisfies Partial<Record<InvoiceEvent['type'], string>>
