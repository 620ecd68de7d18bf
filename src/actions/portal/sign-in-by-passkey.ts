import { ok, type Result, refuse } from '../../core/result.ts'
import { credentialIdIn, usedPasskey } from '../../crypto/passkeys.ts'
import { isErased, isLostLease } from '../../db/conflict.ts'
import { passkeysOf } from '../../db/repositories/passkeys.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, unitOfWork, withConditions } from '../unit-of-work.ts'
import { newSession } from './open-session.ts'
import { visitorOf } from './visitor.ts'

type Proof = {
  readonly accountId: string
  /** Of the browser, by the cookie that it got with its challenge. */
  readonly browserSecret: string
  /** What the browser says, in JSON. */
  readonly answer: string
  readonly userAgent: string
}

/**
 * Signs in by a passkey and returns the secret of the new session's cookie. Refuses `passkey_invalid`, and tells nobody whether the
 * passkey, its answer, the browser or its time was wrong.
 */
export async function signInByPasskey(
  deps: Deps,
  { accountId, browserSecret, answer, userAgent }: Proof,
): Promise<Result<{ readonly cookieSecret: string }>> {
  deps.enter(accountId)
  const credentialId = credentialIdIn(answer)
  if (credentialId === null) return refuse('passkey_invalid')
  const passkeys = passkeysOf(deps.db, accountId)
  const passkey = await passkeys.toSignIn(credentialId)
  if (!passkey) return refuse('passkey_invalid')
  const now = deps.now()
  const of = { accountId, purpose: 'sign-in', browser: browserSecret } as const
  const use = await usedPasskey({ keys: deps.linkKeys, origin: deps.origin, of, nowMs: now }, passkey, answer)
  if (!use) return refuse('passkey_invalid')
  const { id, customerId } = passkey
  const { cookieSecret, row } = await newSession(deps, {
    accountId,
    customerId,
    way: 'passkey',
    returnUrl: null,
    locale: null,
    lastUsedAt: now,
    userAgent,
  })
  const unit = withConditions(unitOfWork(visitorOf(accountId, id)), [passkeys.mayUse(passkey, use.challengedAt)])
  try {
    await commitUnit(deps, unit, [], now, [passkeys.used(id, use, now), row])
  } catch (fault) {
    if (isLostLease(fault) || isErased(fault)) return refuse('passkey_invalid')
    throw fault
  }
  return ok({ cookieSecret })
}
