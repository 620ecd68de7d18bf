import { randomBytes } from 'node:crypto'
import { hashApiKey } from '../src/crypto/api-key.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const length = 40

/** A new secret key, to be shown once, and its stored form. 40 letters out of 62 hold more than 230 random bits. */
export async function newApiKey(livemode: boolean): Promise<{ key: string; hash: string }> {
  const key = `sk_${livemode ? 'live' : 'test'}_${letters()}`
  return { key, hash: await hashApiKey(key) }
}

/** Bytes from the last, incomplete run of the alphabet are thrown away, so that every letter is as likely. */
function letters(): string {
  const most = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length))
      if (byte < most && text.length < length) text += alphabet[byte % alphabet.length]
  }
  return text
}
