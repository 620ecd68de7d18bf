import type { AccountData, StoredResponse } from './account-data.ts'
import { Problem } from './problem.ts'

export type KeyedRequest = Pick<StoredResponse, 'method' | 'path' | 'params'> & { readonly key: string }

const lifeMs = 24 * 3_600_000

/** Deletes stored responses that are older than a day. */
export function prune(data: AccountData, nowMs: number): void {
  for (const [key, { at }] of Object.entries(data.responses)) if (nowMs - at >= lifeMs) delete data.responses[key]
}

/**
 * The response stored for a key, or null for a new key. Throws `idempotency_error` (400) where the key was used for another
 * request, and `idempotency_key_in_use` (409) where the first request is still running.
 */
export function storedResponseFor(
  data: AccountData,
  running: ReadonlySet<string>,
  request: KeyedRequest,
  nowMs: number,
): StoredResponse | null {
  const { key } = request
  if (key.length > 255)
    throw new Problem(400, 'invalid_request_error', 'Idempotency keys can have up to 255 characters.', {}, false)
  if (running.has(key)) throw keyInUse(key)
  const kept = Object.hasOwn(data.responses, key) ? data.responses[key] : undefined
  if (!kept || nowMs - kept.at >= lifeMs) return null
  if (kept.method === request.method && kept.path === request.path && kept.params === request.params) return kept
  throw new Problem(
    400,
    'idempotency_error',
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    {},
    false,
  )
}

export const keyInUse = (key: string): Problem =>
  new Problem(
    409,
    'idempotency_error',
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}`,
    { code: 'idempotency_key_in_use' },
    false,
  )
