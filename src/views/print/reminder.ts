import type { Day } from '../../core/calendar/day.ts'
import { formatDay } from '../../core/calendar/format.ts'
import { amountPaidMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { amountToPay } from '../document/amount-to-pay.ts'
import type { PrintI18n } from '../i18n.ts'
import { type PrintedWays, printedInvoice } from './invoice.ts'
import type { Printed } from './printed.ts'

/** A letter that asks for what is still unpaid on the day it is written, with the ways to pay it. */
export function printedReminder(invoice: IssuedInvoice, on: Day, ways: PrintedWays, i18n: PrintI18n): Printed {
  const { words, day, figure, money, name, locale } = i18n
  const { print, document } = words
  const { number, issuedOn, seller, totals, currency } = invoice
  const dueOn = invoice.dueOn ?? issuedOn
  const { label, amountMinor: remainingMinor } = amountToPay(invoice, words)
  const printed = printedInvoice(invoice, ways, i18n)
  const hasWays = printed.payOnline !== null || printed.payByTransfer !== null
  const parts = { number: name(number), seller: name(seller.name), amount: money(remainingMinor), due: day(dueOn) }
  return {
    ...printed,
    document: {
      ...printed.document,
      title: print.reminder,
      fields: [
        { name: print.date, value: formatDay(on, locale.format, 'long') },
        { name: document.number, value: number },
        { name: document.due, value: formatDay(dueOn, locale.format, 'long') },
      ],
      totals: [{ kind: 'remaining', label, amountMinor: remainingMinor }],
      notes: [],
      payments: null,
      memo: null,
    },
    headline: { label, amount: money(remainingMinor), detail: print.dueSince(parts), tone: 'asks' },
    letter: [print.reminderText(parts), ...(hasWays ? [print.reminderPlease(parts)] : []), print.reminderClose],
    table: {
      heads: [
        words.document.heading,
        document.issued,
        document.total,
        document.paid,
        `${document.amount} ${currency.toUpperCase()}`,
      ],
      rows: [
        {
          text: number,
          small: [],
          figures: [
            day(issuedOn),
            figure(totals.totalMinor),
            figure(amountPaidMinor(invoice) + invoice.creditAppliedMinor),
            figure(remainingMinor),
          ],
        },
      ],
    },
  }
}
