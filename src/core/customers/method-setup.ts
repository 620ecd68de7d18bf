import { ok, type Result, refuse } from '../result.ts'
import type { Customer, CustomerEvent, MethodSetup, SavedMethod, SetupRequest } from './customer.ts'
import { saveMethod } from './saved-methods.ts'

/** How long a set-up can be finished, ms: an hour less than the provider remembers its idempotency key. */
export const setupLifeMs = 23 * 3_600_000

const mostMethods = 20

export type ToSetUp = { readonly setupId: string; readonly makesDefault: boolean; readonly request: SetupRequest }

/**
 * Begins a set-up, unless one is open: a second tab, or a second try, goes on with that. Refuses `payment_methods_too_many`, and
 * `payment_method_unfit` where the merchant takes no method that can be saved.
 */
export function beginSetup(customer: Customer, toSetUp: ToSetUp, now: number): Result<CustomerEvent[]> {
  if (isOpen(customer.methodSetup, now) && customer.methodSetup?.makesDefault === toSetUp.makesDefault) return ok([])
  if (customer.methods.length >= mostMethods) return refuse('payment_methods_too_many')
  if (toSetUp.request.methodTypes.length === 0) return refuse('payment_method_unfit')
  return ok([{ type: 'customer.method_setup_started', ...toSetUp }])
}

const isOpen = (setup: MethodSetup | undefined, now: number): boolean =>
  setup !== undefined && !setup.isEnded && now < setup.startedAt + setupLifeMs

/** The provider has opened its page; no event if that is known, or if the set-up has ended since. */
export function setupOpened(
  { methodSetup: setup }: Customer,
  opened: { readonly setupId: string; readonly providerSessionId: string },
): CustomerEvent[] {
  const isNews = setup?.id === opened.setupId && !setup.isEnded && setup.providerSessionId === null
  return isNews ? [{ type: 'customer.method_setup_opened', ...opened }] : []
}

/**
 * The events of what the provider says of a set-up: the method that it saved, or null where it saved none and no longer can. Reports
 * may come twice, late and in any order; also one of an older set-up saves its method, but it no longer decides on the default.
 */
export function setupEnded(customer: Customer, setupId: string, method: SavedMethod | null): CustomerEvent[] {
  const setup = customer.methodSetup?.id === setupId ? customer.methodSetup : null
  const saved = method ? saveMethod(customer, method, setup?.makesDefault ?? false) : []
  const ended: CustomerEvent = { type: 'customer.method_setup_ended', setupId, methodId: method?.id ?? null }
  const isNews = setup && (!setup.isEnded || (method !== null && setup.methodId === null))
  return isNews ? [...saved, ended] : saved
}
