export type Json = Readonly<Record<string, unknown>>

/**
 * The previous values of changed fields, in Stripe's shape: nested per field for hashes, null for fields that did not
 * exist, whole for lists.
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
