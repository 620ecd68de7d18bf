import type { Random } from './random.ts'
import type { Value } from './value-generator.ts'

type Entries = readonly (readonly [string, Value])[]

/** Percent-encoding that also encodes a lone surrogate, as no browser would. */
const encoded = (text: string): string =>
  [...text].map((letter) => (letter.isWellFormed() ? encodeURIComponent(letter) : '%ED%A0%80')).join('')

const plain = (value: Value): string =>
  value !== null && typeof value === 'object' && 'raw' in value ? value.raw : String(value)

/** `a[b][0]=c`, with plain or encoded brackets, and lists with or without indices. */
export function encodeForm(random: Random, entries: Entries): string {
  const isEncoded = random.percent(20)
  const bracket = (name: string) => (isEncoded ? `%5B${encoded(name)}%5D` : `[${encoded(name)}]`)
  const pairs = (name: string, value: Value): string[] => {
    if (Array.isArray(value)) {
      const isCounted = random.percent(60)
      return value.flatMap((item, i) => pairs(`${name}${isCounted ? bracket(String(i)) : '[]'}`, item))
    }
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && 'entries' in value)
      return (value.entries as Entries).flatMap(([inner, item]) => pairs(`${name}${bracket(inner)}`, item))
    return [`${name}=${value === null ? '' : encoded(plain(value))}`]
  }
  return entries.flatMap(([name, value]) => pairs(encoded(name), value)).join('&')
}

/** JSON in which names may occur twice and numbers are written in any form. */
export function encodeJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(encodeJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if ('raw' in value) return value.raw
  const { entries } = value as { entries: Entries }
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${encodeJson(item)}`).join(',')}}`
}
