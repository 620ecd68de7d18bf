import type { Account } from '../core/accounts/account.ts'
import type { Customer } from '../core/customers/customer.ts'
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

/** A customer in the portal: in the language that their session asks for, else as on their invoices. */
export const portalReader = (
  account: Account,
  customer: Pick<Customer, 'locales' | 'timeZone'>,
  wanted: string | null,
  acceptLanguage: string | null,
): Reader => ({
  locale: chooseLocale([...(wanted === null ? [] : [wanted]), ...customer.locales], acceptLanguage, account.locale),
  timeZone: customer.timeZone ?? account.timeZone,
})
