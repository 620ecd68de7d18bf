import { amountDueMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'

/** The amount that a settled invoice billed, in minor units: its total, or more where an older balance was added. */
export const billedAmountMinor = (invoice: IssuedInvoice): number =>
  Math.max(invoice.totals.totalMinor, amountDueMinor(invoice))
