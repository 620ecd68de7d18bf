import { isLostLease } from '../../db/conflict.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, unitOfWork, withConditions } from '../unit-of-work.ts'
import { newSignIn, type WantedCode } from './new-sign-in.ts'
import { visitorOf } from './visitor.ts'

/**
 * Writes a request to sign in and returns its id, also where it is one too many for the address and is not written, or the address is
 * nobody's: nobody can tell. Mailing the code is another step, after the response.
 */
export async function requestSignIn(
  deps: Deps,
  { accountId, ...wanted }: WantedCode & { readonly accountId: string },
): Promise<string> {
  deps.enter(accountId)
  const request = await newSignIn(deps, wanted)
  const { id, address, createdAt } = request
  const signIns = signInsOf(deps.db, accountId)
  const unit = withConditions(unitOfWork(visitorOf(accountId, id)), signIns.mayAsk(address, createdAt))
  try {
    await commitUnit(deps, unit, [], createdAt, [signIns.asked(request)])
  } catch (fault) {
    if (!isLostLease(fault)) throw fault
  }
  return id
}
