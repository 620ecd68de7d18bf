import { requireScope } from '../../core/access/caller.ts'
import { passkeysOf } from '../../db/repositories/passkeys.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Removes a passkey of a customer; nobody signs in by it from then on. One that is not there stays so. */
export async function removePasskey(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, id }: { readonly customerId: string; readonly id: string },
): Promise<void> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  await commitUnit(deps, unit, [], deps.now(), [passkeysOf(deps.db, unit.caller.accountId).removed(customerId, id)])
}
