import { hex } from '../core/hex.ts'

/** A new secret of 256 random bits, as 43 letters of base64url. */
export const newSecret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)))

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** The last letter has two bits that belong to no byte and are zero, so that each secret has one spelling only. */
export const looksLikeSecret = (text: string): boolean => /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text)

/** The stored form of a secret: SHA-256 in hexadecimal. It is long and random, so its hash needs no salt. */
export const hashSecret = async (secret: string): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)))
