import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { outdatedDetails } from '../../core/invoices/correction.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Buyer } from '../../core/parties.ts'
import { buyerOf } from '../../core/parties-of.ts'
import { chooseLocale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { linesOf } from './correction-page.tsx'

/** So that the longest details fit into a message. */
const longestSide = 850

/** What a merchant is asked to correct, in their language: the details on the invoice, and those of today. */
export function correctionRequest(invoice: IssuedInvoice, account: Account, customer: Customer): string {
  const locale = chooseLocale([], null, account.locale)
  const { correction: words } = wordsFor(locale, 'portal')
  const details = outdatedDetails(invoice.buyer, customer)
  const side = (buyer: Buyer) =>
    details
      .map((detail) => `${words.details[detail]}: ${linesOf(detail, buyer, locale).join(', ') || words.nothing}`)
      .join('\n')
      .slice(0, longestSide)
  return words.request({ before: side(invoice.buyer), after: side(buyerOf(customer)) })
}
