import type { Passkey } from '../core/portal/passkey.ts'
import { base64url } from './secret-token.ts'

/** How signatures are verified, by the algorithm's number in COSE: ES256 and RS256, of which every device has one. */
export const algorithms: Readonly<Record<number, { readonly key: KeyAlgorithm; readonly verify: SignAlgorithm }>> = {
  [-7]: { key: { name: 'ECDSA', namedCurve: 'P-256' }, verify: { name: 'ECDSA', hash: 'SHA-256' } },
  [-257]: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, verify: { name: 'RSASSA-PKCS1-v1_5' } },
}
type KeyAlgorithm = { readonly name: string; readonly namedCurve?: string; readonly hash?: string }
type SignAlgorithm = { readonly name: string; readonly hash?: string }

/** What a browser says of a passkey: the JSON of a `PublicKeyCredential` (WebAuthn level 3), with its client data read. */
export type Answer = {
  readonly id: string
  readonly response: Readonly<Record<string, unknown>>
  readonly clientData: {
    readonly type: string
    readonly challenge: string
    readonly origin: string
    readonly crossOrigin: unknown
  }
}

/** Reads an answer; null if it has not that form. Nothing of it is verified yet. */
export function readAnswer(text: string): Answer | null {
  const { id, type, response } = objectIn(text)
  if (typeof id !== 'string' || type !== 'public-key' || typeof response !== 'object' || response === null) return null
  const said = response as Record<string, unknown>
  const { type: kind, challenge, origin, crossOrigin } = objectIn(textOf(said.clientDataJSON))
  if (typeof kind !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string') return null
  return { id, response: said, clientData: { type: kind, challenge, origin, crossOrigin } }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The bytes of base64url; none for anything else. */
export function bytesOf(encoded: unknown): Uint8Array<ArrayBuffer> {
  if (typeof encoded !== 'string' || !/^[\w-]*$/.test(encoded) || encoded.length % 4 === 1) return new Uint8Array()
  return Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}

export const textOf = (encoded: unknown): string => new TextDecoder().decode(bytesOf(encoded))

/**
 * The passkey that was made for a host and whose user the device has verified; null otherwise. Without an attestation a device proves nothing
 * about a new key, so that the browser's reading of it is as good as ours.
 */
export async function attested(
  { id, response }: Answer,
  host: string,
): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'algorithm' | 'counter'> | null> {
  const { publicKey, publicKeyAlgorithm: algorithm } = response
  const data = await deviceData(response.authenticatorData, host)
  if (data?.credentialId !== id || typeof publicKey !== 'string' || typeof algorithm !== 'number') return null
  const key = await importKey({ publicKey, algorithm })
  return key && { credentialId: id, publicKey, algorithm, counter: data.counter }
}

/** The counter of a passkey that signed an answer for a host, with its user verified; null otherwise. */
export async function authenticated(
  { id, response }: Answer,
  host: string,
  passkey: Pick<Passkey, 'credentialId' | 'publicKey' | 'algorithm'>,
): Promise<number | null> {
  const data = await deviceData(response.authenticatorData, host)
  const key = await importKey(passkey)
  if (!data || !key || id !== passkey.credentialId) return null
  const signed = bytesOf(response.signature)
  const signature = key.algorithm.name === 'ECDSA' ? fromDer(signed) : signed
  const message = [...bytesOf(response.authenticatorData), ...(await sha256(bytesOf(response.clientDataJSON)))]
  const { verify } = algorithms[passkey.algorithm]!
  const isRight = signature && (await crypto.subtle.verify(verify, key, signature, Uint8Array.from(message)))
  return isRight ? data.counter : null
}

/** As WebAuthn has it (https://www.w3.org/TR/webauthn-3/#credential-id). */
const longestIdBytes = 1023

const flags = { userPresent: 0x01, userVerified: 0x04, hasCredential: 0x40 }

/** What the device says, if it is for this host and its user is there and verified; null otherwise. */
async function deviceData(encoded: unknown, host: string) {
  const bytes = bytesOf(encoded)
  if (bytes.length < 37) return null
  const view = new DataView(bytes.buffer)
  const has = (flag: number) => (view.getUint8(32) & flag) !== 0
  const hostHash = base64url(await sha256(new TextEncoder().encode(host)))
  if (base64url(bytes.subarray(0, 32)) !== hostHash || !has(flags.userPresent) || !has(flags.userVerified)) return null
  // The id of a new credential stands behind 16 bytes that name the device's model, and its own length.
  const idBytes = has(flags.hasCredential) && bytes.length >= 55 ? view.getUint16(53) : null
  const isId = idBytes !== null && idBytes <= longestIdBytes
  const credentialId = isId ? base64url(bytes.subarray(55, 55 + idBytes)) : null
  return { counter: view.getUint32(33), credentialId }
}

/** A public key as browsers give it, in SPKI; null if it is none of its algorithm. */
async function importKey({
  publicKey,
  algorithm,
}: Pick<Passkey, 'publicKey' | 'algorithm'>): Promise<CryptoKey | null> {
  const known = algorithms[algorithm]
  if (!known) return null
  try {
    return await crypto.subtle.importKey('spki', bytesOf(publicKey), known.key, false, ['verify'])
  } catch {
    return null
  }
}

/** The two numbers of an ECDSA signature, 32 bytes each, from the ASN.1 in which devices write them; null if it is not that. */
function fromDer(der: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const raw = new Uint8Array(64)
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null
  let at = 2
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0
    const number = der.subarray(at + 2, at + 2 + length)
    const digits = number.length === 33 && number[0] === 0 ? number.subarray(1) : number
    if (der[at] !== 0x02 || length === 0 || number.length !== length || digits.length > 32) return null
    raw.set(digits, end - digits.length)
    at += 2 + length
  }
  return at === der.length ? raw : null
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
