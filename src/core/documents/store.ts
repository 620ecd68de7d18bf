import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { moneyBackOf } from '../payments/money-back.ts'
import type { Payment } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import { documentOf } from './document.ts'
import type { DocumentStored } from './stored-document.ts'

/**
 * Records stored documents, unless they are recorded already. An invoice has one of each kind for good; a receipt has a newer one where
 * money went back since. Refuses `conflict` where that happened after the receipt was drawn, from `drawnFrom`.
 */
export function store(
  invoice: Invoice,
  stored: readonly DocumentStored[],
  drawnFrom: Payment | undefined,
): Result<DocumentStored[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const payment = invoice.payments.find(({ id }) => id === drawnFrom?.id)
  if (payment && drawnFrom && shown(payment) !== shown(drawnFrom)) return refuse('conflict')
  return ok(
    stored.filter(({ document, ofPayment, sha256 }) => {
      const known = documentOf(invoice, document, ofPayment)
      return !known || (document === 'receipt' && known.sha256 !== sha256)
    }),
  )
}

const shown = (payment: Payment): string => JSON.stringify(moneyBackOf(payment))
