import { type UnitOfWork, withConditions, withRows } from '../actions/unit-of-work.ts'
import { hex } from '../core/hex.ts'
import type { Refusal } from '../core/result.ts'
import { type Claim, claimKey, keepAnswer, releaseKey, resultRow, stillHolds } from '../db/repositories/idempotency.ts'
import type { Deps } from '../deps.ts'
import { logFault, refusalOf } from './fault.ts'

/** A response before it is sent. */
export type Answer = {
  readonly status: number
  readonly body: string
  /** After how many seconds to retry, if a retry makes sense. */
  readonly retryAfterSeconds?: number | null
  readonly isReplay?: boolean
  /** The original request, if this is a replay. */
  readonly originalRequestId?: string
}

type IdempotentRequest = {
  readonly requestId: string
  /** The header's value; null without one. */
  readonly key: string | null
  /** What identifies the request: method, path and parameters. */
  readonly request: string
  /** The object that the work writes; null if the work is safe to repeat when its response is lost. */
  readonly resultId: string | null
  /** A secret in the response, by the object's id: it is left out of what is stored, and put back into a replay. */
  readonly secretOf?: ((resultId: string) => Promise<string>) | undefined
  readonly refuse: (refusal: Refusal) => Answer
  readonly work: (unit: UnitOfWork) => Promise<Answer>
  /** The response from the object as it is now, if the work was committed but its response was lost. */
  readonly found: (resultId: string) => Promise<Answer>
}

/** Statuses that mean that nothing was done, so they are not stored for the key. */
const notStored: ReadonlySet<number> = new Set([401, 409, 429, 503])

/** Does the work at most once per key, and replays its response under the same key for at least a day. */
export async function idempotently(deps: Deps, given: UnitOfWork, input: IdempotentRequest): Promise<Answer> {
  if (input.key === null) return attempt(given, input)
  const unit = { ...given, idempotencyKey: input.key }
  if (!/^[\x20-\x7e]{1,255}$/.test(input.key)) return input.refuse({ code: 'idempotency_key_invalid' })
  const { accountId } = unit.caller
  const claim = { ...input, accountId, key: input.key, fingerprint: await sha256(input.request) }
  const claimed = await claimKey(deps.db, claim)
  if (!claimed) return input.refuse({ code: 'conflict' })
  if (claimed.requestId !== claim.requestId) return replayAnswer(deps, claimed, claim, input)
  const rows = input.resultId === null ? [] : [resultRow(deps.db, claim, input.resultId)]
  const answer = await attempt(withRows(withConditions(unit, [stillHolds(claim)]), rows), input)
  if (notStored.has(answer.status)) await releaseKey(deps.db, claim)
  else await keepAnswer(deps.db, claim, await withoutSecret(answer, input.resultId, input))
  return answer
}

/** A fault becomes a response too, and is stored like any other. */
async function attempt(unit: UnitOfWork, input: IdempotentRequest): Promise<Answer> {
  try {
    return await input.work(unit)
  } catch (fault) {
    logFault(fault, input.requestId)
    return input.refuse(refusalOf(fault))
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof claimKey>>>

async function replayAnswer({ db }: Deps, row: Row, claim: Claim, input: IdempotentRequest): Promise<Answer> {
  if (row.fingerprint !== claim.fingerprint) {
    return input.refuse({ code: 'idempotency_mismatch', values: { key: claim.key } })
  }
  if (row.status !== null && row.body !== null)
    return {
      status: row.status,
      body: await withSecret(row.body, row.resultId, input),
      isReplay: true,
      originalRequestId: row.requestId,
    }
  if (row.resultId === null || row.isLocked) return input.refuse({ code: 'idempotency_key_in_use' })
  const found = await input.found(row.resultId)
  // Stored, so that every later replay is the same although the object goes on changing.
  const kept = await withoutSecret(found, row.resultId, input)
  await keepAnswer(db, { ...claim, requestId: row.requestId }, kept)
  return { ...found, isReplay: true, originalRequestId: row.requestId }
}

type SecretIn = Pick<IdempotentRequest, 'secretOf'>

/** Stands for the secret in a stored response. JSON has this character only escaped. */
const omitted = '\u0001'

async function withoutSecret(answer: Answer, resultId: string | null, { secretOf }: SecretIn): Promise<Answer> {
  if (!secretOf || resultId === null) return answer
  return { ...answer, body: answer.body.replaceAll(await secretOf(resultId), omitted) }
}

const withSecret = async (body: string, resultId: string | null, { secretOf }: SecretIn): Promise<string> =>
  secretOf && resultId !== null ? body.replaceAll(omitted, await secretOf(resultId)) : body

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return hex(digest)
}
