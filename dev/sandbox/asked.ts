import { invalid } from './problem.ts'

/** What a control is asked with: the JSON body and the query as one. */
export type Asked = Readonly<Record<string, unknown>>

const dayMs = 86_400_000
const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs }

/** A length of time: milliseconds, or a number with a unit such as `3d` or `90m`. */
export function durationMs(asked: unknown): number {
  if (typeof asked === 'number' && Number.isSafeInteger(asked) && asked >= 0) return asked
  const [, count, unit = 'ms'] = /^(\d{1,9})\s*(ms|s|m|h|d|w)?$/.exec(String(asked)) ?? []
  if (count === undefined)
    throw invalid(`\`${String(asked)}\` is not a length of time; try "3d".`, { param: 'advance' })
  return Number(count) * (unitsMs[unit] ?? 1)
}

/** A text that must be there. */
export function text(asked: Asked, name: string): string {
  const found = optional(asked, name)
  if (found === null) throw invalid(`Missing \`${name}\`.`, { code: 'parameter_missing', param: name })
  return found
}

export const optional = (asked: Asked, name: string): string | null => {
  const value = asked[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** An amount in minor units. */
export function amount(asked: Asked): number {
  const value = Number(asked.amount)
  if (!Number.isSafeInteger(value) || value < 1)
    throw invalid('`amount` must be a positive integer.', { param: 'amount' })
  return value
}

export const texts = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null)
