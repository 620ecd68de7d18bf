import type { Metadata } from './invoices/invoice.ts'
import { ok, type Result, refuse } from './result.ts'

export const maxKeys = 50
export const longestKey = 40
export const longestValue = 500

/** New values by key, null to remove one; `clear` removes all. */
export type MetadataChange = 'clear' | ReadonlyMap<string, string | null>

/** Merges the change into the metadata. Refuses `parameter_invalid` if more than 50 keys would be left. */
export function mergeMetadata(before: Metadata, change: MetadataChange | undefined): Result<Metadata> {
  if (change === 'clear') return ok({})
  const merged = new Map(Object.entries(before))
  for (const [name, value] of change ?? []) {
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
  if (merged.size > maxKeys) {
    return refuse('parameter_invalid', {
      param: 'metadata',
      values: { reason: `it can hold at most ${maxKeys} names` },
    })
  }
  return ok(Object.fromEntries(merged))
}
