import { requireScope } from '../../core/access/caller.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Deletes a customer. Issued invoices keep their own copy of the parties; drafts can no longer be finalized. */
export function deleteCustomer(
  deps: Deps,
  unit: UnitOfWork,
  { customerId }: { customerId: string },
): Promise<Result<null>> {
  requireScope(unit.caller, 'customers:write')
  return retryOnConflict(async () => {
    const customers = customersOf(deps.db, unit.caller.accountId)
    const customer = await customers.find(customerId)
    if (!customer) return refuse('resource_missing')
    const at = deps.now()
    await commitUnit(deps, unit, [customers.change(customer, [{ type: 'customer.deleted' }], at).change], at)
    return ok(null)
  })
}
