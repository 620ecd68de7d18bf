import { formatDay } from '../../core/calendar/format.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { purchaseOrderOf } from '../../core/invoices/purchase-order.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import type { I18n } from '../i18n.ts'
import type { BillingDocument, Field, Party } from './billing-document.ts'
import { documentLines, hasTax } from './lines.ts'
import { partyOf } from './party.ts'
import { paymentsMade } from './payments.ts'
import { totalsNotes, totalsRows } from './totals.ts'
import { transferFields } from './transfer-fields.ts'

/** An invoice as its page, its mails and its print show it: what was frozen when it was issued, and what was paid since. */
export function invoiceDocument(invoice: IssuedInvoice, transfer: Transfer | null, i18n: I18n): BillingDocument {
  const { document: words } = i18n.words
  const { description, quantity, unitPrice, tax, amount } = words
  const { currency, seller, buyer, customFields, memo, footer } = invoice
  return {
    title: words.heading,
    currency,
    fields: fieldsOf(invoice, i18n),
    customFields,
    seller: partyOf({ label: words.from, ...seller }, i18n),
    buyer: partyOf({ label: words.to, ...buyer, contact: buyer.email }, i18n),
    shipTo: shipTo(invoice, i18n),
    columns: { description, quantity, unitPrice, tax: hasTax(invoice) ? tax : null, amount },
    lines: documentLines(invoice, i18n),
    totals: totalsRows(invoice, i18n),
    notes: totalsNotes(invoice, i18n),
    payments: paymentsMade(invoice, i18n),
    paymentMeans: transfer ? transferFields(transfer, i18n) : [],
    memo: memo ? { name: words.memo, value: memo } : null,
    footer,
  }
}

function fieldsOf(invoice: IssuedInvoice, { words, locale }: I18n): Field[] {
  const { number, issuedOn, dueOn, buyer } = invoice
  const purchaseOrder = purchaseOrderOf(invoice)
  const { document } = words
  return [
    { name: document.number, value: number },
    { name: document.issued, value: formatDay(issuedOn, locale.format, 'long') },
    ...(dueOn ? [{ name: document.due, value: formatDay(dueOn, locale.format, 'long') }] : []),
    ...(purchaseOrder ? [{ name: document.purchaseOrder, value: purchaseOrder }] : []),
    ...(buyer.reference ? [{ name: document.buyerReference, value: buyer.reference }] : []),
  ]
}

function shipTo({ buyer: { name, shipping } }: IssuedInvoice, i18n: I18n): Party | null {
  if (!shipping) return null
  const { address, phone } = shipping
  const label = i18n.words.document.shipTo
  return partyOf({ label, name: shipping.name ?? name, address, taxIds: [], contact: phone }, i18n)
}
