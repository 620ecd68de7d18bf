import { requireScope } from '../../core/access/caller.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { findSession } from '../../db/repositories/portal-sessions.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { endSession } from './end-session.ts'

type ToRevoke = { readonly customerId: string; readonly id: string }

/** Ends one session of a customer on behalf of the merchant. One that has ended stays as it is. */
export async function revokeSession(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, id }: ToRevoke,
): Promise<Result<PortalSession>> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  const session = await findSession(deps.db, unit.caller.accountId, id)
  if (session?.customerId !== customerId) return refuse('resource_missing')
  await endSession(deps, unit, { customerId, id })
  return ok(session)
}
