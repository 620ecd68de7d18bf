import { oneLine } from '../core/one-line.ts'

/** Characters that a header can carry as they are; `=?` would be read as the beginning of an encoded word. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && !text.includes('=?')

/** Whether a text is one address and nothing else, so that no second one and no second line can hide in a header. */
export const isOneAddress = (text: string): boolean =>
  /^[^\s@<>"(),:;[\]\\\p{Cc}]+@[^\s@<>"(),:;[\]\\\p{Cc}]+$/u.test(text)

/** A header's text (RFC 5322), encoded where it is not plain. Line breaks become blanks: they would begin another header. */
export function headerText(text: string): string {
  const line = oneLine(text)
  return isPlain(line) ? line : encodedWords(line)
}

/** A name with its address, for `From`. Whatever is in the name, the address stays the only one. */
export function namedAddress(name: string, address: string): string {
  const line = oneLine(name)
  if (line === '') return address
  const phrase = isPlain(line) ? `"${line.replace(/["\\]/g, '\\$&')}"` : encodedWords(line)
  return `${phrase} <${address}>`
}

const mostBytes = 36

/** RFC 2047: words of at most 75 characters, each whole letters, on lines of their own that the reader joins again. */
function encodedWords(text: string): string {
  const encoder = new TextEncoder()
  const words: Uint8Array[][] = [[]]
  let length = 0
  for (const letter of text) {
    const bytes = encoder.encode(letter)
    length += bytes.length
    if (length > mostBytes) {
      words.push([])
      length = bytes.length
    }
    words.at(-1)!.push(bytes)
  }
  return words.map((letters) => `=?UTF-8?B?${base64(letters)}?=`).join('\r\n ')
}

const base64 = (letters: readonly Uint8Array[]): string =>
  btoa(letters.map((bytes) => String.fromCharCode(...bytes)).join(''))
