import type { Account } from '../accounts/account.ts'
import { isChargeable } from '../customers/automatic-payment.ts'
import { balanceMinorIn, type Customer } from '../customers/customer.ts'
import type { DocumentNumber } from '../numbering/series.ts'
import { buyerOf, sellerOf } from '../parties-of.ts'
import { record, replay } from '../recorded.ts'
import { ok, type Result } from '../result.ts'
import { evolve } from './evolve.ts'
import { finalize, type Issue } from './finalize.ts'
import type { Draft, Invoice, IssuedInvoice } from './invoice.ts'

/** What finalizing takes from the account and the customer as they are; `now` in ms since 1970. */
export const issueOf = (
  account: Account,
  customer: Customer,
  { currency }: Invoice,
  number: DocumentNumber,
  now: number,
): Issue => ({
  ...number,
  seller: sellerOf(account),
  buyer: buyerOf(customer),
  taxExempt: customer.taxExempt,
  plan: {
    reminderDays: account.reminders.days,
    hour: account.reminders.hour,
    timeZone: customer.timeZone ?? account.timeZone,
    maxRetries: account.maxRetries,
  },
  balanceMinor: balanceMinorIn(customer, currency),
  daysUntilDue: account.daysUntilDue,
  isLeftToCustomer: !isChargeable(customer),
  eInvoices: account.eInvoices,
  now,
})

/** The draft as it would be issued, under any number. Refuses what finalizing would. */
export function asIfIssued(draft: Draft, account: Account, customer: Customer, now: number): Result<IssuedInvoice> {
  const number = { number: draft.numberOverride ?? '1', series: null, sequence: null }
  const decided = finalize(draft, issueOf(account, customer, draft, number, now))
  if (!decided.ok) return decided
  return ok(
    replay<Invoice, (typeof decided.value)[number]>(
      evolve,
      record(decided.value, draft.version, now),
      draft,
    ) as IssuedInvoice,
  )
}
