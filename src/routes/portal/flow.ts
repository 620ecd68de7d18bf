import { completeFlow } from '../../actions/portal/complete-flow.ts'
import type { CompletableFlow, PortalFlow } from '../../core/portal/flow.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import { goTo } from '../../http/pages.tsx'
import { paths } from '../../paths.ts'
import { type PortalContext, unitOf } from './visit.ts'

/**
 * Leads on a customer who has done something: to what the session says if it is what they were sent for, as a whole page since it may be
 * another site's; to `otherwise` if not.
 */
export async function leadOn(c: PortalContext, session: PortalSession, done: CompletableFlow, otherwise: string) {
  const after = await completeFlow(c.var.deps, unitOf(c, { session }), session, done)
  return after === null ? c.redirect(otherwise, 303) : goTo(c, destination(after, session.accountId))
}

function destination(after: PortalFlow['after'], accountId: string): string {
  switch (after.type) {
    case 'redirect':
      return after.returnUrl
    case 'hosted_confirmation':
      return paths.portalConfirmation(accountId)
    case 'portal_homepage':
      return `${paths.portal(accountId)}?done=1`
  }
}
