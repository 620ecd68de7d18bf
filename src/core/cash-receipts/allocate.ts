import type { Invoice } from '../invoices/invoice.ts'
import type { Allocation } from './cash-receipt.ts'

export const allocationTo = (
  invoice: Invoice,
  paymentId: string,
  amountMinor: number,
  isWrittenOff = invoice.status === 'uncollectible',
): Allocation => ({ paymentId, invoiceId: invoice.id, amountMinor, settles: isWrittenOff ? 'bad_debt' : 'receivable' })
