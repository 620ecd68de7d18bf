import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { blankDetails, type CustomerInput, customerChanges } from '../../core/customers/details.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { isPrefixTaken } from '../../db/repositories/prefixes.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToCreate = { readonly id: string; readonly input: CustomerInput }

/** Creates a customer. A custom invoice prefix must be unique; the default comes from the random part of the id. */
export function createCustomer(deps: Deps, unit: UnitOfWork, { id, input }: ToCreate): Promise<Result<Customer>> {
  requireScope(unit.caller, 'customers:write')
  return retryOnConflict(async () => {
    const at = deps.now()
    const before = blankDetails(id)
    const details = customerChanges(input, { ...before, methods: [] })
    if (!details.ok) return details
    const { invoicePrefix } = details.value
    if (invoicePrefix && (await isPrefixTaken(deps.db, unit.caller.accountId, id, invoicePrefix))) {
      return refuse('number_prefix_invalid', { param: 'invoice_prefix' })
    }
    const { change, after } = customersOf(deps.db, unit.caller.accountId).change(
      null,
      [{ type: 'customer.created', accountId: unit.caller.accountId, id, details: { ...before, ...details.value } }],
      at,
    )
    await commitUnit(deps, unit, [change], at)
    return ok(after!)
  })
}
