import { oneLine } from '../core/one-line.ts'

/** Whether a header can carry the text unencoded; `=?` would start an encoded word. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && !text.includes('=?')

/** Whether a text is exactly one address, so that it cannot inject a second address or header line. */
export const isOneAddress = (text: string): boolean =>
  /^[^\s@<>"(),:;[\]\\\p{Cc}]+@[^\s@<>"(),:;[\]\\\p{Cc}]+$/u.test(text)

/** A header's text (RFC 5322), encoded if needed. Line breaks become blanks, since they would start another header. */
export function headerText(text: string): string {
  const line = oneLine(text)
  return isPlain(line) ? line : encodedWords(line)
}

/** A name with its address, for `From`. The name cannot add another address. */
export function namedAddress(name: string, address: string): string {
  const line = oneLine(name)
  if (line === '') return address
  const phrase = isPlain(line) ? `"${line.replace(/["\\]/g, '\\$&')}"` : encodedWords(line)
  return `${phrase} <${address}>`
}

const maxBytes = 36

/** RFC 2047 encoded words of at most 75 characters, each of whole characters, on folded lines. */
function encodedWords(text: string): string {
  const encoder = new TextEncoder()
  const words: Uint8Array[][] = [[]]
  let length = 0
  for (const character of text) {
    const bytes = encoder.encode(character)
    length += bytes.length
    if (length > maxBytes) {
      words.push([])
      length = bytes.length
    }
    words.at(-1)!.push(bytes)
  }
  return words.map((characters) => `=?UTF-8?B?${base64(characters)}?=`).join('\r\n ')
}

const base64 = (characters: readonly Uint8Array[]): string =>
  btoa(characters.map((bytes) => String.fromCharCode(...bytes)).join(''))
