import type { Customer } from '../customers/customer.ts'
import type { IssuedInvoice } from './invoice.ts'

/** Where an invoice's mails go: where it was sent last, else the address that it was issued to. */
export const addressOf = ({ mailedTo, buyer }: IssuedInvoice): string | null => mailedTo ?? buyer.email

/** Whether a mail server has refused the address of an invoice for good. */
export const isAddressRefused = (invoice: IssuedInvoice, customer: Customer | null | undefined): boolean =>
  customer?.refusedAddresses?.includes(addressOf(invoice) ?? '') === true
