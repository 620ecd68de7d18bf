import type { Customer } from '../../core/customers/customer.ts'
import { signInLimits, typedCode } from '../../core/portal/sign-in.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { isSignInCode } from '../../crypto/portal-secrets.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { deploymentSignInsOf } from '../../db/repositories/deployment-sign-ins.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import { type MerchantOfAddress, merchantsOfAddress } from '../../db/screens/customers-of-address.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, unitOfWork } from '../unit-of-work.ts'
import { byCode, newSession } from './open-session.ts'
import { visitorOf } from './visitor.ts'

type Browser = {
  readonly signInId: string
  /** Of the browser, by the cookie that it got when it asked. */
  readonly browserSecret: string
}

type Chosen = { readonly accountId: string; readonly customerId: string }

/** A session at one merchant, and the secret of its cookie. */
type Opened = { readonly accountId: string; readonly cookieSecret: string }

/**
 * Proves an address by the code of a request, and opens the session where it is one customer's of one merchant; null where there is
 * something to choose, or nothing. Refuses `sign_in_code_invalid` without saying why, as at a merchant's page.
 */
export async function signInAtDeployment(
  deps: Deps,
  { signInId, browserSecret, code: typed, userAgent }: Browser & { readonly code: string; readonly userAgent: string },
): Promise<Result<Opened | null>> {
  const code = typedCode(typed)
  if (code === null) return refuse('sign_in_code_invalid')
  const signIns = deploymentSignInsOf(deps.directory.home)
  const signIn = await signIns.tried(signInId, await hashSecret(browserSecret), deps.now())
  if (!signIn || !(await isSignInCode(deps.linkKeys, signIn.keyId, signInId, code)))
    return refuse('sign_in_code_invalid')
  const [only, ...others] = choicesOf(await merchantsOfAddress(deps.directory, signIn.address))
  if (only && others.length === 0) return open(deps, signInId, { ...only, userAgent })
  await signIns.prove(signInId, deps.now())
  return ok(null)
}

const choicesOf = (merchants: readonly MerchantOfAddress[]): Chosen[] =>
  merchants
    .filter(({ hasLoginPage }) => hasLoginPage)
    .flatMap(({ account, customers }) => customers.map(({ id }) => ({ accountId: account.id, customerId: id })))

/** The merchants to choose from, and whether there are more than are shown; null where the address was not proven in this browser. */
export async function merchantsToChoose(deps: Deps, { signInId, browserSecret }: Browser) {
  const { home } = deps.directory
  const proven = await deploymentSignInsOf(home).proven(signInId, await hashSecret(browserSecret), deps.now())
  if (!proven) return null
  const merchants = (await merchantsOfAddress(deps.directory, proven.address)).filter(
    ({ hasLoginPage }) => hasLoginPage,
  )
  return {
    merchants: merchants.slice(0, signInLimits.merchants),
    hasMore: merchants.length > signInLimits.merchants,
  }
}

/** Opens the session of a customer who has the address that was proven. Refuses `sign_in_code_invalid` for anybody else. */
export async function signInAtMerchant(
  deps: Deps,
  { signInId, browserSecret, userAgent, ...chosen }: Browser & Chosen & { readonly userAgent: string },
): Promise<Result<Opened>> {
  const { home } = deps.directory
  const proven = await deploymentSignInsOf(home).proven(signInId, await hashSecret(browserSecret), deps.now())
  if (!proven) return refuse('sign_in_code_invalid')
  deps.enter(chosen.accountId)
  const customers: readonly Customer[] = await signInsOf(deps.db, chosen.accountId).customersAt(proven.address)
  const isTheirs = customers.some(({ id }) => id === chosen.customerId)
  return isTheirs ? open(deps, signInId, { ...chosen, userAgent }) : refuse('sign_in_code_invalid')
}

/**
 * Opens the one session of a request. It is stored with its merchant, perhaps in another database than the request, which is taken for
 * it first: if the second write is lost, there is no session, and never two.
 */
async function open(
  deps: Deps,
  signInId: string,
  { accountId, customerId, userAgent }: Chosen & { readonly userAgent: string },
): Promise<Result<Opened>> {
  const now = deps.now()
  const { session, cookieSecret, row } = await newSession(deps, byCode({ accountId, customerId, userAgent }, now))
  if (!(await deploymentSignInsOf(deps.directory.home).takeFor(signInId, session.id)))
    return refuse('sign_in_code_invalid')
  deps.enter(accountId)
  await commitUnit(deps, unitOfWork(visitorOf(accountId, signInId)), [], now, [row])
  return ok({ accountId, cookieSecret })
}
