import { signInAddress, signInLimits } from '../../core/portal/sign-in.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { isLostLease } from '../../db/conflict.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, unitOfWork, withConditions } from '../unit-of-work.ts'
import { visitorOf } from './visitor.ts'

type Wanted = { readonly accountId: string; readonly address: string; readonly browserSecret: string }

/**
 * Writes a request to sign in and returns its id, also where it is one too many for the address and is not written, or the address is
 * nobody's: nobody can tell. Mailing the code is another step, after the response.
 */
export async function requestSignIn(deps: Deps, { accountId, address, browserSecret }: Wanted): Promise<string> {
  deps.enter(accountId)
  const id = deps.newId('signIn')
  const createdAt = deps.now()
  const signIns = signInsOf(deps.db, accountId)
  const request = {
    id,
    address: signInAddress(address),
    keyId: deps.linkKeys.currentId,
    browserHash: await hashSecret(browserSecret),
    createdAt,
    expiresAt: createdAt + signInLimits.validMs,
  }
  const unit = withConditions(unitOfWork(visitorOf(accountId, id)), signIns.mayAsk(request.address, createdAt))
  try {
    await commitUnit(deps, unit, [], createdAt, [signIns.asked(request)])
  } catch (fault) {
    if (!isLostLease(fault)) throw fault
  }
  return id
}
