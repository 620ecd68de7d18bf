import { amountPaidMinor, amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { InvoiceWords } from '../words/catalogue.ts'

/** What an invoice asks for now, in minor units, and what that is called once a part of it was paid. */
export const amountToPay = (invoice: IssuedInvoice, { document }: InvoiceWords) => ({
  label: amountPaidMinor(invoice) > 0 ? document.remaining : document.toPay,
  amountMinor: amountRemainingMinor(invoice),
})
