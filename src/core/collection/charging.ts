import type { IssuedInvoice } from '../invoices/invoice.ts'

/** Whether it is charged automatically: open, with that collection method, and not paused. */
export const isCharged = (invoice: IssuedInvoice): boolean =>
  invoice.status === 'open' && invoice.collectionMethod === 'charge_automatically' && invoice.autoAdvance !== false
