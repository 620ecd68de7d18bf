import { ok, type Result, refuse } from '../result.ts'
import { methods } from './methods.ts'
import type { Offers } from './offers.ts'

type Choice = {
  /** A saved method, or null for the provider's checkout. */
  readonly methodId: string | null
  readonly keepMethod: boolean
}

export type ChosenWay = {
  readonly kind: 'saved_method' | 'checkout'
  readonly methodId: string | null
  readonly saveMethod: boolean
  readonly methodTypes: readonly string[]
}

/** What the payer chose of what is offered. Refused if it is not, or if the method to be kept cannot be. */
export function chosenWay(offers: Offers, { methodId, keepMethod }: Choice): Result<ChosenWay> {
  const kept = offers.saved.find(({ id }) => id === methodId)
  if (kept) return ok({ kind: 'saved_method', methodId: kept.id, saveMethod: false, methodTypes: [kept.type] })
  if (methodId !== null) return refuse('payment_method_unfit')
  const saveMethod = offers.keeping === 'always' || (offers.keeping === 'ask' && keepMethod)
  const methodTypes = saveMethod ? offers.checkout.filter((type) => methods[type].reusable) : offers.checkout
  if (methodTypes.length === 0) return refuse('invoice_no_payment_method_types')
  return ok({ kind: 'checkout', methodId: null, saveMethod, methodTypes })
}
