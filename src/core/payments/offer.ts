import type { Account } from '../accounts/account.ts'
import type { Customer } from '../customers/customer.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chargeable } from './chargeable.ts'
import { type Offers, offersFor } from './offers.ts'
import { reasonNotToPay } from './start.ts'
import { type Transfer, transferFor } from './transfer.ts'

/** The ways to pay now: online, or why not; and by transfer to the merchant's bank, or not. */
export type Offer = { readonly online: Result<Offers>; readonly transfer: Transfer | null }

type Payer = {
  /** Null once the customer is deleted, for whom nothing can be paid any more. */
  readonly customer: Customer | null
  /** Whether the account has a provider that takes payments online. */
  readonly hasProvider: boolean
}

/**
 * Which providers the account has for this invoice, and what each offers. Page, mail and the start of a payment all ask here, so that
 * nothing is offered that would then be refused.
 */
export function offer(account: Account, invoice: IssuedInvoice, payer: Payer): Offer {
  return {
    online: online(account, invoice, payer),
    transfer: payer.customer && transferFor(account, invoice),
  }
}

function online(account: Account, invoice: IssuedInvoice, { customer, hasProvider }: Payer): Result<Offers> {
  const notNow = reasonNotToPay(invoice)
  if (notNow) return refuse(notNow)
  if (!customer) return refuse('customer_deleted')
  if (!hasProvider) return refuse('payment_provider_unavailable')
  const next = chargeable(amountRemainingMinor(invoice), invoice.currency)
  if (next.kind === 'other_currency') return refuse('invoice_no_payment_method_types')
  if (next.kind === 'too_small') return refuse('amount_too_small')
  if (next.kind === 'too_fine') return refuse('amount_too_fine')
  const offers = offersFor(account, invoice, customer.methods)
  return offers.saved.length + offers.checkout.length > 0 ? ok(offers) : refuse('invoice_no_payment_method_types')
}
