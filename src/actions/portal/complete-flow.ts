import { requireScope } from '../../core/access/caller.ts'
import { type CompletableFlow, isPending, type PortalFlow } from '../../core/portal/flow.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import { flowCompleted } from '../../db/repositories/portal-sessions.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/**
 * A customer has done something in a session. Returns what follows if it is what they were sent for, and null otherwise: also if
 * they have done it before, since a flow is completed once.
 */
export async function completeFlow(
  deps: Deps,
  { caller }: UnitOfWork,
  session: PortalSession,
  done: CompletableFlow,
): Promise<PortalFlow['after'] | null> {
  requireScope(caller, 'portal_sessions:write', { customerId: session.customerId })
  const { flow } = session
  if (!isPending(flow) || flow.type !== done) return null
  return (await flowCompleted(deps.db, session, deps.now())) ? flow.after : null
}
