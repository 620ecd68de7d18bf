import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { passkeysRemoved } from '../../db/repositories/passkey-rows.ts'
import { ended } from '../../db/repositories/portal-sessions.ts'
import type { Deps } from '../../deps.ts'

import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Ends all sessions of a customer on behalf of the merchant, and removes the passkeys by which new ones would begin. */
export async function revokeAllSessions(
  deps: Deps,
  unit: UnitOfWork,
  { customerId }: { readonly customerId: string },
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  const customer = await customersOf(deps.db, unit.caller.accountId).find(customerId)
  if (!customer) return refuse('resource_missing')
  const { accountId } = unit.caller
  const now = deps.now()
  await commitUnit(deps, unit, [], now, [
    ended(deps.db, { accountId, customerId, id: null }, now),
    passkeysRemoved(deps.db, accountId, customerId),
  ])
  return ok(customer)
}
