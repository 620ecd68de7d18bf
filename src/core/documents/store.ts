import { type Invoice, isIssued } from '../invoices/invoice.ts'
import { moneyBackOf } from '../payments/money-back.ts'
import type { Payment } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import { documentOf } from './document.ts'
import type { DocumentStored } from './stored-document.ts'

/**
 * Records a stored document, unless it is recorded already. An invoice has one for good; a receipt has a newer one where money went
 * back since. Refuses `conflict` where that happened after the receipt was drawn, from `drawnFrom`.
 */
export function store(
  invoice: Invoice,
  stored: DocumentStored,
  drawnFrom: Payment | undefined,
): Result<DocumentStored[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const payment = invoice.payments.find(({ id }) => id === stored.ofPayment)
  if (payment && drawnFrom && shown(payment) !== shown(drawnFrom)) return refuse('conflict')
  const known = documentOf(invoice, stored.document, stored.ofPayment)
  return ok(known && (known.kind === 'invoice' || known.sha256 === stored.sha256) ? [] : [stored])
}

const shown = (payment: Payment): string => JSON.stringify(moneyBackOf(payment))
