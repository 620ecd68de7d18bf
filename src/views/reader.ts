import type { Day } from '../core/calendar/day.ts'
import { formatDay } from '../core/calendar/format.ts'
import { dayIn } from '../core/calendar/zone.ts'
import type { IssuedInvoice } from '../core/invoices/invoice.ts'
import { exponentOf, shownDecimals, stepMinor } from '../core/money/currencies.ts'
import { printDecimal } from '../core/money/decimal.ts'
import { formatMoney, formatPercent, formatQuantity, formatUnitAmount } from '../core/money/format.ts'
import { formatterFor } from '../core/money/formatters.ts'
import type { InvoiceWords, MailWords, PayWords } from './words/catalogue.ts'
import { isolate } from './words/isolate.ts'
import type { Locale } from './words/locale.ts'
import { type Count, count } from './words/plural.ts'
import { wordsFor } from './words/words-for.ts'

/** An invoice's figures and dates as its reader writes them. What is put into a sentence is isolated from its direction. */
export type Reader<Words = InvoiceWords> = {
  readonly locale: Locale
  readonly words: Words
  readonly money: (amountMinor: number) => string
  /** An amount without its currency, for columns that name it in their head. */
  readonly figure: (amountMinor: number) => string
  readonly unitPrice: (unitAmountMinor: string) => string
  readonly quantity: (decimal: string) => string
  readonly percent: (percentage: string) => string
  readonly day: (day: Day) => string
  /** The day in the merchant's zone on which something happened, ms since 1970. */
  readonly dayAt: (instantMs: number) => string
  /** The day it is for the customer, in their own zone: what "today" and "tomorrow" are counted from. */
  readonly today: (instantMs: number) => Day
  readonly name: (text: string) => string
  readonly count: (n: number) => Count
}

/** Who reads the invoice's page, and who reads a mail about it: neither is handed the other's words. */
export type PageReader = Reader<InvoiceWords & PayWords>
export type MailReader = Reader<InvoiceWords & { readonly mail: MailWords }>

export const pageReader = (invoice: IssuedInvoice, locale: Locale): PageReader =>
  readerOf(invoice, locale, { ...wordsFor(locale, 'invoice'), ...wordsFor(locale, 'pay') })

export const mailReader = (invoice: IssuedInvoice, locale: Locale): MailReader =>
  readerOf(invoice, locale, { ...wordsFor(locale, 'invoice'), mail: wordsFor(locale, 'mail') })

function readerOf<Words>(invoice: IssuedInvoice, locale: Locale, words: Words): Reader<Words> {
  const { format, direction } = locale
  const { currency } = invoice
  const isolated = (text: string) => isolate(text, direction)
  const day = (day: Day) => isolated(formatDay(day, format, 'long'))
  return {
    locale,
    words,
    money: (amountMinor) => isolated(formatMoney({ amountMinor, currency }, format)),
    figure: (amountMinor) => isolated(figure(amountMinor, currency, format)),
    unitPrice: (unitAmountMinor) => isolated(formatUnitAmount(unitAmountMinor, currency, format)),
    quantity: (decimal) => isolated(formatQuantity(decimal, format)),
    percent: (percentage) => isolated(formatPercent(percentage, format)),
    day,
    dayAt: (instantMs) => day(dayIn(invoice.seller.timeZone, instantMs)),
    today: (instantMs) => dayIn(invoice.plan.timeZone, instantMs),
    name: isolated,
    count: (n) => count(n, format),
  }
}

function figure(amountMinor: number, currency: IssuedInvoice['currency'], format: string): string {
  const scale = exponentOf(currency)
  const decimals = amountMinor % stepMinor(currency) === 0 ? shownDecimals(currency) : scale
  const exact = printDecimal({ units: BigInt(amountMinor), scale }) as Intl.StringNumericLiteral
  return formatterFor(format, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(exact)
}
