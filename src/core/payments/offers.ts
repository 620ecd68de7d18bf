import type { Account } from '../accounts/account.ts'
import type { SavedMethod } from '../customers/customer.ts'
import { amountRemainingMinor } from '../invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import { chargeableMinor } from './chargeable.ts'
import { fits, isMethodType, type MethodType, methods } from './methods.ts'
import { unsettledOf } from './payment.ts'

/** The ways to pay that a page may show now: methods kept earlier, and types to choose from at the provider's checkout. */
export type Offers = {
  readonly saved: readonly SavedMethod[]
  /** Methods kept earlier whose own maximum is below the next charge. */
  readonly overLimit: readonly SavedMethod[]
  readonly checkout: readonly MethodType[]
  /** Whether paying by checkout may keep the method: asked with a box, done with a notice, or not at all. */
  readonly keeping: 'ask' | 'always' | 'never'
}

export const noOffers: Offers = { saved: [], overLimit: [], checkout: [], keeping: 'never' }

/** What can be offered for what is still to pay. Nothing while money is on its way or nothing is due. */
export const offersFor = (account: Account, invoice: IssuedInvoice, kept: readonly SavedMethod[]): Offers =>
  offersForAll(account, [invoice], kept)

/** The same for invoices that are paid together, in one currency: what fits each of them and the sum. */
export function offersForAll(
  account: Account,
  invoices: readonly IssuedInvoice[],
  kept: readonly SavedMethod[],
): Offers {
  const currency = invoices[0]?.currency
  if (!currency || invoices.some((invoice) => !isPayable(invoice) || isUnderway(invoice))) return noOffers
  const remainingMinor = invoices.reduce((sum, invoice) => sum + amountRemainingMinor(invoice), 0)
  const nextMinor = chargeableMinor(remainingMinor, currency)
  if (nextMinor === null) return noOffers
  const types = invoices.map((invoice) => typesFor(account, invoice)).reduce(inBoth)
  const fitting = kept.filter(({ type }) => types.some((offered) => offered === type))
  const carries = ({ brand }: SavedMethod) => chargeableMinor(remainingMinor, currency, brand) === nextMinor
  return {
    saved: fitting.filter(carries),
    overLimit: fitting.filter((method) => !carries(method)),
    checkout: types,
    keeping: types.some((type) => methods[type].reusable) ? account.saveMethods : 'never',
  }
}

const typesFor = (account: Account, invoice: IssuedInvoice): MethodType[] =>
  (invoice.paymentMethodTypes ?? account.paymentMethodTypes).filter(isMethodType).filter((type) => fits(type, invoice))

const inBoth = (some: MethodType[], others: MethodType[]): MethodType[] => some.filter((type) => others.includes(type))

/** Whether a payment is processing or waits for the provider's response, so that a second one must not start. */
export function isUnderway(invoice: IssuedInvoice): boolean {
  const payment = unsettledOf(invoice.payments)
  return payment !== undefined && payment.status !== 'open' && payment.status !== 'requires_action'
}
