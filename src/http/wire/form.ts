import { ok, type Refused, type Result, refuse } from '../../core/result.ts'
import { limits, type Wire, type WireObject } from './wire.ts'

type Branch = Map<string, Wire>

/**
 * Parses `a[b][0]=c&d[]=e`. Refuses `body_malformed` for bad percent-encoding, contradictory or repeated names, and
 * input above the limits.
 */
export function parseForm(text: string): Result<WireObject> {
  const root: Branch = new Map()
  const pairs = text.split('&').filter((pair) => pair !== '')
  if (pairs.length > limits.values) return malformed(`more than ${limits.values} values`)
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals))
    const value = decoded(equals < 0 ? '' : pair.slice(equals + 1))
    if (name === null || value === null) return malformed('percent-encoding that is not UTF-8 text')
    const path = pathOf(name)
    if (!path) return malformed(`the name ${shortened(name)}`)
    if (path.length > limits.depth) return malformed(`names nested more than ${limits.depth} deep`)
    if (!put(root, path, value)) return malformed(`${shortened(name)} given twice or in two shapes`)
  }
  return ok(root)
}

export const malformed = (reason: string): Refused => refuse('body_malformed', { values: { reason } })

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}

/** `a[b][0]` as its parts; a last `[]` is an empty part and means "append". Null for anything else. */
function pathOf(name: string): readonly string[] | null {
  const [, first, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  if (first === undefined || rest === undefined) return null
  const inner = rest === '' ? [] : rest.slice(1, -1).split('][')
  return inner.slice(0, -1).includes('') ? null : [first, ...inner]
}

function put(root: Branch, path: readonly string[], value: string): boolean {
  let branch = root
  for (const part of path.slice(0, -1)) {
    const next = branch.get(part) ?? new Map<string, Wire>()
    if (!(next instanceof Map)) return false
    branch.set(part, next)
    branch = next
  }
  const last = path.at(-1) || String(branch.size)
  if (branch.has(last)) return false
  branch.set(last, value)
  return true
}

const shortened = (name: string): string => (name.length > 80 ? `${name.slice(0, 80)}…` : name)
