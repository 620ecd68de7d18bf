import type { Day } from '../../core/calendar/day.ts'
import { formatDay } from '../../core/calendar/format.ts'
import type { Currency } from '../../core/money/currencies.ts'
import type { Buyer, Seller } from '../../core/parties.ts'
import { partyOf } from '../document/party.ts'
import type { PrintI18n } from '../i18n.ts'
import { contactOf } from './contact.ts'
import type { Printed, PrintedRow } from './printed.ts'

export type StatementEntry = {
  readonly on: Day
  readonly kind: 'invoice' | 'payment' | 'refund' | 'credit_note'
  /** Of the document; of a payment or a refund, that of the invoice. */
  readonly number: string
  /** In minor units: what raises the debt is positive, what lowers it negative. */
  readonly amountMinor: number
}

/** What was billed and paid between two days, both included, in one currency. Amounts in minor units; a debt is positive. */
export type Statement = {
  readonly seller: Seller
  readonly buyer: Buyer
  readonly currency: Currency
  readonly from: Day
  readonly to: Day
  readonly openingMinor: number
  /** By day. */
  readonly entries: readonly StatementEntry[]
  readonly footer: string | null
}

/** A statement of account: each entry with the balance after it. */
export function printedStatement(statement: Statement, i18n: PrintI18n): Printed {
  const { words, money, figure, day, locale } = i18n
  const { print, document } = words
  const { seller, buyer, currency, from, to, openingMinor, footer } = statement
  let balanceMinor = openingMinor
  const rows = statement.entries.map(({ on, kind, number, amountMinor }): PrintedRow => {
    balanceMinor += amountMinor
    const text = print.entries[kind]({ number: i18n.name(number) })
    return { text, small: [], figures: [day(on), figure(amountMinor), figure(balanceMinor)] }
  })
  const days = { from: formatDay(from, locale.format, 'long'), to: formatDay(to, locale.format, 'long') }
  return {
    document: {
      title: print.statement,
      currency,
      fields: [{ name: print.statementPeriod, value: document.period(days) }],
      customFields: [],
      seller: partyOf({ label: document.from, ...seller }, i18n),
      buyer: partyOf({ label: document.to, ...buyer, contact: buyer.email }, i18n),
      shipTo: null,
      totals: [
        { kind: 'balance', label: print.openingBalance, amountMinor: openingMinor },
        { kind: 'total', label: print.closingBalance, amountMinor: balanceMinor },
      ],
      notes: [],
      payments: null,
      paymentMeans: [],
      memo: null,
      footer,
    },
    number: days.to,
    contact: contactOf(seller),
    headline: {
      label: balanceMinor < 0 ? print.yourCredit : document.toPay,
      amount: money(Math.abs(balanceMinor)),
      detail: balanceMinor === 0 ? document.nothingDue : null,
      tone: balanceMinor > 0 ? 'asks' : 'settled',
    },
    letter: [],
    table: {
      heads: [document.description, print.date, `${document.amount} ${currency.toUpperCase()}`, print.balance],
      rows: [{ text: print.openingBalance, small: [], figures: [day(from), '', figure(openingMinor)] }, ...rows],
    },
    payOnline: null,
    payByTransfer: null,
  }
}
