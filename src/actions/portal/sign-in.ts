import type { Customer } from '../../core/customers/customer.ts'
import { typedCode } from '../../core/portal/sign-in.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { isSignInCode } from '../../crypto/portal-secrets.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { isErased, isLostLease } from '../../db/conflict.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, unitOfWork, withConditions } from '../unit-of-work.ts'
import { byCode, newSession } from './open-session.ts'
import { visitorOf } from './visitor.ts'

type Proof = {
  readonly accountId: string
  readonly signInId: string
  /** Of the browser, by the cookie that it got when it asked. */
  readonly browserSecret: string
  /** As typed. */
  readonly code: string
  readonly userAgent: string
}

/** The secret of the new session's cookie; null where several customers have the address, one of whom is to be chosen. */
type SignedIn = { readonly cookieSecret: string | null }

/**
 * Signs in by the code of a request. Refuses `sign_in_code_invalid`, and tells nobody whether the code, the browser, the request or its
 * time was wrong.
 */
export async function signIn(deps: Deps, proof: Proof): Promise<Result<SignedIn>> {
  const { accountId, signInId } = proof
  deps.enter(accountId)
  const code = typedCode(proof.code)
  if (code === null) return refuse('sign_in_code_invalid')
  const signIns = signInsOf(deps.db, accountId)
  const browserHash = await hashSecret(proof.browserSecret)
  const found = await signIns.tried(signInId, browserHash, deps.now())
  // Somebody who went back to the code, or pressed twice.
  if (!found && (await signIns.proven(signInId, browserHash, deps.now()))) return ok({ cookieSecret: null })
  const isRight = found && (await isSignInCode(deps.linkKeys, found.signIn.keyId, signInId, code))
  const [customer] = found?.customers ?? []
  if (!isRight || !customer) return refuse('sign_in_code_invalid')
  if (found.customers.length === 1) return open(deps, proof, customer)
  const now = deps.now()
  await commitUnit(deps, unitOfWork(visitorOf(accountId, signInId)), [], now, [signIns.proved(signInId, now)])
  return ok({ cookieSecret: null })
}

/** Signs in as one of the customers who have the address that was proven. Refuses `sign_in_code_invalid` for any other. */
export async function signInAs(
  deps: Deps,
  proof: Omit<Proof, 'code'> & { readonly customerId: string },
): Promise<Result<SignedIn>> {
  const { accountId, signInId, browserSecret, customerId } = proof
  deps.enter(accountId)
  const proven = await signInsOf(deps.db, accountId).proven(signInId, await hashSecret(browserSecret), deps.now())
  const customer = proven?.customers.find(({ id }) => id === customerId)
  return customer ? open(deps, proof, customer) : refuse('sign_in_code_invalid')
}

/** Opens the one session of a request; of several that come at once, one. */
async function open(
  deps: Deps,
  { accountId, signInId, userAgent }: Omit<Proof, 'code'>,
  { id: customerId }: Customer,
): Promise<Result<SignedIn>> {
  const now = deps.now()
  const signIns = signInsOf(deps.db, accountId)
  const { cookieSecret, row } = await newSession(deps, byCode({ accountId, customerId, userAgent }, now))
  const unit = withConditions(unitOfWork(visitorOf(accountId, signInId)), [signIns.unused(signInId)])
  try {
    await commitUnit(deps, unit, [], now, [signIns.used(signInId, now), row])
  } catch (fault) {
    if (isLostLease(fault) || isErased(fault)) return refuse('sign_in_code_invalid')
    throw fault
  }
  return ok({ cookieSecret })
}
