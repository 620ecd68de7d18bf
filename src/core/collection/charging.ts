import type { IssuedInvoice } from '../invoices/invoice.ts'

/** Whether it is charged by itself: open, to be charged rather than asked for, and not told to keep still. */
export const isCharged = (invoice: IssuedInvoice): boolean =>
  invoice.status === 'open' && invoice.collectionMethod === 'charge_automatically' && invoice.autoAdvance !== false
