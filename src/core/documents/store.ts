import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { moneyBackOf } from '../payments/money-back.ts'
import type { Payment } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import { documentOf } from './document.ts'
import type { DocumentStored } from './stored-document.ts'

/**
 * Records stored documents, unless they are recorded already. An invoice has one of each kind for good; a receipt has a newer one,
 * with another code, where money went back since. Refuses `conflict` where that happened after the receipt was drawn, from `drawnFrom`.
 */
export function store(
  invoice: Invoice,
  stored: readonly DocumentStored[],
  drawnFrom: Payment | undefined,
): Result<DocumentStored[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const payment = invoice.payments.find(({ id }) => id === drawnFrom?.id)
  if (payment && drawnFrom && shown(payment) !== shown(drawnFrom)) return refuse('conflict')
  const unknown = stored.filter(({ document, ofPayment, codeHash }) => {
    const known = documentOf(invoice, document, ofPayment)
    return !known || (document === 'receipt' && known.codeHash !== codeHash)
  })
  return ok(unknown)
}

const shown = (payment: Payment): string => JSON.stringify(moneyBackOf(payment))
