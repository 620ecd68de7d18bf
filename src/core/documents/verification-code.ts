/** Base32 as Crockford writes it, for people who read aloud and type: without I, L, O and U (https://www.crockford.com/base32.html). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** In characters, each of 5 bits: too many codes to guess one at any rate that the page answers. */
const codeLength = 12

/** A verification code from at least 12 random bytes. */
export const codeFrom = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, codeLength), (byte) => alphabet[byte & 31]).join('')

/** As it is printed: `7K3M-Q9TZ-4WXA`. */
export const inGroups = (code: string): string => code.replace(/.{4}(?=.)/g, '$&-')

/**
 * What somebody typed, as the code that is meant: capitals or not, with any marks between, and O, I and L for the digits they look
 * like.
 */
export const typedCode = (text: string): string =>
  text
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
