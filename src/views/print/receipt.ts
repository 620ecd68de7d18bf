import { formatDay } from '../../core/calendar/format.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import { amountDueMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { moneyBackOf } from '../../core/payments/money-back.ts'
import type { Payment } from '../../core/payments/payment.ts'
import type { Field } from '../document/billing-document.ts'
import { invoiceDocument } from '../document/invoice-document.ts'
import { moneyBackTexts } from '../document/payments.ts'
import type { PrintI18n } from '../i18n.ts'
import { paidWithName } from '../parts/method-name.ts'
import { billedLines } from './billed-lines.ts'
import { contactOf } from './contact.ts'
import type { Printed } from './printed.ts'

/** The receipt for a payment that succeeded, with what was paid back of it since. */
export function printedReceipt(
  invoice: IssuedInvoice,
  payment: Payment,
  receiptNumber: string,
  i18n: PrintI18n,
): Printed {
  const { words, money } = i18n
  const dueMinor = amountDueMinor(invoice)
  const details = [
    ...(payment.allocatedMinor < dueMinor ? [words.print.partOf({ due: money(dueMinor) })] : []),
    ...moneyBackTexts(moneyBackOf(payment), i18n),
  ]
  const document = invoiceDocument(invoice, null, i18n)
  return {
    document: {
      ...document,
      title: words.print.receipt,
      fields: fieldsOf(invoice, payment, receiptNumber, i18n),
    },
    number: receiptNumber,
    contact: contactOf(invoice.seller),
    headline: {
      label: words.print.amountPaid,
      amount: money(payment.receivedMinor),
      detail: details.length > 0 ? details.join(' · ') : null,
      tone: 'settled',
    },
    letter: [],
    table: billedLines(document, i18n),
    payOnline: null,
    payByTransfer: null,
  }
}

function fieldsOf(
  { number, seller }: IssuedInvoice,
  payment: Payment,
  receiptNumber: string,
  i18n: PrintI18n,
): Field[] {
  const { print } = i18n.words
  const paidOn = dayIn(seller.timeZone, payment.settledAt ?? payment.createdAt)
  const method = paidWithName(payment, i18n)
  return [
    { name: print.receiptNumber, value: receiptNumber },
    { name: print.forInvoice, value: number },
    { name: print.paidOn, value: formatDay(paidOn, i18n.locale.format, 'long') },
    ...(method ? [{ name: print.paidBy, value: method }] : []),
  ]
}
