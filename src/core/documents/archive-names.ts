import { oneLine } from '../one-line.ts'

/** In characters, so that no file system refuses it. */
const longestName = 100

/** The names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A file name for each number, without its extension: without what a file system could misread, and different also where capitals and
 * small letters are the same.
 */
export function archiveNames(numbers: readonly string[]): string[] {
  const taken = new Set<string>()
  return numbers.map((number) => {
    const plain = plainName(number)
    for (let nth = 1; ; nth++) {
      const name = nth === 1 ? plain : `${plain} (${nth})`
      const key = name.normalize('NFC').toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return name
    }
  })
}

function plainName(number: string): string {
  const clean = oneLine(number.toWellFormed().replace(/[\\/:*?"<>|\p{Cc}\p{Bidi_Control}]/gu, '-'))
  const name = [...clean.replace(/^[. ]+|[. ]+$/g, '')].slice(0, longestName).join('')
  return name === '' || reserved.test(name) ? `_${name}` : name
}
