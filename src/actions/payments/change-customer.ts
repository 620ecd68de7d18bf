import { assert } from '../../core/assert.ts'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import type { Query } from '../../db/client.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/**
 * Loads a customer, lets `decide` choose events, and commits them; without events nothing is committed but the rows that accompany
 * the unit. Refuses `resource_missing`. A preloaded customer saves a read: the commit checks its version, and a conflict loads it again.
 */
export function changeCustomer(
  deps: Deps,
  unit: UnitOfWork,
  customerId: string,
  decide: (customer: Customer, at: number) => Result<readonly CustomerEvent[]>,
  justLoaded: Customer | null = null,
  rows: readonly Query[] = [],
): Promise<Result<Customer>> {
  const { accountId } = unit.caller
  const customers = customersOf(deps.db, accountId)
  let preloaded = justLoaded
  return retryOnConflict(async () => {
    const customer = preloaded ?? (await customers.find(customerId))
    preloaded = null
    if (!customer) return refuse('resource_missing')
    assert(customer.id === customerId && customer.accountId === accountId, 'a preloaded customer is the one to change')
    const at = deps.now()
    const decided = decide(customer, at)
    if (!decided.ok) return decided
    if (decided.value.length === 0 && unit.accompanyingRows.length === 0) return ok(customer)
    const { change, after } = customers.change(customer, decided.value, at)
    await commitUnit(deps, unit, [change], at, decided.value.length === 0 ? [] : rows)
    return ok(after ?? customer)
  })
}
