import type { Customer } from '../../core/customers/customer.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { OnlineProvider } from '../../providers/provider.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, prerequisite, type UnitOfWork } from '../unit-of-work.ts'

/** The customer with its customer object at the provider, created on first use. */
export async function ensureProviderCustomer(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  customer: Customer,
): Promise<Result<Customer>> {
  if (customer.providerCustomerId !== null) return ok(customer)
  const { accountId, id, email, name } = customer
  const made = await provider.createCustomer({ accountId, customerId: id, email, name })
  if (made.kind !== 'answered') return refuse('payment_provider_unavailable')
  return retryOnConflict(async () => {
    const customers = customersOf(deps.db, unit.caller.accountId)
    const current = await customers.find(id)
    if (!current) return refuse('customer_deleted')
    if (current.providerCustomerId !== null) return ok(current)
    const at = deps.now()
    const linked = customers.change(current, [{ type: 'customer.linked', providerCustomerId: made.value }], at)
    await commitUnit(deps, prerequisite(unit), [linked.change], at)
    return ok(linked.after ?? current)
  })
}

/** The loaded invoice, unless creating the provider's customer took time in between; then it must be loaded again. */
export const stillCurrent = (loaded: WithParties, customer: Customer): WithParties | null =>
  customer === loaded.customer ? loaded : null
