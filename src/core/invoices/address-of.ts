import type { Customer } from '../customers/customer.ts'
import type { IssuedInvoice } from './invoice.ts'

/** The address for an invoice's mails: the last one it was sent to, else the one it was issued to. */
export const addressOf = ({ mailedTo, buyer }: IssuedInvoice): string | null => mailedTo ?? buyer.email

/** Whether a mail server permanently refused the invoice's address. */
export const isAddressRefused = (invoice: IssuedInvoice, customer: Customer | null | undefined): boolean =>
  customer?.refusedAddresses?.includes(addressOf(invoice) ?? '') === true
