import type { Day } from '../core/calendar/day.ts'
import { formatDay, formatMoment, formatMonth } from '../core/calendar/format.ts'
import { dayIn } from '../core/calendar/zone.ts'
import type { IssuedInvoice } from '../core/invoices/invoice.ts'
import type { Currency } from '../core/money/currencies.ts'
import { formatFigure, formatMoney, formatPercent, formatQuantity, formatUnitPrice } from '../core/money/format.ts'
import type { Reader } from './reader.ts'
import type {
  InvoiceWords,
  MailWords,
  PayWords,
  PortalWords,
  PrintWords,
  StatementWords,
  VerifyWords,
} from './words/catalogue.ts'
import { isolate } from './words/isolate.ts'
import type { Locale } from './words/locale.ts'
import { type Count, count } from './words/plural.ts'
import { wordsFor } from './words/words-for.ts'

/**
 * Words and formats for one reader, in the currency and the zone of one invoice. Figures, days and names are isolated from the
 * direction of the sentence that they are put into.
 */
export type I18n<Words = InvoiceWords> = {
  readonly locale: Locale
  readonly words: Words
  readonly money: (amountMinor: number) => string
  /** An amount without its currency, for columns that name it in their head. */
  readonly figure: (amountMinor: number) => string
  /** A unit price without its currency. */
  readonly unitPrice: (unitAmountMinor: string) => string
  readonly quantity: (decimal: string) => string
  readonly percent: (percentage: string) => string
  readonly day: (day: Day) => string
  /** The day in the merchant's zone on which something happened, ms since 1970. */
  readonly dayAt: (instantMs: number) => string
  /** The day it is for the reader. */
  readonly today: (instantMs: number) => Day
  readonly name: (text: string) => string
  readonly count: (n: number) => Count
}

/** In whose currency and zone amounts and instants are shown. */
type Context = Pick<IssuedInvoice, 'currency' | 'seller'>

/** The words of an invoice's page, of a mail about it, of its documents and of their verification: none is handed another's. */
export type PageI18n = I18n<InvoiceWords & PayWords>
export type MailI18n = I18n<InvoiceWords & { readonly mail: MailWords }>
export type PrintI18n = I18n<InvoiceWords & { readonly print: PrintWords }>

/** Of a statement of account, which is shown on a page and printed. */
export type StatementI18n = I18n<PrintI18n['words'] & { readonly statement: StatementWords }>

export type VerifyI18n = I18n<InvoiceWords & { readonly verify: VerifyWords }>

export const pageI18n = (invoice: IssuedInvoice, reader: Reader): PageI18n =>
  localize(invoice, reader, { ...wordsFor(reader.locale, 'invoice'), ...wordsFor(reader.locale, 'pay') })

export const mailI18n = (invoice: IssuedInvoice, reader: Reader): MailI18n =>
  localize(invoice, reader, { ...wordsFor(reader.locale, 'invoice'), mail: wordsFor(reader.locale, 'mail') })

export const printI18n = (printed: Context, reader: Reader): PrintI18n =>
  localize(printed, reader, { ...wordsFor(reader.locale, 'invoice'), print: wordsFor(reader.locale, 'print') })

export const statementI18n = (context: Context, reader: Reader): StatementI18n =>
  localize(context, reader, {
    ...wordsFor(reader.locale, 'invoice'),
    print: wordsFor(reader.locale, 'print'),
    statement: wordsFor(reader.locale, 'statement'),
  })

export const verifyI18n = (invoice: IssuedInvoice, reader: Reader): VerifyI18n =>
  localize(invoice, reader, { ...wordsFor(reader.locale, 'invoice'), verify: wordsFor(reader.locale, 'verify') })

/** What names a payment method. */
export type MethodWords = Pick<InvoiceWords, 'endingIn' | 'methodType'>

/** Words and formats of the portal, where amounts have many currencies. Instants are shown in the reader's zone. */
export type PortalI18n = Pick<I18n<PortalWords>, 'locale' | 'words' | 'day' | 'today' | 'name' | 'count'> & {
  readonly money: (amountMinor: number, currency: Currency) => string
  /** The day and the time of an instant, ms since 1970. */
  readonly moment: (instantMs: number) => string
  readonly month: (year: number, month: number) => string
  /** As methods are named on an invoice's page. */
  readonly methodWords: MethodWords
}

export function portalI18n({ locale, timeZone }: Reader): PortalI18n {
  const { format, direction } = locale
  const isolated = (text: string) => isolate(text, direction)
  return {
    locale,
    words: wordsFor(locale, 'portal'),
    money: (amountMinor, currency) => isolated(formatMoney({ amountMinor, currency }, format)),
    day: (day) => isolated(formatDay(day, format, 'long')),
    today: (instantMs) => dayIn(timeZone, instantMs),
    moment: (instantMs) => isolated(formatMoment(instantMs, timeZone, format)),
    month: (year, month) => isolated(formatMonth(year, month, format)),
    get methodWords() {
      return wordsFor(locale, 'invoice')
    },
    name: isolated,
    count: (n) => count(n, format),
  }
}

function localize<Words>({ currency, seller }: Context, { locale, timeZone }: Reader, words: Words): I18n<Words> {
  const { format, direction } = locale
  const isolated = (text: string) => isolate(text, direction)
  const day = (day: Day) => isolated(formatDay(day, format, 'long'))
  return {
    locale,
    words,
    money: (amountMinor) => isolated(formatMoney({ amountMinor, currency }, format)),
    figure: (amountMinor) => isolated(formatFigure({ amountMinor, currency }, format)),
    unitPrice: (unitAmountMinor) => isolated(formatUnitPrice(unitAmountMinor, currency, format)),
    quantity: (decimal) => isolated(formatQuantity(decimal, format)),
    percent: (percentage) => isolated(formatPercent(percentage, format)),
    day,
    dayAt: (instantMs) => day(dayIn(seller.timeZone, instantMs)),
    today: (instantMs) => dayIn(timeZone, instantMs),
    name: isolated,
    count: (n) => count(n, format),
  }
}
