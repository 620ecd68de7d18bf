import { ok, type Result, refuse } from '../result.ts'

declare const prefix: unique symbol

/** The part of a document's number before the sequence: 1 to 12 capitals, digits and single inner hyphens. */
type Prefix = string & { readonly [prefix]: true }

/** Parses a prefix. Refuses `number_prefix_invalid`, also for small letters: numbers must not differ by case alone. */
export function parsePrefix(typed: string): Result<Prefix> {
  const wellFormed = /^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(typed) && typed.length <= 12
  return wellFormed ? ok(typed as Prefix) : refuse('number_prefix_invalid')
}
