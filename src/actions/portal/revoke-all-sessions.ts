import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { endSession } from './end-session.ts'

/** Ends all sessions of a customer on behalf of the merchant. */
export async function revokeAllSessions(
  deps: Deps,
  unit: UnitOfWork,
  { customerId }: { readonly customerId: string },
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  const customer = await customersOf(deps.db, unit.caller.accountId).find(customerId)
  if (!customer) return refuse('resource_missing')
  await endSession(deps, unit, { customerId, id: null })
  return ok(customer)
}
