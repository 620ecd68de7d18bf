import { ok, type Result, refuse } from '../result.ts'

declare const prefix: unique symbol

/** What stands before the sequence in an invoice's number: 1 to 12 capitals, digits and single inner hyphens. */
type Prefix = string & { readonly [prefix]: true }

/** A prefix as somebody typed it. Refuses `number_prefix_invalid`, also for small letters: numbers must not differ by case alone. */
export function parsePrefix(typed: string): Result<Prefix> {
  const wellFormed = /^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(typed) && typed.length <= 12
  return wellFormed ? ok(typed as Prefix) : refuse('number_prefix_invalid')
}
