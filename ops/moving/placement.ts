import type { Row } from '@libsql/client/http'
import { type Database, writeBatch } from '../../src/db/client.ts'
import type { Copied } from './copy.ts'
import { type Hold, TakenOver } from './fence.ts'
import { retryWhileUnavailable } from './retry.ts'

/** The home database's record of an account's database and its move. */
export type Placement = {
  readonly database: string
  readonly epoch: number
  readonly from: string | null
  readonly to: string | null
  readonly copied: Copied
}

const columns = 'database, epoch, moving_from, moving_to, copied'

export async function placementOf(home: Database, accountId: string): Promise<Placement | null> {
  const sql = `SELECT ${columns} FROM account_places WHERE account_id = ?`
  const { rows } = await retryWhileUnavailable(() => home.orm.$client.execute({ sql, args: [accountId] }))
  return placementIn(rows[0])
}

function placementIn(row: Row | undefined): Placement | null {
  if (!row) return null
  const text = (value: unknown) => (value === null ? null : String(value))
  const copied = text(row.copied)
  return {
    database: String(row.database),
    epoch: Number(row.epoch),
    from: text(row.moving_from),
    to: text(row.moving_to),
    copied: copied === null ? null : JSON.parse(copied),
  }
}

/** Starts a move, or continues an interrupted one, with a new epoch. Null if the account is there already. */
export async function beginMove(home: Database, accountId: string, to: string): Promise<Placement | null> {
  const sql = `INSERT INTO account_places (account_id, database, epoch, moving_from, moving_to) VALUES (?, 'home', 1, 'home', ?)
     ON CONFLICT (account_id) DO UPDATE SET epoch = epoch + 1,
       moving_from = coalesce(moving_from, database), moving_to = coalesce(moving_to, excluded.moving_to),
       copied = CASE WHEN moving_to IS NULL THEN NULL ELSE copied END
       WHERE moving_to IS NOT NULL OR database <> excluded.moving_to
     RETURNING ${columns}`
  const [begun] = await retryWhileUnavailable(() => home.client.batch([{ sql, args: [accountId, to] }], 'write'))
  return placementIn(begun?.rows[0])
}

export const noteCopied = (home: Database, { accountId, epoch }: Hold, copied: Copied) =>
  update(home, 'UPDATE account_places SET copied = ? WHERE account_id = ? AND epoch = ?', [
    JSON.stringify(copied),
    accountId,
    epoch,
  ])

/** Switches the account to its new database. */
export const switchPlace = (home: Database, { accountId, epoch }: Hold) =>
  heldUpdate(home, { accountId, epoch }, 'database = moving_to')

export const endMove = (home: Database, hold: Hold) =>
  heldUpdate(home, hold, 'moving_from = NULL, moving_to = NULL, copied = NULL')

/** Fails if another run has taken over. */
async function heldUpdate(home: Database, { accountId, epoch }: Hold, set: string): Promise<void> {
  await update(home, `UPDATE account_places SET ${set} WHERE account_id = ? AND epoch = ?`, [accountId, epoch])
  if ((await placementOf(home, accountId))?.epoch !== epoch) throw new TakenOver()
}

const update = (home: Database, sql: string, params: (string | number)[]) =>
  retryWhileUnavailable(() => writeBatch(home, [{ toSQL: () => ({ sql, params }) }]))
