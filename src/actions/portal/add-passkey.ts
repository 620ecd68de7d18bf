import { requireScope } from '../../core/access/caller.ts'
import type { FollowUp } from '../../core/follow-up.ts'
import type { Passkey } from '../../core/portal/passkey.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { newPasskey } from '../../crypto/passkeys.ts'
import { isErased, isLostLease } from '../../db/conflict.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import { passkeysOf } from '../../db/repositories/passkeys.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork, withConditions } from '../unit-of-work.ts'

type ToAdd = {
  readonly session: PortalSession
  /** What the browser says, in JSON. */
  readonly answer: string
  readonly userAgent: string
}

/** Who did not add it learns of it. */
const passkeyMailOrder = ({ id: passkeyId, customerId }: Passkey): FollowUp<'passkey'> => ({
  kind: 'passkey',
  subjectId: customerId,
  dedupeKey: `passkey:${passkeyId}`,
  payload: { passkeyId },
})

/**
 * Adds a passkey of whoever is signed in, and orders a mail to them about it. Refuses `passkey_invalid`, also where the customer has as many as they may, and in a session that
 * the merchant's site opened: whoever has that has proven nothing to us, and a passkey would outlive what the session allows.
 */
export async function addPasskey(
  deps: Deps,
  unit: UnitOfWork,
  { session: { accountId, customerId, id: sessionId, way }, answer, userAgent }: ToAdd,
): Promise<Result<Passkey>> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  if (way === 'api') return refuse('passkey_invalid')
  const createdAt = deps.now()
  const of = { accountId, purpose: 'add', browser: sessionId } as const
  const made = await newPasskey({ keys: deps.linkKeys, origin: deps.origin, of, nowMs: createdAt }, answer)
  if (!made) return refuse('passkey_invalid')
  const passkey: Passkey = {
    accountId,
    id: deps.newId('passkey'),
    customerId,
    ...made,
    createdAt,
    lastUsedAt: null,
    userAgent,
  }
  const passkeys = passkeysOf(deps.db, accountId)
  try {
    const mail = passkeyMailOrder(passkey)
    const mailId = deps.newId('outbox')
    const rows = [...passkeys.added(passkey, sessionId), outboxOf(deps.db, accountId).order(mailId, mail, createdAt)]
    await commitUnit(deps, withConditions(unit, passkeys.mayAdd(passkey, sessionId)), [], createdAt, rows)
    unit.written.followUps.push({ accountId, id: mailId, kind: mail.kind, held: null })
  } catch (fault) {
    if (isLostLease(fault) || isErased(fault)) return refuse('passkey_invalid')
    throw fault
  }
  return ok(passkey)
}
