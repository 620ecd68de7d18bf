import { invalid } from './problem.ts'

/** The parameters of a control: JSON body and query combined. */
export type ControlParams = Readonly<Record<string, unknown>>

const dayMs = 86_400_000
const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs }

/** A duration: milliseconds, or a number with a unit such as `3d` or `90m`. */
export function durationMs(params: unknown): number {
  if (typeof params === 'number' && Number.isSafeInteger(params) && params >= 0) return params
  const [, count, unit = 'ms'] = /^(\d{1,9})\s*(ms|s|m|h|d|w)?$/.exec(String(params)) ?? []
  if (count === undefined)
    throw invalid(`\`${String(params)}\` is not a length of time; try "3d".`, { param: 'advance' })
  return Number(count) * (unitsMs[unit] ?? 1)
}

/** A required text; throws a Problem where it is missing. */
export function requiredText(params: ControlParams, name: string): string {
  const found = optionalText(params, name)
  if (found === null) throw invalid(`Missing \`${name}\`.`, { code: 'parameter_missing', param: name })
  return found
}

export const optionalText = (params: ControlParams, name: string): string | null => {
  const value = params[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** An amount in minor units. */
export function amount(params: ControlParams): number {
  const value = Number(params.amount)
  if (!Number.isSafeInteger(value) || value < 1)
    throw invalid('`amount` must be a positive integer.', { param: 'amount' })
  return value
}

export const texts = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null)
