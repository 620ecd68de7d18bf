import { createHash } from 'node:crypto'

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (data: Uint8Array | string): Uint8Array => createHash('sha256').update(data).digest()
const bytes = (...parts: readonly (Uint8Array | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part)))

/** What of a ceremony can be made wrong. */
export type Changes = {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  readonly isVerified?: boolean
  readonly isPresent?: boolean
  readonly counter?: number
  readonly userHandle?: string
  readonly signedBy?: CryptoKey
}

type Options = {
  readonly challenge: string
  readonly rp?: { readonly id: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
}

export type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>

/** A device with one passkey, ES256 or RS256, as WebAuthn level 3 describes it, which also answers wrongly if asked to. */
export async function newAuthenticator(origin: string, isRsa = false, idBytes = 16) {
  const credentialId = crypto.getRandomValues(new Uint8Array(idBytes))
  const algorithm = isRsa
    ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
    : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const id = base64url(credentialId)
  let userHandle = ''
  let counter = 0

  const clientData = (type: string, { challenge }: Options, changes: Changes) =>
    Buffer.from(
      JSON.stringify({
        type: changes.type ?? type,
        challenge: changes.challenge ?? challenge,
        origin: changes.origin ?? origin,
        crossOrigin: false,
      }),
    )

  function authenticatorData({ rp, rpId = rp?.id ?? '' }: Options, changes: Changes, attested?: Uint8Array): Buffer {
    const { isPresent = true, isVerified = true } = changes
    const flags = (isPresent ? 0x01 : 0) | (isVerified ? 0x04 : 0) | (attested ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(changes.counter ?? counter)
    return bytes(sha256(changes.rpId ?? rpId), [flags], count, attested ?? [])
  }

  const credential = (response: Record<string, string | number>) => JSON.stringify({ id, type: 'public-key', response })

  return {
    id,
    privateKey: pair.privateKey,
    count: (to: number) => {
      counter = to
    },

    /** Answers the options to make a passkey, without an attestation. */
    async create(options: Options, changes: Changes = {}): Promise<string> {
      userHandle = options.user!.id
      const publicKey = new Uint8Array((await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer)
      // The key stands behind it too, as long as it is in COSE, which nobody reads there.
      const key = new Uint8Array(isRsa ? 272 : 77)
      const attested = bytes(new Uint8Array(16), [idBytes >> 8, idBytes & 255], credentialId, key)
      return credential({
        clientDataJSON: base64url(clientData('webauthn.create', options, changes)),
        authenticatorData: base64url(authenticatorData(options, changes, attested)),
        publicKey: base64url(publicKey),
        publicKeyAlgorithm: isRsa ? -257 : -7,
      })
    },

    /** Answers the options to sign in. */
    async get(options: Options, changes: Changes = {}): Promise<string> {
      const client = clientData('webauthn.get', options, changes)
      const data = authenticatorData(options, changes)
      const key = changes.signedBy ?? pair.privateKey
      const signature = await crypto.subtle.sign(algorithm, key, new Uint8Array(bytes(data, sha256(client))))
      return credential({
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(isRsa ? new Uint8Array(signature) : inDer(new Uint8Array(signature))),
        userHandle: changes.userHandle ?? userHandle,
      })
    },
  }
}

/** An ECDSA signature as two ASN.1 integers, which authenticators use. */
function inDer(signature: Uint8Array): Buffer {
  const integer = (value: Uint8Array) => {
    const from = value.findIndex((byte) => byte !== 0)
    const short = value.slice(from)
    const content = short[0]! >= 0x80 ? bytes([0], short) : Buffer.from(short)
    return bytes([0x02, content.length], content)
  }
  const content = bytes(integer(signature.slice(0, 32)), integer(signature.slice(32)))
  return bytes([0x30, content.length], content)
}
