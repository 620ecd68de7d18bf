import { longestKey, longestValue, type MetadataChange, maxKeys } from '../../core/metadata.ts'
import { ok } from '../../core/result.ts'
import { invalid, prose, text } from './kinds.ts'
import type { Kind } from './table.ts'

const key = text(longestKey, { pattern: /^[^[\]]+$/, reason: 'its names must not hold square brackets' })
const textValue = prose(longestValue)

/** Keys and values; an empty value removes its key, an empty whole removes all. */
export const metadata: Kind<MetadataChange> = (value, param) => {
  if (value === '' || value === null) return ok('clear')
  if (!(value instanceof Map)) return invalid(param, 'it must be an object')
  if (value.size > maxKeys) return invalid(param, `it must hold at most ${maxKeys} names`)
  const change: [string, string | null][] = []
  for (const [name, given] of value) {
    const path = `${param}[${name.slice(0, longestKey)}]`
    const named = key(name, path)
    if (!named.ok) return named
    const isPlain = typeof given === 'number' || typeof given === 'boolean'
    const read = given === '' || given === null ? ok(null) : textValue(isPlain ? String(given) : given, path)
    if (!read.ok) return read
    change.push([name, read.value])
  }
  return ok(new Map(change))
}
