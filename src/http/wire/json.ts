import { ok, type Result } from '../../core/result.ts'
import { malformed } from './form.ts'
import { limits, type Wire, type WireObject } from './wire.ts'

/** Parses a JSON object under the same limits as a form. Refuses `body_malformed`. */
export function parseJson(text: string): Result<WireObject> {
  const budget = { values: limits.values }
  const wire = toWire(parsed(text), limits.depth, budget)
  if (budget.values < 0) return malformed(`more than ${limits.values} values`)
  if (wire === undefined) return malformed(`JSON nested more than ${limits.depth} deep`)
  return wire instanceof Map ? ok(wire) : malformed('JSON that is not an object')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Undefined if it exceeds the depth or the number of values. */
function toWire(value: unknown, depth: number, budget: { values: number }): Wire | undefined {
  budget.values -= 1
  if (budget.values < 0) return undefined
  if (value === null || typeof value !== 'object') return value as Wire
  if (depth === 0) return undefined
  const entries: [string, Wire][] = []
  for (const [name, child] of Object.entries(value)) {
    const wire = toWire(child, depth - 1, budget)
    if (wire === undefined) return undefined
    entries.push([name, wire])
  }
  return Array.isArray(value) ? entries.map(([, wire]) => wire) : new Map(entries)
}
