import { malformed, Problem } from './problem.ts'

/** A decoded form: texts, lists and hashes. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue }
export type Form = { [key: string]: FormValue }

const maximumDepth = 8
const maximumFields = 2_000

/** Decodes `a[b][0][c]=v` into hashes and lists. Throws a Problem for an invalid form. */
export function parseForm(encoded: string): Form {
  const form: Form = Object.create(null)
  const fields = [...new URLSearchParams(encoded)]
  if (fields.length > maximumFields)
    throw new Problem(400, 'invalid_request_error', 'Too many parameters in one request.', {}, false)
  for (const [name, value] of fields) put(form, name, value)
  return withLists(form) as Form
}

function put(form: Form, name: string, value: string): void {
  const keys = keysOf(name)
  let at: Form = form
  for (const key of keys.slice(0, -1)) {
    const inner = at[key]
    if (inner === undefined) at[key] = Object.create(null)
    else if (typeof inner === 'string') throw malformed('parameter_invalid', name, `Invalid hash: ${name}`)
    at = at[key] as Form
  }
  const last = keys.at(-1) as string
  // `a[]=1&a[]=2` appends to a list; any other name is a key.
  at[last === '' ? String(Object.keys(at).length) : last] = value
}

function keysOf(name: string): string[] {
  const open = name.indexOf('[')
  if (open === -1) return [name]
  const inner = [...name.slice(open).matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key as string)
  if (inner.length === 0 || inner.length > maximumDepth)
    throw malformed('parameter_invalid', name, `Invalid parameter name: ${name}`)
  return [name.slice(0, open), ...inner]
}

/** A hash with the keys 0, 1, 2, … is a list. */
function withLists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const keys = Object.keys(value)
  for (const key of keys) value[key] = withLists(value[key] as FormValue)
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  return isList ? keys.map((key) => value[key] as FormValue) : value
}

/** The same form in one order of keys, to compare two requests. */
export function canonical(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = Object.keys(value).sort()
  return `{${fields.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as FormValue)}`).join()}}`
}
