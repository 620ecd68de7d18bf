import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { chooseDefault } from '../../core/customers/saved-methods.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { afterEffect, type UnitOfWork } from '../unit-of-work.ts'
import { changeCustomer } from './change-customer.ts'
import { retryWaitingCharges } from './retry-waiting-charges.ts'

type ToChoose = { readonly customerId: string; readonly methodId: string }

/** Makes a saved method the one that is charged automatically, and retries the charges that another one has failed. */
export async function chooseDefaultMethod(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, methodId }: ToChoose,
  justLoaded: Customer | null = null,
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'payment_methods:write', { customerId })
  const decide = (customer: Customer) => chooseDefault(customer, methodId)
  const chosen = await changeCustomer(deps, unit, customerId, decide, justLoaded)
  if (chosen.ok) await retryWaitingCharges(deps, afterEffect(unit), customerId)
  return chosen
}
