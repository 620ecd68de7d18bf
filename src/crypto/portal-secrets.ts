import { assert } from '../core/assert.ts'
import { hmac } from './hmac.ts'
import type { LinkKeys } from './link-keys.ts'
import { base64url } from './secret-token.ts'

/**
 * The six digits that are mailed for a request to sign in. They follow from its id and the key, so that they are stored nowhere; null if
 * the key of that id is gone.
 */
export async function signInCode(keys: LinkKeys, keyId: string, signInId: string): Promise<string | null> {
  const key = keys.find(keyId)
  if (!key) return null
  const bytes = await hmac(await hmac(key, 'remit/sign-in-code'), signInId)
  // 2^48 numbers fall on a million codes, so that none is noticeably likelier.
  const number = bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
  return String(number % 1_000_000).padStart(6, '0')
}

/** Whether six digits are the code of a request. They are compared in the same time, wherever they differ. */
export async function isSignInCode(keys: LinkKeys, keyId: string, signInId: string, code: string): Promise<boolean> {
  const right = await signInCode(keys, keyId, signInId)
  const differences = (one: string) =>
    [...one].reduce((found, digit, i) => found | (digit.charCodeAt(0) ^ code.charCodeAt(i)), 0)
  return right !== null && differences(right) === 0
}

/**
 * The secret of a session's cookie from that of the link that opens it. The link is in a history and perhaps in a log, the cookie in one
 * browser only; and opening the link needs no write.
 */
export async function cookieSecretOf(keys: LinkKeys, linkSecret: string): Promise<string> {
  const key = keys.find(keys.currentId)
  assert(key, 'the current link key exists')
  return base64url(await hmac(await hmac(key, 'remit/portal-cookie'), linkSecret))
}

/**
 * The secret of the link that opens a session which the API created. It follows from the session's id and the key, so that it is stored
 * nowhere, and a repeated request gets the same link.
 */
export async function linkSecretOf(keys: LinkKeys, accountId: string, sessionId: string): Promise<string> {
  const key = keys.find(keys.currentId)
  assert(key, 'the current link key exists')
  return base64url(await hmac(await hmac(key, 'remit/portal-link'), `${accountId}/${sessionId}`))
}
