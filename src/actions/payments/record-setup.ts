import type { Customer, SavedMethod } from '../../core/customers/customer.ts'
import { setupEnded } from '../../core/customers/method-setup.ts'
import { defaultMethodOf } from '../../core/customers/saved-methods.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import type { OwnedMethod, SetupReference } from '../../providers/provider.ts'
import { afterEffect, type UnitOfWork } from '../unit-of-work.ts'
import { changeCustomer } from './change-customer.ts'
import { orderDetachment } from './order-detachment.ts'
import { retryWaitingCharges } from './retry-waiting-charges.ts'

/**
 * Records what the provider says of a set-up: the method that it saved, or none. A method that belongs to another customer of the
 * provider, or to none any more, is not saved; that of a customer who is gone is detached. Charges that wait for it are scheduled at once; all of it may be repeated.
 */
export async function recordSetup(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, setupId }: SetupReference,
  saved: OwnedMethod | null,
  justLoaded: Customer | null = null,
): Promise<Result<Customer>> {
  const recorded = await changeCustomer(
    deps,
    unit,
    customerId,
    (customer) => ok(setupEnded(customer, setupId, methodOf(customer, saved))),
    justLoaded,
  )
  if (!recorded.ok && recorded.refusal.code === 'resource_missing' && saved !== null)
    await orderDetachment(deps, unit, { customerId, methodId: saved.id })
  if (recorded.ok && saved !== null && defaultMethodOf(recorded.value)?.id === saved.id)
    await retryWaitingCharges(deps, afterEffect(unit), customerId)
  return recorded
}

function methodOf({ providerCustomerId }: Customer, saved: OwnedMethod | null): SavedMethod | null {
  if (saved === null || providerCustomerId === null || saved.providerCustomerId !== providerCustomerId) return null
  const { providerCustomerId: _, ...method } = saved
  return method
}
