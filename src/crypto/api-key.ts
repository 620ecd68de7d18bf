import { hex } from '../core/hex.ts'

/** The stored form of a secret key: SHA-256 in hex. A key has more than 128 random bits, so no salt is needed. */
export async function hashApiKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return hex(digest)
}

/** Whether a text has the form of a secret key, checked before any query. */
export const looksLikeApiKey = (text: string): boolean => /^sk_(test|live)_[A-Za-z0-9]{24,120}$/.test(text)
