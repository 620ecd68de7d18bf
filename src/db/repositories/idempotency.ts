import { and, eq, isNull } from 'drizzle-orm'
import { type Database, type Query, writeBatch } from '../client.ts'
import { DatabaseUnavailable, failureOf } from '../conflict.ts'
import { idempotencyKeys } from '../schema/index.ts'

/** One request under a key, on its way in. Instants in ms since 1970. */
export type Claim = {
  readonly accountId: string
  readonly key: string
  readonly fingerprint: string
  readonly requestId: string
  readonly now: number
}

const lockMs = 60_000
/** Keys are promised for a day; a little more, since clocks differ. */
const lifeMs = 25 * 60 * 60_000

/**
 * Takes a key for this request, or answers the row of whoever has it. Taken over are a key whose life is over, and the
 * lock of a request that died before it changed anything.
 */
export async function claimKey(db: Database, { accountId, key, fingerprint, requestId, now }: Claim) {
  await sendRepeatably(db, [
    {
      toSQL: () => ({
        sql: takeKey,
        params: [accountId, key, fingerprint, requestId, now + lockMs, now, now - lifeMs, now],
      }),
    },
  ])
  const [row] = await db.orm
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key)))
  return row ?? null
}

const takeKey = `
INSERT INTO idempotency_keys (account_id, key, fingerprint, request_id, locked_until, created_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (account_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, request_id = excluded.request_id,
  locked_until = excluded.locked_until, created_at = excluded.created_at, result_id = NULL, status = NULL, body = NULL
WHERE idempotency_keys.created_at < ?
  OR (idempotency_keys.status IS NULL AND idempotency_keys.result_id IS NULL AND idempotency_keys.locked_until < ?
    AND idempotency_keys.fingerprint = excluded.fingerprint)`

/** A condition: nothing is written for a request that has lost its key to another. */
export const stillHolds = ({ accountId, key, requestId }: Claim): Query => ({
  toSQL: () => ({
    sql: 'INSERT INTO guard (holds) SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE account_id = ? AND key = ? AND request_id = ?)',
    params: [accountId, key, requestId],
  }),
})

/** Accompanies the effect: from now on a retry finds what was written, and nothing is written twice. */
export const resultRow = ({ orm }: Database, claim: Claim, resultId: string): Query =>
  orm.update(idempotencyKeys).set({ resultId }).where(held(claim))

/** Keeps the answer, to be given again; where one was told already, that one stays. */
export const keepAnswer = (db: Database, claim: Claim, answer: { status: number; body: string }) =>
  sendRepeatably(db, [
    db.orm
      .update(idempotencyKeys)
      .set(answer)
      .where(and(held(claim), isNull(idempotencyKeys.status))),
  ])

/** Lets the key go: a request that changed nothing leaves no trace, one that did is found by its result. */
export const releaseKey = (db: Database, claim: Claim) =>
  sendRepeatably(db, [
    {
      toSQL: () => ({
        sql: 'DELETE FROM idempotency_keys WHERE account_id = ? AND key = ? AND request_id = ? AND result_id IS NULL',
        params: [claim.accountId, claim.key, claim.requestId],
      }),
    },
    db.orm.update(idempotencyKeys).set({ lockedUntil: 0 }).where(held(claim)),
  ])

const held = ({ accountId, key, requestId }: Claim) =>
  and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key), eq(idempotencyKeys.requestId, requestId))

const sends = 3
const timeoutMs = 2500

/** These statements may be sent again without harm, and are, unless the answer was long waited for. */
async function sendRepeatably(db: Database, queries: readonly Query[]): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs
  for (let send = 1; ; send++) {
    try {
      await writeBatch(db, queries)
      return
    } catch (error) {
      if (failureOf(error) !== 'unavailable') throw error
      if (send === sends || Date.now() > giveUpAt) throw new DatabaseUnavailable()
    }
  }
}
