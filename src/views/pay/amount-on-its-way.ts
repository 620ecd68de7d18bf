import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { unsettledOf } from '../../core/payments/payment.ts'

/** What a payment that is under way brings for this invoice, in minor units: all that remains, or a part of it. */
export const amountOnItsWayMinor = (invoice: IssuedInvoice): number =>
  unsettledOf(invoice.payments)?.amountMinor ?? amountRemainingMinor(invoice)
