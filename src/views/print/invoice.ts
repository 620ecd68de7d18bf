import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../../core/invoices/invoice.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import { amountToPay } from '../document/amount-to-pay.ts'
import { invoiceDocument } from '../document/invoice-document.ts'
import type { PrintI18n } from '../i18n.ts'
import { paidWithName } from '../parts/method-name.ts'
import { billedLines } from './billed-lines.ts'
import { contactOf } from './contact.ts'
import type { Headline, Printed } from './printed.ts'
import { swissBill } from './swiss-bill.ts'
import { transferCode } from './transfer-code.ts'

/** The ways to pay that an invoice is printed with; null where there is none. */
export type PrintedWays = {
  /** The address of its page. */
  readonly url: string | null
  readonly transfer: Transfer | null
}

/** An invoice as it is printed in its present state. */
export function printedInvoice(invoice: IssuedInvoice, { url, transfer }: PrintedWays, i18n: PrintI18n): Printed {
  const { words } = i18n
  const asks = isPayable(invoice) && amountRemainingMinor(invoice) > 0
  const bank = asks ? transfer : null
  const document = invoiceDocument(invoice, bank, i18n)
  return {
    document,
    number: invoice.number,
    contact: contactOf(invoice.seller),
    headline: headlineOf(invoice, i18n),
    letter: [],
    table: billedLines(document, i18n),
    payOnline:
      asks && url !== null
        ? {
            title: words.payOnline.title,
            url,
            code: { content: url, text: words.payOnline.text, alt: words.payOnline.alt },
          }
        : null,
    payByTransfer: bank && byTransfer(bank, invoice, i18n),
  }
}

function byTransfer(bank: Transfer, invoice: IssuedInvoice, i18n: PrintI18n): Printed['payByTransfer'] {
  const bill = swissBill(bank, invoice, i18n)
  if (bill) return { kind: 'swiss', bill }
  return {
    kind: 'details',
    title: i18n.words.print.payByTransfer,
    code: transferCode(bank, invoice.currency, i18n),
  }
}

function headlineOf(invoice: IssuedInvoice, i18n: PrintI18n): Headline {
  const { words, money, day, dayAt } = i18n
  const { print, document } = words
  if (invoice.status === 'void')
    return { label: print.void, amount: money(invoice.totals.totalMinor), detail: print.voidText, tone: 'plain' }
  if (invoice.status === 'paid') {
    const last = invoice.payments.findLast(({ allocatedMinor }) => allocatedMinor > 0)
    const method = last && paidWithName(last, i18n)
    const date = dayAt(invoice.paidAt)
    const detail = method ? print.paidWith({ date, method }) : print.paidOnDay({ date })
    return last
      ? { label: print.paid, amount: money(invoice.totals.totalMinor), detail, tone: 'settled' }
      : { label: document.toPay, amount: money(0), detail: document.nothingDue, tone: 'settled' }
  }
  const { label, amountMinor } = amountToPay(invoice, words)
  const detail = invoice.dueOn ? print.dueBy({ date: day(invoice.dueOn) }) : print.dueNow
  return { label, amount: money(amountMinor), detail, tone: 'asks' }
}
