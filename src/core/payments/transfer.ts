import type { Account } from '../accounts/account.ts'
import type { BankAccount } from '../accounts/bank-account.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import type { Currency } from '../money/currencies.ts'
import { isUnderway } from './offers.ts'
import { isAwaitingTransfer, unsettledOf } from './payment.ts'
import type { ProviderAccount } from './provider-account.ts'

/** What the customer's bank has to be told. Whoever reads it has begun no payment: money is booked once the merchant has it. */
export type Transfer = {
  readonly to: BankAccount
  readonly amountMinor: number
  /** By this the merchant finds the invoice: its number. */
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

/** The bank as a provider: where transfers in a currency arrive. */
export function bankProvider(account: Account, currency: Currency): ProviderAccount | null {
  const to = bankAccountIn(account, currency)
  return to && { name: 'bank', account: to.number.kind === 'iban' ? to.number.iban : to.number.accountNumber }
}

/** Where a merchant takes transfers in a currency; null where it takes none. */
export const bankAccountIn = ({ bankAccounts }: Account, currency: Currency): BankAccount | null =>
  bankAccounts.find((one) => one.currency === currency) ?? null
