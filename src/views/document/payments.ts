import { amountOverpaidMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { moneyBackOf } from '../../core/payments/money-back.ts'
import type { Payment } from '../../core/payments/payment.ts'
import type { I18n } from '../i18n.ts'
import { paidWithName } from '../parts/method-name.ts'
import type { BillingDocument, PaymentRow } from './billing-document.ts'

/** Money that arrived or is on its way; tries that failed are not the document's business. */
export function paymentsMade(invoice: IssuedInvoice, i18n: I18n): BillingDocument['payments'] {
  const { words, money, name } = i18n
  const made = invoice.payments.filter(({ status }) => status === 'succeeded' || status === 'processing')
  if (made.length === 0) return null
  const surplusMinor = amountOverpaidMinor(invoice)
  const parts = { amount: money(surplusMinor), seller: name(invoice.seller.name) }
  return {
    label: words.document.payments,
    rows: made.map((payment) => paymentRow(payment, i18n)),
    surplus: surplusMinor > 0 ? words.document.keptAsCredit(parts) : null,
  }
}

function paymentRow(payment: Payment, i18n: I18n): PaymentRow {
  const { status, settledAt, createdAt, receivedMinor, amountMinor } = payment
  const method = paidWithName(payment, i18n)
  return {
    day: i18n.dayAt(settledAt ?? createdAt),
    details: [
      ...(method ? [method] : []),
      ...(status === 'processing' ? [i18n.words.document.onItsWay] : []),
      ...moneyBackTexts(moneyBackOf(payment), i18n),
    ],
    amountMinor: status === 'succeeded' ? receivedMinor : amountMinor,
  }
}

/** What was refunded, is in dispute, or was lost to one, a sentence each. */
export function moneyBackTexts(
  { refundedMinor, disputedMinor, lostMinor }: ReturnType<typeof moneyBackOf>,
  { words, money }: I18n,
): string[] {
  const { refunded, disputed, reversed } = words.document
  return [
    refundedMinor > 0 && refunded({ amount: money(refundedMinor) }),
    disputedMinor > 0 && disputed({ amount: money(disputedMinor) }),
    lostMinor > 0 && reversed({ amount: money(lostMinor) }),
  ].filter((text) => text !== false)
}
