import { changesTo } from '../../core/changes.ts'
import type { Customer, CustomerDetails } from '../../core/customers/customer.ts'
import { type CustomerInput, customerChanges } from '../../core/customers/details.ts'
import { newAddresses, triedAgain } from '../../core/customers/refused-addresses.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { changeObject } from '../objects/change-object.ts'
import { retryWaitingCharges } from '../payments/retry-waiting-charges.ts'
import { afterEffect, type UnitOfWork } from '../unit-of-work.ts'
import { checkPrefix } from './check-prefix.ts'

type ToUpdate = { readonly customerId: string; readonly input: CustomerInput }

/** Updates a customer. Issued invoices keep the details they were issued with. */
export async function updateCustomer(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, input }: ToUpdate,
): Promise<Result<Customer | null>> {
  let details: Partial<CustomerDetails> = {}
  const updated = await changeObject(
    deps,
    unit,
    'customer',
    customerId,
    (customer) => {
      const changes = customerChanges(input, customer, () => deps.newId('contact'))
      if (!changes.ok) return changes
      details = changesTo<CustomerDetails>(customer, changes.value)
      return ok([
        ...(Object.keys(details).length > 0 ? [{ type: 'customer.updated' as const, details }] : []),
        ...triedAgain(customer, [input.email ?? null, ...newAddresses(customer, details.contacts)]),
      ])
    },
    () => checkPrefix(deps, unit.caller.accountId, customerId, details.invoicePrefix),
  )
  if (updated.ok && 'defaultPaymentMethod' in details) await retryWaitingCharges(deps, afterEffect(unit), customerId)
  return updated
}
