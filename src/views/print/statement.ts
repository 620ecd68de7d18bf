import { formatDay } from '../../core/calendar/format.ts'
import type { Buyer, Seller } from '../../core/parties.ts'
import { ageBands } from '../../core/statements/ageing.ts'
import type { Statement, StatementEntry } from '../../core/statements/statement.ts'
import type { TotalsRow } from '../document/billing-document.ts'
import { partyOf } from '../document/party.ts'
import type { StatementI18n } from '../i18n.ts'
import { entryText } from '../statement/entry-text.ts'
import { contactOf } from './contact.ts'
import type { Printed, PrintedRow } from './printed.ts'

/** Between whom a statement is, the merchant's own words below it, and where it is paid by whoever signs in; null where nobody can. */
export type StatementParties = {
  readonly seller: Seller
  readonly buyer: Buyer
  readonly footer: string | null
  readonly payUrl: string | null
}

/** A statement of account: each entry with the balance after it, and how old the debt is at the end. */
export function printedStatement(
  statement: Statement,
  { seller, buyer, footer, payUrl }: StatementParties,
  i18n: StatementI18n,
): Printed {
  const { words, money, figure, day, locale } = i18n
  const { document } = words
  const { currency, from, to, openingMinor, closingMinor, entries } = statement
  const days = { from: formatDay(from, locale.format, 'long'), to: formatDay(to, locale.format, 'long') }
  const opening = {
    text: words.statement.openingBalance,
    small: [],
    figures: [day(from), '', '', figure(openingMinor)],
  }
  return {
    document: {
      title: words.statement.title,
      currency,
      fields: [{ name: words.statement.period, value: document.period(days) }],
      customFields: [],
      seller: partyOf({ label: document.from, ...seller }, i18n),
      buyer: partyOf({ label: document.to, ...buyer, contact: buyer.email }, i18n),
      shipTo: null,
      totals: totalsOf(statement, i18n),
      notes: [],
      payments: null,
      paymentMeans: [],
      memo: null,
      footer,
    },
    number: days.to,
    contact: contactOf(seller),
    headline: {
      label: closingMinor < 0 ? words.statement.yourCredit : document.toPay,
      amount: money(Math.abs(closingMinor)),
      detail: closingMinor === 0 ? document.nothingDue : null,
      tone: closingMinor > 0 ? 'asks' : 'settled',
    },
    letter: [],
    table: {
      heads: headsOf(statement, i18n),
      rows: [opening, ...entries.map((entry) => rowOf(entry, i18n))],
    },
    payOnline:
      payUrl === null
        ? null
        : {
            title: words.statement.payOpen,
            url: payUrl,
            code: { content: payUrl, text: words.statement.payOpenText, alt: words.payOnline.alt },
          },
    payByTransfer: null,
  }
}

const headsOf = ({ currency }: Statement, { words: { statement } }: StatementI18n): string[] => [
  statement.text,
  statement.date,
  statement.debit,
  statement.credit,
  `${statement.balance} ${currency.toUpperCase()}`,
]

function rowOf(entry: StatementEntry, i18n: StatementI18n): PrintedRow {
  const { title, reference, details } = entryText(entry, i18n)
  const amount = (minor: number) => (minor === 0 ? '' : i18n.figure(minor))
  return {
    text: reference === null ? title : i18n.words.statement.entryOf({ entry: title, number: i18n.name(reference) }),
    small: details,
    figures: [i18n.day(entry.on), amount(entry.debitMinor), amount(entry.creditMinor), i18n.figure(entry.balanceMinor)],
  }
}

function totalsOf(statement: Statement, { words }: StatementI18n): TotalsRow[] {
  const { debit, credit, closingBalance, ageing } = words.statement
  const { debitMinor, creditMinor, closingMinor, creditLeftMinor } = statement
  const aged = ageBands.map(
    (band): TotalsRow => ({
      kind: 'balance',
      label: ageing.bands[band],
      amountMinor: statement.ageing[band],
    }),
  )
  const rest: TotalsRow = { kind: 'balance', label: ageing.creditLeft, amountMinor: creditLeftMinor }
  return [
    { kind: 'balance', label: debit, amountMinor: debitMinor },
    { kind: 'balance', label: credit, amountMinor: 0 - creditMinor },
    { kind: 'total', label: closingBalance, amountMinor: closingMinor },
    ...[...aged, rest].filter(({ amountMinor }) => amountMinor !== 0),
  ]
}
