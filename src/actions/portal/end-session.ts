import { requireScope } from '../../core/access/caller.ts'
import { ended } from '../../db/repositories/portal-sessions.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Ends a session of a customer, or with null all of them: refused from the next request on, in every isolate. */
export async function endSession(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, id }: { readonly customerId: string; readonly id: string | null },
): Promise<void> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  const now = deps.now()
  await commitUnit(deps, unit, [], now, [ended(deps.db, { accountId: unit.caller.accountId, customerId, id }, now)])
}
