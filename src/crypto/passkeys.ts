import { assert } from '../core/assert.ts'
import { type Passkey, passkeyLimits } from '../core/portal/passkey.ts'
import { hmac } from './hmac.ts'
import type { LinkKeys } from './link-keys.ts'
import { base64url } from './secret-token.ts'
import { type Answer, algorithms, attested, authenticated, readAnswer, textOf } from './web-authn.ts'

/** What a challenge is for: the merchant, the purpose, and a secret or an id of the browser that answers it. */
export type ChallengeOf = {
  readonly accountId: string
  readonly purpose: 'add' | 'sign-in'
  readonly browser: string
}

/** The host's name, for which passkeys are made. */
const relyingParty = (origin: string): string => new URL(origin).hostname

/**
 * A challenge of an instant (ms since 1970), which it contains. It is derived from what it is for and stored nowhere; that it is answered
 * once is up to whoever takes the answer.
 */
export async function passkeyChallenge(
  keys: LinkKeys,
  { accountId, purpose, browser }: ChallengeOf,
  madeAt: number,
): Promise<string> {
  const key = keys.find(keys.currentId)
  assert(key, 'the current link key exists')
  const mac = await hmac(await hmac(key, 'remit/passkey-challenge'), [accountId, purpose, browser, madeAt].join('/'))
  return base64url(new TextEncoder().encode(`${madeAt}.${base64url(mac)}`))
}

/** When a challenge was made (ms since 1970), if it was for this and can still be answered; null otherwise. */
async function madeAtOf(keys: LinkKeys, of: ChallengeOf, challenge: string, nowMs: number): Promise<number | null> {
  const madeAt = Number.parseInt(textOf(challenge), 10)
  const isRecent = madeAt <= nowMs && nowMs < madeAt + passkeyLimits.challengeMs
  return isRecent && challenge === (await passkeyChallenge(keys, of, madeAt)) ? madeAt : null
}

/** Who a passkey is for, as devices keep it: it says nothing about the customer, and is the same for all of their passkeys. */
async function userHandle(accountId: string, customerId: string): Promise<string> {
  const text = new TextEncoder().encode(`${accountId}/${customerId}`)
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))
}

type NewPasskey = {
  readonly accountId: string
  readonly customerId: string
  /** The merchant, and the customer as their device names them. */
  readonly sellerName: string
  readonly userName: string
  /** What the customer has, so that no device gets a second one. */
  readonly known: readonly Pick<Passkey, 'credentialId'>[]
}

/** What a browser needs to make a passkey, as `PublicKeyCredential.parseCreationOptionsFromJSON` reads it. */
export const creationOptions = async (
  origin: string,
  challenge: string,
  { accountId, customerId, sellerName, userName, known }: NewPasskey,
) => ({
  rp: { id: relyingParty(origin), name: sellerName },
  user: { id: await userHandle(accountId, customerId), name: userName, displayName: `${userName} – ${sellerName}` },
  challenge,
  pubKeyCredParams: Object.keys(algorithms)
    .map(Number)
    .map((alg) => ({ type: 'public-key', alg })),
  excludeCredentials: known.map(({ credentialId: id }) => ({ type: 'public-key', id })),
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  attestation: 'none',
  timeout: passkeyLimits.challengeMs,
})

/** What a browser needs to sign in by a passkey, as `PublicKeyCredential.parseRequestOptionsFromJSON` reads it. */
export const requestOptions = (origin: string, challenge: string) => ({
  rpId: relyingParty(origin),
  challenge,
  userVerification: 'required',
  timeout: passkeyLimits.challengeMs,
})

type Asked = { readonly keys: LinkKeys; readonly origin: string; readonly of: ChallengeOf; readonly nowMs: number }

type Made = Pick<Passkey, 'credentialId' | 'publicKey' | 'algorithm' | 'counter' | 'challengedAt'>

/** Reads a new passkey from what the browser says, which is JSON; null if anything about it is wrong. */
export async function newPasskey(asked: Asked, text: string): Promise<Made | null> {
  const answer = readAnswer(text)
  const challengedAt = answer && (await challengeIn(asked, 'webauthn.create', answer))
  const made = answer && (await attested(answer, relyingParty(asked.origin)))
  return made && challengedAt !== null ? { ...made, challengedAt } : null
}

/** The id of the passkey that a browser's answer claims to be of; null if it is none. */
export const credentialIdIn = (text: string): string | null => readAnswer(text)?.id ?? null

/** What a use of a passkey changes in it, from what the browser says; null if anything about it is wrong. */
export async function usedPasskey(
  asked: Asked,
  passkey: Passkey,
  text: string,
): Promise<Pick<Passkey, 'counter' | 'challengedAt'> | null> {
  const answer = readAnswer(text)
  if (answer?.response.userHandle !== (await userHandle(passkey.accountId, passkey.customerId))) return null
  const challengedAt = await challengeIn(asked, 'webauthn.get', answer)
  const counter = await authenticated(answer, relyingParty(asked.origin), passkey)
  if (challengedAt === null || counter === null) return null
  // Devices that do not count always say zero.
  const isCopy = (counter > 0 || passkey.counter > 0) && counter <= passkey.counter
  return isCopy ? null : { counter, challengedAt }
}

/** When the challenge of an answer was made, if it is ours, of this kind, and given to a page of our origin; null otherwise. */
async function challengeIn({ keys, origin, of, nowMs }: Asked, type: string, { clientData }: Answer) {
  const isOurs = clientData.type === type && clientData.origin === origin && clientData.crossOrigin !== true
  return isOurs ? madeAtOf(keys, of, clientData.challenge, nowMs) : null
}
