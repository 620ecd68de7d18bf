import type { Luck } from './luck.ts'
import type { Value } from './values.ts'

type Entries = readonly (readonly [string, Value])[]

/** Percent-encoding that also takes half a letter, as no browser would send it. */
const encoded = (text: string): string =>
  [...text].map((letter) => (letter.isWellFormed() ? encodeURIComponent(letter) : '%ED%A0%80')).join('')

const plain = (value: Value): string =>
  value !== null && typeof value === 'object' && 'raw' in value ? value.raw : String(value)

/** `a[b][0]=c`, with brackets as they are or encoded, and lists in either of their two ways. */
export function asForm(luck: Luck, entries: Entries): string {
  const isEncoded = luck.percent(20)
  const bracket = (name: string) => (isEncoded ? `%5B${encoded(name)}%5D` : `[${encoded(name)}]`)
  const pairs = (name: string, value: Value): string[] => {
    if (Array.isArray(value)) {
      const isCounted = luck.percent(60)
      return value.flatMap((item, i) => pairs(`${name}${isCounted ? bracket(String(i)) : '[]'}`, item))
    }
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && 'entries' in value)
      return (value.entries as Entries).flatMap(([inner, item]) => pairs(`${name}${bracket(inner)}`, item))
    return [`${name}=${value === null ? '' : encoded(plain(value))}`]
  }
  return entries.flatMap(([name, value]) => pairs(encoded(name), value)).join('&')
}

/** JSON in which names may come twice and numbers are written in any way. */
export function asJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(asJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if ('raw' in value) return value.raw
  const { entries } = value as { entries: Entries }
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${asJson(item)}`).join(',')}}`
}
