import type { IssuedInvoice } from '../invoices/invoice.ts'

/** Whether it is charged automatically: open, with that collection method, and not paused. */
export const isCharged = (invoice: IssuedInvoice): boolean =>
  invoice.status === 'open' && invoice.collectionMethod === 'charge_automatically' && invoice.autoAdvance !== false

/** Whether its customer pays it themselves: it was sent to them, or they switched automatic payment off. */
export const isLeftToCustomer = ({ collectionMethod, isLeftToCustomer }: IssuedInvoice): boolean =>
  collectionMethod === 'send_invoice' || isLeftToCustomer === true
