import { signInAddress, signInLimits } from '../../core/portal/sign-in.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import type { Deps } from '../../deps.ts'

/** What a browser asks for: a code for an address, which works in this browser alone. */
export type WantedCode = { readonly address: string; readonly browserSecret: string }

/** A new request to sign in, of a merchant's page or of the deployment's. */
export async function newSignIn(
  deps: Pick<Deps, 'now' | 'newId' | 'linkKeys'>,
  { address, browserSecret }: WantedCode,
) {
  const createdAt = deps.now()
  return {
    id: deps.newId('signIn'),
    address: signInAddress(address),
    keyId: deps.linkKeys.currentId,
    browserHash: await hashSecret(browserSecret),
    createdAt,
    expiresAt: createdAt + signInLimits.validMs,
  }
}
