import { type Currency, currency as readCurrency } from '../../core/money/currencies.ts'
import { parseDecimal, printDecimal } from '../../core/money/decimal.ts'
import { ok, type Refused, type Result, refuse } from '../../core/result.ts'
import type { Wire } from '../wire/wire.ts'
import { innerParams, type Kind, type Params, readTable, type Table } from './table.ts'

const isEmpty = (value: Wire): boolean => value === '' || value === null

export const invalid = (param: string, reason: string): Refused =>
  refuse('parameter_invalid', { param, values: { reason } })

/** A single value that cannot be unset. */
const scalar =
  <T>(read: Kind<T>): Kind<T> =>
  (value, param) => {
    if (isEmpty(value)) return refuse('parameter_invalid_empty', { param })
    if (typeof value === 'object') return invalid(param, 'it must be a single value')
    return read(value, param)
  }

/** Allows an empty string, or null in JSON, to unset the value. */
export const emptyable = <T>(kind: Kind<T>): Kind<T | null> => {
  const read = (value: Wire, param: string): Result<T | null> => (isEmpty(value) ? ok(null) : kind(value, param))
  return Object.assign(read, innerParams(kind))
}

type Shape = { readonly pattern: RegExp; readonly reason: string }

const oneLine: Shape = { pattern: /^\P{Cc}*$/u, reason: 'it must be one line without control characters' }
const manyLines: Shape = { pattern: /^(\P{Cc}|[\t\n\r])*$/u, reason: 'it must not hold control characters' }

const written = (most: number, shapes: readonly Shape[]): Kind<string> =>
  scalar((value, param) => {
    if (typeof value !== 'string') return invalid(param, 'it must be a string')
    if (value.length > most) return invalid(param, `it must be at most ${most} characters`)
    if (!value.isWellFormed()) return invalid(param, 'it must be Unicode text')
    const failed = shapes.find(({ pattern }) => !pattern.test(value))
    return failed ? invalid(param, failed.reason) : ok(value)
  })

/** One line with a maximum length, optionally of a pattern that `reason` describes. */
export const text = (most: number, shape: Shape = oneLine): Kind<string> => written(most, [oneLine, shape])

/** Text with a maximum length that may have several lines. */
export const prose = (most: number): Kind<string> => written(most, [manyLines])

/** A whole number in plain notation: no exponent, no decimals, no leading zeros. */
export const integer = ({ least = -Number.MAX_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER } = {}): Kind<number> =>
  scalar((value, param) => {
    const written = typeof value === 'boolean' ? '' : String(value)
    if (!/^(0|-?[1-9]\d{0,15})$/.test(written)) return notWhole(param, value)
    const number = Number(written)
    if (number < least) return invalid(param, `it must be at least ${least}`)
    if (number > most) return invalid(param, `it must be at most ${most}`)
    return ok(number)
  })

const notWhole = (param: string, value: Wire): Refused =>
  refuse('parameter_invalid_integer', { param, values: { value: String(value).slice(0, 40) } })

/** A decimal as its shortest string; never a float. */
export const decimal = (rule: { scale?: number; signed?: boolean } = {}): Kind<string> =>
  scalar((value, param) => {
    const read = parseDecimal(typeof value === 'boolean' ? '' : String(value), rule)
    return read.ok ? ok(printDecimal(read.value)) : refuse('decimal_invalid', { param })
  })

export const boolean: Kind<boolean> = scalar((value, param) => {
  if (value === true || value === 'true') return ok(true)
  if (value === false || value === 'false') return ok(false)
  return invalid(param, 'it must be true or false')
})

const latestSecond = 32_503_680_000 // the year 3000

/** Whole seconds since 1970. */
export const seconds: Kind<number> = integer({ least: 0, most: latestSecond })

/** An instant sent in seconds since 1970, read in milliseconds. */
export const instant: Kind<number> = (value, param) => {
  const read = seconds(value, param)
  return read.ok ? ok(read.value * 1000) : read
}

export const oneOf = <const T extends string>(...values: readonly T[]): Kind<T> =>
  scalar((value, param) =>
    values.includes(value as T) ? ok(value as T) : invalid(param, `it must be one of ${values.join(', ')}`),
  )

export const currency: Kind<Currency> = scalar((value, param) => {
  const read = typeof value === 'string' ? readCurrency(value) : refuse('currency_unknown')
  return read.ok ? read : refuse('currency_unknown', { param, values: { value: String(value).slice(0, 20) } })
})

/** A list, also as a form object with numeric keys. */
export const list = <T>(kind: Kind<T>, most: number): Kind<readonly T[]> => {
  const readAll = (value: Wire, param: string): Result<readonly T[]> => {
    const items = itemsOf(value)
    if (!items) return invalid(param, 'it must be a list')
    if (items.length > most) return invalid(param, `it must hold at most ${most}`)
    const read: T[] = []
    for (const [index, item] of items.entries()) {
      const one = kind(item, `${param}[${index}]`)
      if (!one.ok) return one
      read.push(one.value)
    }
    return ok(read)
  }
  return Object.assign(readAll, { item: kind })
}

function itemsOf(value: Wire): readonly Wire[] | null {
  if (Array.isArray(value)) return value
  if (!(value instanceof Map)) return null
  const entries = [...value] as [string, Wire][]
  if (!entries.every(([name]) => /^(0|[1-9]\d{0,5})$/.test(name))) return null
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item)
}

export const nested = <T extends Table>(table: T): Kind<Params<T>> => {
  const read = (value: Wire, param: string): Result<Params<T>> =>
    value instanceof Map ? readTable(table, value, param) : invalid(param, 'it must be an object')
  return Object.assign(read, { parts: table })
}

/** A range filter: bounds, or one exact value. */
type Range = { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }

const bounds = nested({ gt: seconds, gte: seconds, lt: seconds, lte: seconds })

const readRange = (value: Wire, param: string): Result<Range> => {
  if (value instanceof Map) return bounds(value, param)
  const exact = seconds(value, param)
  return exact.ok ? ok({ gte: exact.value, lte: exact.value }) : exact
}

/** A filter on instants, in seconds since 1970. */
export const range: Kind<Range> = Object.assign(readRange, innerParams(bounds))
