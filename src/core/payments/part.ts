import type { Account, AccountSettings } from '../accounts/account.ts'
import { isLeftToCustomer } from '../collection/collection-method.ts'
import { amountDueMinor, amountRemainingMinor } from '../invoices/amounts.ts'
import type { InvoiceContent, IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chargeableMinor, chargeLimits } from './chargeable.ts'
import { methods } from './methods.ts'
import type { Offers } from './offers.ts'

/** The parts of what remains that a payer may pay now, in minor units: multiples of the step from the least to the most. */
export type PartRange = { readonly leastMinor: number; readonly mostMinor: number; readonly stepMinor: number }

/** How much of the amount due a payment has to be at least, in percent. 100 is all of it, and what holds where nothing is said. */
export const minimumPaymentPercent = (
  account: Pick<AccountSettings, 'minimumPaymentPercent'>,
  invoice: Pick<InvoiceContent, 'minimumPaymentPercent'>,
): number => invoice.minimumPaymentPercent ?? account.minimumPaymentPercent ?? 100

/**
 * Which parts can be paid: not less than the merchant's minimum, and leaving enough that the rest can be charged too. Null where only all
 * of it can be paid, as with an invoice that is charged automatically. `brand`: that of the saved card, if one is charged.
 */
export function partRange(
  invoice: IssuedInvoice,
  minimumPercent: number,
  brand: string | null = null,
): PartRange | null {
  const remainingMinor = amountRemainingMinor(invoice)
  if (minimumPercent >= 100 || !isLeftToCustomer(invoice)) return null
  if (chargeableMinor(remainingMinor, invoice.currency, brand) === null) return null
  const { minMinor, maxMinor, stepMinor } = chargeLimits(invoice.currency, brand)
  const floorMinor = Math.ceil((amountDueMinor(invoice) * minimumPercent) / 100)
  const leastMinor = stepMinor * Math.ceil(Math.max(floorMinor, minMinor) / stepMinor)
  const mostMinor = stepMinor * Math.floor(Math.min(remainingMinor - minMinor, maxMinor) / stepMinor)
  return leastMinor <= mostMinor ? { leastMinor, mostMinor, stepMinor } : null
}

/** What can be offered for a part: not the provider's transfers, as whoever sends one chooses the amount at their bank. */
export const offersForPart = (offers: Offers): Offers => ({
  ...offers,
  checkout: offers.checkout.filter((type) => !methods[type].transfer),
})

/** The parts that a page may offer now; null where it offers none. */
export function offeredParts(account: Account, invoice: IssuedInvoice, offers: Offers): PartRange | null {
  const { saved, checkout } = offersForPart(offers)
  if (saved.length + checkout.length === 0) return null
  return partRange(invoice, minimumPaymentPercent(account, invoice))
}

/** An amount that is to be paid as a part. Refuses `part_not_allowed` where none can be, and `part_unfit` for another amount. */
export function partIn(range: PartRange | null, amountMinor: number): Result<number> {
  if (range === null) return refuse('part_not_allowed')
  const { leastMinor, mostMinor, stepMinor } = range
  const isIn = amountMinor >= leastMinor && amountMinor <= mostMinor && amountMinor % stepMinor === 0
  return isIn ? ok(amountMinor) : refuse('part_unfit')
}

/**
 * The amounts nearest to one that cannot be paid, one or two, in minor units: the parts below and above it, or `allMinor`, which is what
 * can be paid without choosing a part.
 */
export function nearestPayable(range: PartRange, allMinor: number, amountMinor: number): readonly number[] {
  const { leastMinor, mostMinor, stepMinor } = range
  if (amountMinor <= leastMinor) return [leastMinor]
  if (amountMinor >= Math.max(mostMinor, allMinor)) return [Math.max(mostMinor, allMinor)]
  if (amountMinor > mostMinor) return [mostMinor, allMinor]
  const belowMinor = stepMinor * Math.floor(amountMinor / stepMinor)
  return [belowMinor, belowMinor + stepMinor]
}
