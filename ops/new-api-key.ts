import { randomBytes } from 'node:crypto'
import { hashApiKey } from '../src/crypto/api-key.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const length = 40

/** A new secret key, to be shown once, and its stored form. 40 characters out of 62 hold more than 230 random bits. */
export async function newApiKey(livemode: boolean): Promise<{ key: string; hash: string }> {
  const key = `sk_${livemode ? 'live' : 'test'}_${randomCharacters()}`
  return { key, hash: await hashApiKey(key) }
}

/** Bytes above the largest multiple of the alphabet's length are dropped, so that every character is equally likely. */
function randomCharacters(): string {
  const most = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length))
      if (byte < most && text.length < length) text += alphabet[byte % alphabet.length]
  }
  return text
}
