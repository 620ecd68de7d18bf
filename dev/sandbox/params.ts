import type { Form, FormValue } from './form-encoding.ts'
import { malformed, missing } from './problem.ts'

type Kinds = {
  integer: number
  boolean: boolean
  text: string
  /** Text, or null for an empty value, which removes it. */
  clearable: string | null
  hash: Form
  /** A hash, or null for an empty value, which removes it. */
  clearableHash: Form | null
  texts: string[]
  hashes: Form[]
  /** Seconds since the epoch as one value, or as bounds `gt`, `gte`, `lt`, `lte`. */
  range: number | Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>
}

export type Kind = keyof Kinds
export type Spec = Readonly<Record<string, Kind>>
export type Read<S extends Spec> = { [K in keyof S]?: Kinds[S[K]] }

/** Reads a form by its specification. Throws a Problem for the first unknown or malformed parameter. */
export function read<const S extends Spec>(form: Form, spec: S, within = ''): Read<S> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(form)) {
    const param = within === '' ? name : `${within}[${name}]`
    if (!Object.hasOwn(spec, name)) throw malformed('parameter_unknown', param, `Received unknown parameter: ${param}`)
    found[name] = readers[spec[name] as Kind](value, param)
  }
  return found as Read<S>
}

/** Throws a Problem for the first of these parameters that is missing. */
export function requireParams<T extends object, K extends keyof T & string>(
  given: T,
  ...names: K[]
): asserts given is T & { [N in K]-?: NonNullable<T[N]> } {
  for (const name of names) if (given[name] === undefined || given[name] === null) throw missing(name)
}

/** Throws a Problem where a value is not one of these. */
export function oneOf<T extends string>(value: string, allowed: readonly T[], param: string): T {
  if ((allowed as readonly string[]).includes(value)) return value as T
  const choice = allowed.length > 1 ? `one of ${allowed.join(', ')}` : allowed[0]
  throw malformed('parameter_invalid', param, `Invalid ${param}: must be ${choice}`)
}

const readers: { readonly [K in Kind]: (value: FormValue, param: string) => Kinds[K] } = {
  integer,
  boolean(value, param) {
    if (value === 'true') return true
    if (value === 'false') return false
    throw malformed('parameter_invalid_boolean', param, `Invalid boolean: ${shown(value)}`)
  },
  text(value, param) {
    if (value === '')
      throw malformed(
        'parameter_invalid_empty',
        param,
        `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      )
    return text(value, param)
  },
  clearable: (value, param) => (value === '' ? null : text(value, param)),
  hash,
  clearableHash: (value, param) => (value === '' ? null : hash(value, param)),
  texts: (value, param) => (value === '' ? [] : list(value, param).map((entry, i) => text(entry, `${param}[${i}]`))),
  hashes: (value, param) => (value === '' ? [] : list(value, param).map((entry, i) => hash(entry, `${param}[${i}]`))),
  range(value, param) {
    if (typeof value === 'string') return integer(value, param)
    return read(hash(value, param), { gt: 'integer', gte: 'integer', lt: 'integer', lte: 'integer' }, param)
  },
}

function integer(value: FormValue, param: string): number {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(number))
    throw malformed('parameter_invalid_integer', param, `Invalid integer: ${shown(value)}`)
  return number
}

function text(value: FormValue, param: string): string {
  if (typeof value !== 'string') throw malformed('parameter_invalid', param, `Invalid string: ${shown(value)}`)
  if (value.length > 5_000)
    throw malformed(
      'parameter_invalid',
      param,
      `Invalid string: ${value.slice(0, 20)}…; must be at most 5000 characters`,
    )
  return value
}

function hash(value: FormValue, param: string): Form {
  if (typeof value === 'string' || Array.isArray(value)) throw malformed('parameter_invalid', param, 'Invalid object')
  return value
}

function list(value: FormValue, param: string): FormValue[] {
  if (!Array.isArray(value)) throw malformed('parameter_invalid', param, 'Invalid array')
  return value
}

const shown = (value: FormValue): string => (typeof value === 'string' ? value : JSON.stringify(value))
