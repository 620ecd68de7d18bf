import type { Account } from '../accounts/account.ts'
import type { Customer } from '../customers/customer.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chargeable } from './chargeable.ts'
import { type Offers, offersForAll } from './offers.ts'
import { reasonNotToPay } from './start.ts'

/** How many invoices one payment may be for. */
export const jointLimits = { fewest: 2, most: 50 } as const

type JointOffer = {
  /** All that remains of the invoices, in minor units. */
  readonly amountMinor: number
  readonly offers: Offers
}

type Payer = {
  /** Null once the customer is deleted. */
  readonly customer: Customer | null
  readonly hasProvider: boolean
}

/**
 * How all that remains of these invoices of one customer can be paid with one payment, or why it cannot. The page and the start
 * of the payment both ask here.
 */
export function jointOffer(
  account: Account,
  invoices: readonly IssuedInvoice[],
  { customer, hasProvider }: Payer,
): Result<JointOffer> {
  const amountMinor = jointSum(invoices)
  if (!amountMinor.ok) return amountMinor
  if (!customer) return refuse('customer_deleted')
  if (!hasProvider) return refuse('payment_provider_unavailable')
  const offers = offersForAll(account, invoices, customer.methods)
  if (offers.saved.length + offers.checkout.length === 0) return refuse('invoice_no_payment_method_types')
  return ok({ amountMinor: amountMinor.value, offers })
}

/**
 * All that remains of these invoices, in minor units. One that is paid or void by now is refused as another sum. A sum above
 * the maximum of one charge is refused too, since a part of it would leave open which invoices it pays.
 */
export function jointSum(invoices: readonly IssuedInvoice[]): Result<number> {
  const { fewest, most } = jointLimits
  if (invoices.length < fewest || invoices.length > most) return refuse('parameter_invalid', { param: 'invoices' })
  const [{ customerId, currency }] = invoices as [IssuedInvoice]
  if (invoices.some((one) => one.customerId !== customerId || one.currency !== currency))
    return refuse('currency_mismatch')
  if (!invoices.every(isPayable)) return refuse('amount_changed')
  const obstacle = invoices.map((invoice) => reasonNotToPay(invoice)).find((reason) => reason !== null)
  if (obstacle) return refuse(obstacle)
  const next = chargeable(
    invoices.reduce((sum, invoice) => sum + amountRemainingMinor(invoice), 0),
    currency,
  )
  switch (next.kind) {
    case 'whole':
      return ok(next.amountMinor)
    case 'part':
      return refuse('amount_too_large')
    case 'other_currency':
      return refuse('invoice_no_payment_method_types')
    default:
      return refuse(next.kind === 'too_small' ? 'amount_too_small' : 'amount_too_fine')
  }
}
