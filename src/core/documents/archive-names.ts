import { oneLine } from '../one-line.ts'

/** In characters, so that no file system refuses it. */
const longestName = 100

/** The names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Gives a file name to one number after the other, without its extension: without what a file system could misread, and different also
 * where capitals and small letters are the same.
 */
export function archiveNaming(): (number: string) => string {
  const taken = new Set<string>()
  return (number) => {
    const plain = plainName(number)
    for (let nth = 1; ; nth++) {
      const name = nth === 1 ? plain : `${plain} (${nth})`
      const key = name.normalize('NFC').toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return name
    }
  }
}

/** A file name for each number. */
export const archiveNames = (numbers: readonly string[]): string[] => numbers.map(archiveNaming())

function plainName(number: string): string {
  const clean = oneLine(number.toWellFormed().replace(/[\\/:*?"<>|\p{Cc}\p{Bidi_Control}]/gu, '-'))
  const name = [...clean.replace(/^[. ]+|[. ]+$/g, '')].slice(0, longestName).join('')
  return name === '' || reserved.test(name) ? `_${name}` : name
}
