import { errors, jwtVerify, SignJWT } from 'jose'
import { assert } from '../core/assert.ts'
import type { LinkKeys } from './link-keys.ts'

const audience = 'remit/invoice-page'

/**
 * The claims of a link: one invoice of one account, for one recipient's row. Ids only, because a token's payload is
 * readable.
 */
export type LinkClaims = { readonly accountId: string; readonly invoiceId: string; readonly linkId: string }

/**
 * Signs a link; `expiresAt` in ms since 1970. Deterministic: the same claims give the same token while the key is
 * current.
 */
export function signLink(
  keys: LinkKeys,
  { accountId, invoiceId, linkId }: LinkClaims,
  expiresAt: number,
): Promise<string> {
  const key = keys.find(keys.currentId)
  assert(key, 'the current link key exists')
  return new SignJWT({ acc: accountId, inv: invoiceId })
    .setProtectedHeader({ alg: 'HS256', kid: keys.currentId })
    .setSubject(linkId)
    .setAudience(audience)
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(key)
}

/** `expiresAt` in ms since 1970, as signed. */
type ReadLink = { readonly claims: LinkClaims; readonly expiresAt: number; readonly isExpired: boolean }

/**
 * Three base64url parts. The last character of the signature has two unused bits that must be zero, so that each token
 * has one spelling only.
 */
const shape = /^[\w-]{10,200}\.[\w-]{10,600}\.[\w-]{42}[AEIMQUYcgkosw048]$/

/** The beginning of such a token, as all begin, without its end. */
const beginning = /^eyJ[\w-]*(\.[\w-]*(\.[\w-]{0,42})?)?$/

/** Whether a token looks as if its end was left out when it was copied; only its shape is read. */
export const isCutOff = (token: string): boolean => beginning.test(token)

/**
 * Verifies a link's signature and returns its claims, also if it is expired; null for any other token. `nowMs` in ms
 * since 1970.
 */
export async function readLink(keys: LinkKeys, token: string, nowMs: number): Promise<ReadLink | null> {
  if (!shape.test(token)) return null
  try {
    const { payload } = await jwtVerify(token, ({ kid }: { kid?: string }) => keyOf(keys, kid), verification(nowMs))
    return { ...claimsOf(payload), isExpired: false }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { ...claimsOf(error.payload), isExpired: true }
    if (error instanceof errors.JOSEError || error instanceof UnknownLink) return null
    throw error
  }
}

class UnknownLink extends Error {}

function keyOf(keys: LinkKeys, keyId: string | undefined): Uint8Array {
  const key = keyId === undefined ? undefined : keys.find(keyId)
  if (!key) throw new UnknownLink()
  return key
}

const verification = (nowMs: number) => ({
  algorithms: ['HS256'],
  audience,
  requiredClaims: ['exp', 'sub', 'acc', 'inv'],
  currentDate: new Date(nowMs),
})

function claimsOf({ sub, acc, inv, exp }: { sub?: string; acc?: unknown; inv?: unknown; exp?: number }) {
  if (typeof sub !== 'string' || typeof acc !== 'string' || typeof inv !== 'string' || exp === undefined)
    throw new UnknownLink()
  return { claims: { linkId: sub, accountId: acc, invoiceId: inv }, expiresAt: exp * 1000 }
}
