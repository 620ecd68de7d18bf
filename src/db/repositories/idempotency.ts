import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { type Database, pause, pausesMs, type Query, writeBatch } from '../client.ts'
import { DatabaseUnavailable, failureOf } from '../conflict.ts'
import { idempotencyKeys } from '../schema/index.ts'

/** A request with an idempotency key. */
export type Claim = {
  readonly accountId: string
  readonly key: string
  readonly fingerprint: string
  readonly requestId: string
}

const lockMs = 60_000
/** A day is promised; an hour more allows for the clock of a database that the account moves to. */
const lifeMs = 25 * 60 * 60_000

/**
 * Claims a key for this request, or returns the row of the request that has it. An expired key is taken over, and so is
 * the lock of a request that died before it changed anything. Both expire by the database's clock.
 */
export async function claimKey(db: Database, { accountId, key, fingerprint, requestId }: Claim) {
  await sendRepeatably(db, [
    {
      toSQL: () => ({
        sql: takeKey(db.clock),
        params: [accountId, key, fingerprint, requestId],
      }),
    },
  ])
  const [row] = await db.orm
    .select({
      ...getTableColumns(idempotencyKeys),
      isLocked: sql`${idempotencyKeys.lockedUntil} > ${sql.raw(db.clock)}`.mapWith(Boolean),
    })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key)))
  return row ?? null
}

const takeKey = (clock: string) => `
INSERT INTO idempotency_keys (account_id, key, fingerprint, request_id, locked_until, created_at) VALUES (?, ?, ?, ?, ${clock} + ${lockMs}, ${clock})
ON CONFLICT (account_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, request_id = excluded.request_id,
  locked_until = excluded.locked_until, created_at = excluded.created_at, result_id = NULL, status = NULL, body = NULL
WHERE idempotency_keys.created_at < ${clock} - ${lifeMs}
  OR (idempotency_keys.status IS NULL AND idempotency_keys.result_id IS NULL AND idempotency_keys.locked_until < ${clock}
    AND idempotency_keys.fingerprint = excluded.fingerprint)`

/** A condition that the request still holds its key. */
export const stillHolds = ({ accountId, key, requestId }: Claim): Query => ({
  toSQL: () => ({
    sql: 'INSERT INTO guard (holds) SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE account_id = ? AND key = ? AND request_id = ?)',
    params: [accountId, key, requestId],
  }),
})

/** Committed with the effect, so that a retry finds the result instead of repeating it. */
export const resultRow = ({ orm }: Database, claim: Claim, resultId: string): Query =>
  orm.update(idempotencyKeys).set({ resultId }).where(held(claim))

/** Stores the response for replays, unless one is stored already. */
export const keepAnswer = (db: Database, claim: Claim, answer: { status: number; body: string }) =>
  sendRepeatably(db, [
    db.orm
      .update(idempotencyKeys)
      .set(answer)
      .where(and(held(claim), isNull(idempotencyKeys.status))),
  ])

/** Releases the key: deletes its row if the request changed nothing, else only unlocks it. */
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

const timeoutMs = 2500

/** Sends statements that are safe to repeat, and repeats them unless the response took too long. */
async function sendRepeatably(db: Database, queries: readonly Query[]): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs
  for (let send = 1; ; send++) {
    try {
      await writeBatch(db, queries)
      return
    } catch (error) {
      if (failureOf(error) !== 'unavailable') throw error
      const pauseMs = pausesMs[send - 1]
      if (pauseMs === undefined || Date.now() > giveUpAt) throw new DatabaseUnavailable()
      await pause(pauseMs)
    }
  }
}
