/**
 * The API's event type for each type in the history: Stripe's names, except `delivery_failed`. Types that are not
 * listed are internal.
 */
export const eventTypes = {
  'coupon.created': 'coupon.created',
  'coupon.deleted': 'coupon.deleted',
  'coupon.redeemed': 'coupon.updated',
  'coupon.updated': 'coupon.updated',
  'customer.balance_changed': 'customer.updated',
  'customer.created': 'customer.created',
  'customer.deleted': 'customer.deleted',
  'customer.updated': 'customer.updated',
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
  'invoiceitem.created': 'invoiceitem.created',
  'invoiceitem.deleted': 'invoiceitem.deleted',
  'mail.failed': 'invoice.delivery_failed',
  'payment.failed': 'invoice.payment_failed',
  'payment.moved': 'invoice.payment_action_required',
  'payment.succeeded': 'invoice.payment_succeeded',
  'tax_rate.created': 'tax_rate.created',
  'tax_rate.updated': 'tax_rate.updated',
} as const

export type HistoryType = keyof typeof eventTypes

/** The history's types for a filter of API types: `invoice.paid`, `invoice.*`, `*`. */
export function historyTypes(requested: readonly string[]): HistoryType[] {
  const isRequested = (name: string) =>
    requested.some((one) => one === name || one === '*' || (one.endsWith('.*') && name.startsWith(one.slice(0, -1))))
  return (Object.keys(eventTypes) as HistoryType[]).filter((type) => isRequested(eventTypes[type]))
}
