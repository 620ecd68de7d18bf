import type { RefusalCode } from './refusals.ts'

/** A refusal: a stable code, the request parameter it is about, and values for the error sentence. */
export type Refusal = {
  readonly code: RefusalCode
  readonly param?: string
  readonly values?: Readonly<Record<string, string | number>>
  /** After how many seconds to retry. */
  readonly retryAfterSeconds?: number
}

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Refused = { readonly ok: false; readonly refusal: Refusal }

/** The result of a decision: a value or a refusal. Faults are thrown, never returned. */
export type Result<T> = Ok<T> | Refused

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

export const refuse = (code: RefusalCode, detail: Omit<Refusal, 'code'> = {}): Refused => ({
  ok: false,
  refusal: { code, ...detail },
})
