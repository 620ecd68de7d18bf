import type { Account } from '../accounts/account.ts'
import type { BankAccount } from '../accounts/bank-account.ts'
import type { Customer } from '../customers/customer.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import type { Currency } from '../money/currencies.ts'
import { isUnderway } from './offers.ts'
import { isAwaitingTransfer, unsettledOf } from './payment.ts'
import type { ProviderAccount } from './provider-account.ts'
import { isQrIban } from './swiss-reference.ts'

/** What the customer's bank has to be told. Whoever reads it has begun no payment: money is booked once the merchant has it. */
export type Transfer = {
  readonly to: BankAccount
  readonly amountMinor: number
  /** By this the merchant finds what is paid: the number of the invoice, or the customer's prefix. */
  readonly reference: string
}

/**
 * The transfer that pays an invoice; null where the merchant has no bank account in its currency, nothing is to pay, or a second
 * payment could arrive: money is on its way already, a charge is planned, or the customer was given an account by the provider.
 */
export function transferFor(account: Account, invoice: IssuedInvoice): Transfer | null {
  const to = bankAccountIn(account, invoice.currency)
  if (!to || !isPayable(invoice) || isUnderway(invoice) || invoice.nextChargeAt !== null) return null
  const open = unsettledOf(invoice.payments)
  if (open && isAwaitingTransfer(open)) return null
  return { to, amountMinor: amountRemainingMinor(invoice), reference: invoice.number }
}

/**
 * One transfer that pays all of these invoices of a customer, by a reference of the customer's own: the prefix of their numbers, which no
 * other customer has. Null where one of them cannot be paid by transfer now, and for a QR-IBAN, whose references are digits that two
 * prefixes could have in common.
 */
export function jointTransfer(
  account: Account,
  { invoicePrefix }: Customer,
  invoices: readonly IssuedInvoice[],
): Transfer | null {
  const all = invoices.map((invoice) => transferFor(account, invoice))
  const [first] = all
  if (!first || !all.every((one) => one !== null)) return null
  if (first.to.number.kind === 'iban' && isQrIban(first.to.number.iban)) return null
  return { to: first.to, amountMinor: all.reduce((sum, one) => sum + one.amountMinor, 0), reference: invoicePrefix }
}

/** The bank as a provider: where transfers in a currency arrive. */
export function bankProvider(account: Account, currency: Currency): ProviderAccount | null {
  const to = bankAccountIn(account, currency)
  return to && { name: 'bank', account: to.number.kind === 'iban' ? to.number.iban : to.number.accountNumber }
}

/** Where a merchant takes transfers in a currency; null where it takes none. */
export const bankAccountIn = ({ bankAccounts }: Account, currency: Currency): BankAccount | null =>
  bankAccounts.find((one) => one.currency === currency) ?? null
