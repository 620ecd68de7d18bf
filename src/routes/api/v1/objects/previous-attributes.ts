export type Json = Readonly<Record<string, unknown>>

/**
 * What each field was that is different now, in Stripe's shape: of a hash only its own fields that differ, a field that was not
 * there as null, of a list all that was in it.
 */
export const previousAttributes = (before: Json, after: Json): Json =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, previous(before[field], after[field])]),
  )

const previous = (before: unknown, after: unknown): unknown =>
  isHash(before) && isHash(after) ? previousAttributes(before, after) : (before ?? null)

const isHash = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
