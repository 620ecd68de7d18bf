import { signInLimits, typedCode } from '../../core/portal/sign-in.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { isSignInCode } from '../../crypto/portal-secrets.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { DatabaseUnavailable, isErased, isLostLease } from '../../db/conflict.ts'
import { deploymentSignInsOf } from '../../db/repositories/deployment-sign-ins.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import { type MerchantOfAddress, merchantsOfAddress } from '../../db/screens/customers-of-address.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, unitOfWork, withConditions } from '../unit-of-work.ts'
import { byCode, newSession } from './open-session.ts'
import { visitorOf } from './visitor.ts'

type Browser = {
  readonly signInId: string
  /** Of the browser, by the cookie that it got when it asked. */
  readonly browserSecret: string
}

type Chosen = { readonly accountId: string; readonly customerId: string }

/** What was chosen for an address that was proven. */
type Entered = Chosen & { readonly address: string; readonly userAgent: string }

/** A session at one merchant, and the secret of its cookie. */
type Opened = { readonly accountId: string; readonly cookieSecret: string }

/**
 * Proves an address by the code of a request, and opens the session where it is one customer's of one merchant; null where there is
 * something to choose, or nothing, or the address was proven before. Refuses `sign_in_code_invalid` without saying why, as at a
 * merchant's page.
 */
export async function signInAtDeployment(
  deps: Deps,
  { signInId, browserSecret, code: typed, userAgent }: Browser & { readonly code: string; readonly userAgent: string },
): Promise<Result<Opened | null>> {
  const code = typedCode(typed)
  if (code === null) return refuse('sign_in_code_invalid')
  const signIns = deploymentSignInsOf(deps.directory.home)
  const browserHash = await hashSecret(browserSecret)
  const signIn = await signIns.tried(signInId, browserHash, deps.now())
  // Somebody who went back to the code, or pressed twice.
  if (!signIn && (await signIns.proven(signInId, browserHash, deps.now()))) return ok(null)
  if (!signIn || !(await isSignInCode(deps.linkKeys, signIn.keyId, signInId, code)))
    return refuse('sign_in_code_invalid')
  // Before anything that can fail, so that the code need not be given again.
  await signIns.prove(signInId, deps.now())
  const { address } = signIn
  const only = onlyChoice(await merchantsOfAddress(deps.directory, address))
  return only ? open(deps, signInId, { ...only, address, userAgent }) : ok(null)
}

type Merchants = Awaited<ReturnType<typeof merchantsOfAddress>>

const canBeChosen = ({ hasLoginPage }: MerchantOfAddress): boolean => hasLoginPage

/** Null where there are several, or none, or none that a session can be written for just now. */
function onlyChoice({ merchants, hasMore }: Merchants): Chosen | null {
  const [only, ...others] = merchants
    .filter(canBeChosen)
    .flatMap(({ account, isOpen, customers }) =>
      customers.map(({ id: customerId }) => ({ account, isOpen, customerId })),
    )
  if (!only?.isOpen || others.length > 0 || hasMore) return null
  return { accountId: only.account.id, customerId: only.customerId }
}

/** The merchants to choose from, and whether there are more than are shown; null where the address was not proven in this browser. */
export async function merchantsToChoose(deps: Deps, { signInId, browserSecret }: Browser) {
  const { home } = deps.directory
  const proven = await deploymentSignInsOf(home).proven(signInId, await hashSecret(browserSecret), deps.now())
  if (!proven) return null
  const found = await merchantsOfAddress(deps.directory, proven.address)
  const merchants = found.merchants.filter(canBeChosen)
  return {
    merchants: merchants.slice(0, signInLimits.merchants),
    hasMore: found.hasMore || merchants.length > signInLimits.merchants,
  }
}

/**
 * Opens the session of a customer who has the address that was proven. Refuses `sign_in_code_invalid` for anybody else. Throws
 * DatabaseUnavailable at the end of the merchant's move, and uses nothing up.
 */
export async function signInAtMerchant(
  deps: Deps,
  { signInId, browserSecret, userAgent, ...chosen }: Browser & Chosen & { readonly userAgent: string },
): Promise<Result<Opened>> {
  const { home } = deps.directory
  const proven = await deploymentSignInsOf(home).proven(signInId, await hashSecret(browserSecret), deps.now())
  if (!proven) return refuse('sign_in_code_invalid')
  deps.enter(chosen.accountId)
  const { address } = proven
  const { customers, isOpen } = await signInsOf(deps.db, chosen.accountId).customersAt(address)
  if (!customers.some(({ id }) => id === chosen.customerId)) return refuse('sign_in_code_invalid')
  if (!isOpen) throw new DatabaseUnavailable()
  return open(deps, signInId, { ...chosen, address, userAgent })
}

/**
 * Opens the one session of a request. It is stored with its merchant, perhaps in another database than the request, which is taken for
 * it first: if the second write is lost, there is no session, and never two. If it is refused, since the customer has been erased or has
 * another address by now, the request is given back.
 */
async function open(
  deps: Deps,
  signInId: string,
  { accountId, customerId, address, userAgent }: Entered,
): Promise<Result<Opened>> {
  const now = deps.now()
  const signIns = deploymentSignInsOf(deps.directory.home)
  const { session, cookieSecret, row } = await newSession(deps, byCode({ accountId, customerId, userAgent }, now))
  if (!(await signIns.takeFor(signInId, session.id))) return refuse('sign_in_code_invalid')
  deps.enter(accountId)
  const isTheirs = signInsOf(deps.db, accountId).hasAddress(customerId, address)
  try {
    await commitUnit(deps, withConditions(unitOfWork(visitorOf(accountId, signInId)), [isTheirs]), [], now, [row])
  } catch (fault) {
    if (!isLostLease(fault) && !isErased(fault)) throw fault
    await signIns.release(signInId, session.id)
    return refuse('sign_in_code_invalid')
  }
  return ok({ accountId, cookieSecret })
}
