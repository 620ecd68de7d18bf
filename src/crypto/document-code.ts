import { assert } from '../core/assert.ts'
import { codeFrom } from '../core/documents/verification-code.ts'
import { hex } from '../core/hex.ts'
import { hmac } from './hmac.ts'
import type { LinkKeys } from './link-keys.ts'

const encoder = new TextEncoder()

/**
 * The verification code of a document from everything that tells it from others, its content included. Deterministic while the link key
 * is current, so that a document drawn again carries the same; nobody without the key can derive it.
 */
export async function documentCode(keys: LinkKeys, distinction: unknown): Promise<string> {
  const linkKey = keys.find(keys.currentId)
  assert(linkKey, 'the current link key exists')
  // A key of its own: what is signed for links starts otherwise, and no link's signature can become a code.
  const key = await hmac(linkKey, 'remit/document-code')
  return codeFrom(await hmac(key, JSON.stringify(distinction)))
}

/** The stored form of a code: SHA-256 in hexadecimal. */
export const hashCode = async (code: string): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', encoder.encode(code)))
