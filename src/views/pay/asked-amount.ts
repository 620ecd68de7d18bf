import { amountDueMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'

/** What a settled invoice was about, in minor units: its total, or more where an older balance was asked for with it. */
export const askedAmountMinor = (invoice: IssuedInvoice): number =>
  Math.max(invoice.totals.totalMinor, amountDueMinor(invoice))
