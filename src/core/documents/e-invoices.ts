import { formatsOf } from '../accounts/e-invoice-settings.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { documentOf } from './document.ts'
import type { EInvoiceFormat } from './stored-document.ts'

/** Whether an invoice has an e-invoice of a format, as it was found when it was issued. */
export const hasEInvoice = ({ eInvoices, eInvoiceRefusals = {} }: IssuedInvoice, format: EInvoiceFormat): boolean =>
  eInvoices !== undefined && formatsOf(eInvoices).includes(format) && !eInvoiceRefusals[format]

/** The formats of the e-invoices that are stored. */
export const storedEInvoices = (invoice: IssuedInvoice): EInvoiceFormat[] =>
  invoice.eInvoices ? formatsOf(invoice.eInvoices).filter((format) => documentOf(invoice, format)) : []
