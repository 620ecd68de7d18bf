import type { Metadata } from './invoices/invoice.ts'
import { ok, type Result, refuse } from './result.ts'

export const mostKeys = 50
export const longestKey = 40
export const longestValue = 500

/** New texts by name, null to remove one; or `clear` to remove all. */
export type MetadataChange = 'clear' | ReadonlyMap<string, string | null>

/** What is sent is added to what is there. Refuses `parameter_invalid` where more than 50 names would be left. */
export function mergeMetadata(before: Metadata, change: MetadataChange | undefined): Result<Metadata> {
  if (change === 'clear') return ok({})
  const merged = new Map(Object.entries(before))
  for (const [name, value] of change ?? []) {
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
  if (merged.size > mostKeys) {
    return refuse('parameter_invalid', {
      param: 'metadata',
      values: { reason: `it can hold at most ${mostKeys} names` },
    })
  }
  return ok(Object.fromEntries(merged))
}
