import { requireScope } from '../../core/access/caller.ts'
import { isChargeable } from '../../core/customers/automatic-payment.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { removeMethod as decide } from '../../core/customers/saved-methods.ts'
import type { Result } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeCustomer } from './change-customer.ts'

type ToRemove = { readonly customerId: string; readonly methodId: string; readonly nextDefaultId: string | null }

/**
 * Removes a saved method. From this commit on it is not charged again; the provider removes it in a follow-up, so that it can be
 * removed while the provider does not answer. A payment with it that is under way goes on.
 */
export async function removeMethod(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, methodId, nextDefaultId }: ToRemove,
  justLoaded: Customer | null = null,
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'payment_methods:write', { customerId })
  const charged = await invoicesOf(deps.db, unit.caller.accountId).chargedTo(customerId)
  const removal = (customer: Customer) => ({
    methodId,
    nextDefaultId,
    isNeeded: charged.length > 0 && isChargeable(customer),
  })
  return changeCustomer(deps, unit, customerId, (customer) => decide(customer, removal(customer)), justLoaded)
}
