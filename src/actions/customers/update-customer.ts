import { requireScope } from '../../core/access/caller.ts'
import { changesTo } from '../../core/changes.ts'
import type { Customer, CustomerDetails, CustomerEvent } from '../../core/customers/customer.ts'
import { type CustomerInput, customerChanges } from '../../core/customers/details.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { isPrefixTaken } from '../../db/repositories/prefixes.ts'
import type { Deps } from '../../deps.ts'
import { retryWaitingCharges } from '../payments/retry-waiting-charges.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { afterEffect, commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToUpdate = { readonly customerId: string; readonly input: CustomerInput }

/** Updates a customer. Issued invoices keep the details they were issued with. */
export async function updateCustomer(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, input }: ToUpdate,
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'customers:write')
  let hasOtherMethod = false
  const updated = await retryOnConflict(async () => {
    const customers = customersOf(deps.db, unit.caller.accountId)
    const customer = await customers.find(customerId)
    if (!customer) return refuse('resource_missing')
    const changes = customerChanges(input, customer)
    if (!changes.ok) return changes
    const details = changesTo<CustomerDetails>(customer, changes.value)
    const decided: CustomerEvent[] = [
      ...(Object.keys(details).length > 0 ? [{ type: 'customer.updated' as const, details }] : []),
      ...addressTriedAgain(customer, input.email),
    ]
    if (decided.length === 0) return ok(customer)
    const { invoicePrefix } = details
    if (invoicePrefix && (await isPrefixTaken(deps.db, unit.caller.accountId, customerId, invoicePrefix))) {
      return refuse('number_prefix_invalid', { param: 'invoice_prefix' })
    }
    const at = deps.now()
    const { change, after } = customers.change(customer, decided, at)
    await commitUnit(deps, unit, [change], at)
    hasOtherMethod = after?.defaultPaymentMethod !== customer.defaultPaymentMethod
    return ok(after!)
  })
  if (hasOtherMethod) await retryWaitingCharges(deps, afterEffect(unit), customerId)
  return updated
}

/** Whoever writes an address, also the same one, says that it is right: mail servers that refused it are asked again. */
const addressTriedAgain = (customer: Customer, email: string | null | undefined): CustomerEvent[] =>
  email && customer.refusedAddresses?.includes(email) ? [{ type: 'customer.address_accepted', address: email }] : []
