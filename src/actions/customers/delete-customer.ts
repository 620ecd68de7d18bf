import { type Caller, requireScope } from '../../core/access/caller.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import { deciding } from '../deciding.ts'

/** Forgets a customer. Issued invoices keep their own copy of the parties; drafts can no longer be finalized. */
export function deleteCustomer(
  deps: Deps,
  caller: Caller,
  { customerId }: { customerId: string },
): Promise<Result<null>> {
  requireScope(caller, 'invoices:write')
  return deciding(async () => {
    const customers = customersOf(deps.db, caller.accountId)
    const customer = await customers.find(customerId)
    if (!customer) return refuse('resource_missing')
    const at = deps.now()
    await deps.commit(caller, [customers.change(customer, [{ type: 'customer.deleted' }], at).change], at)
    return ok(null)
  })
}
