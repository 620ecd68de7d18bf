import type { Account } from '../accounts/account.ts'
import type { Customer } from '../customers/customer.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chargeable } from './chargeable.ts'
import { type Offers, offersFor } from './offers.ts'
import { reasonNotToPay } from './start.ts'

export const noOffers: Offers = { saved: [], checkout: [], keeping: 'never' }

/**
 * The ways to pay now, or why there are none. Page, mail and the start of a payment all ask here, so that nothing is offered
 * that would then be refused. The customer is null once deleted: nobody is left to pay in whose name.
 */
export function offer(account: Account, invoice: IssuedInvoice, customer: Customer | null): Result<Offers> {
  const notNow = reasonNotToPay(invoice)
  if (notNow) return refuse(notNow)
  if (!customer) return refuse('customer_deleted')
  const next = chargeable(amountRemainingMinor(invoice), invoice.currency)
  if (next.kind === 'too_small') return refuse('amount_too_small')
  if (next.kind === 'too_fine') return refuse('amount_too_fine')
  const offers = offersFor(account, invoice, customer.methods)
  return offers.saved.length + offers.checkout.length > 0 ? ok(offers) : refuse('invoice_no_payment_method_types')
}
