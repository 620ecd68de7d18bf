import type { Account } from '../core/accounts/account.ts'
import type { IssuedInvoice } from '../core/invoices/invoice.ts'
import { chooseLocale, type Locale } from './words/locale.ts'

/** Who reads: in which language and region, and in which zone (IANA) "today" and "tomorrow" are counted. */
export type Reader = { readonly locale: Locale; readonly timeZone: string }

/** An invoice's customer: the first of their languages that we support, then of their browser's, then the merchant's. */
export const customerOf = (invoice: IssuedInvoice, account: Account, acceptLanguage: string | null): Reader => ({
  locale: chooseLocale(invoice.buyer.locales, acceptLanguage, account.locale),
  timeZone: invoice.plan.timeZone,
})

/** Somebody who is known by their browser alone; if it does not say which language, that of the customer. */
export const strangerOf = (invoice: IssuedInvoice, account: Account, acceptLanguage: string | null): Reader => {
  const { locale, timeZone } = customerOf(invoice, account, null)
  return { locale: chooseLocale([], acceptLanguage, locale.tag), timeZone }
}
