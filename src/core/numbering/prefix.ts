import { ok, type Result, refuse } from '../result.ts'

declare const prefix: unique symbol

/** What stands before the sequence in an invoice's number: 3 to 12 capitals, digits and single inner hyphens. */
export type Prefix = string & { readonly [prefix]: true }

/** A prefix as somebody typed it, made upper case. Refuses `number_prefix_invalid`. */
export function parsePrefix(typed: string): Result<Prefix> {
  const wellFormed = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(typed) && typed.length >= 3 && typed.length <= 12
  return wellFormed ? ok(typed.toUpperCase() as Prefix) : refuse('number_prefix_invalid')
}
