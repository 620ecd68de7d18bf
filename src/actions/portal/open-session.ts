import { type PortalSession, type SessionLimits, sessionLimits } from '../../core/portal/session.ts'
import { hashSecret, newSecret } from '../../crypto/secret-token.ts'
import type { Query } from '../../db/client.ts'
import { opened } from '../../db/repositories/portal-sessions.ts'

type Opening = Pick<
  PortalSession,
  'accountId' | 'customerId' | 'way' | 'returnUrl' | 'locale' | 'lastUsedAt' | 'userAgent'
> &
  Partial<Pick<PortalSession, 'configurationId' | 'flow'>>

/** The session of somebody who has given a mailed code. */
export const byCode = (who: Pick<Opening, 'accountId' | 'customerId' | 'userAgent'>, nowMs: number): Opening => ({
  ...who,
  way: 'code',
  returnUrl: null,
  locale: null,
  lastUsedAt: nowMs,
})

/** A new session and the statement that writes it. */
export async function newSession(
  deps: { readonly now: () => number; readonly newId: (kind: 'portalSession') => string },
  opening: Opening,
  cookieSecret: string = newSecret(),
  { unusedMs, idleMs, mostMs }: SessionLimits = sessionLimits,
): Promise<{ session: PortalSession; cookieSecret: string; row: Query }> {
  const createdAt = deps.now()
  const session: PortalSession = {
    id: deps.newId('portalSession'),
    createdAt,
    usableUntil: createdAt + unusedMs,
    idleMs,
    expiresAt: createdAt + mostMs,
    endedAt: null,
    configurationId: null,
    flow: null,
    ...opening,
  }
  return { session, cookieSecret, row: opened(session, await hashSecret(cookieSecret)) }
}
