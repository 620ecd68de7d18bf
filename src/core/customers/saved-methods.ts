import { ok, type Result, refuse } from '../result.ts'
import type { Customer, CustomerEvent, SavedMethod } from './customer.ts'

/** The method that is charged automatically: the one chosen as default, else the one saved last; null without any. */
export const defaultMethodOf = ({ defaultPaymentMethod, methods }: Customer): SavedMethod | null =>
  methods.find(({ id }) => id === defaultPaymentMethod) ?? methods.at(-1) ?? null

/** Whether a method that is reported can be saved: it is not saved yet, and was not removed. */
export const isNewMethod = ({ methods, removedMethods = [] }: Customer, methodId: string): boolean =>
  !methods.some(({ id }) => id === methodId) && !removedMethods.includes(methodId)

/** Saves a method. Without a choice the default stays the one that it is; the first method is the default in any case. */
export function saveMethod(customer: Customer, method: SavedMethod, makesDefault: boolean): CustomerEvent[] {
  if (!isNewMethod(customer, method.id)) return []
  const defaultId = makesDefault ? method.id : (defaultMethodOf(customer)?.id ?? null)
  return [{ type: 'customer.method_saved', method }, ...defaultChanged(customer, defaultId)]
}

/** Makes a saved method the default. Refuses `payment_method_missing`. */
export function chooseDefault(customer: Customer, methodId: string): Result<CustomerEvent[]> {
  if (!customer.methods.some(({ id }) => id === methodId)) return refuse('payment_method_missing')
  return ok(defaultChanged(customer, methodId))
}

type Removal = {
  readonly methodId: string
  /** Which one becomes the default, where the default is removed and others are left. */
  readonly nextDefaultId: string | null
  /** Whether an open invoice is charged automatically. */
  readonly isNeeded: boolean
}

/**
 * Removes a method; no event if that has happened. Refuses `payment_method_needed` for the last one while an invoice is charged to it,
 * and `payment_method_default` for the default while others are left and none of them is chosen instead.
 */
export function removeMethod(
  customer: Customer,
  { methodId, nextDefaultId, isNeeded }: Removal,
): Result<CustomerEvent[]> {
  const others = customer.methods.filter(({ id }) => id !== methodId)
  if (others.length === customer.methods.length) return ok([])
  if (others.length === 0 && isNeeded) return refuse('payment_method_needed')
  const removed: CustomerEvent = { type: 'customer.method_removed', methodId, by: 'customer' }
  const isDefault = defaultMethodOf(customer)?.id === methodId
  if (!isDefault || others.length === 0) return ok([removed])
  if (!others.some(({ id }) => id === nextDefaultId)) return refuse('payment_method_default')
  return ok([removed, ...defaultChanged(customer, nextDefaultId)])
}

const defaultChanged = ({ defaultPaymentMethod }: Customer, methodId: string | null): CustomerEvent[] =>
  methodId === defaultPaymentMethod ? [] : [{ type: 'customer.updated', details: { defaultPaymentMethod: methodId } }]
