import type { InStatement, ResultSet } from '@libsql/client/http'
import type { Database } from '../../src/db/client.ts'
import { failureOf } from '../../src/db/conflict.ts'
import type { FenceState } from '../../src/db/schema/places.ts'
import { retryWhileUnavailable } from './retry.ts'
import { type MovedTable, tablesOf } from './tables.ts'

/** The account that moves, and the epoch of the run that may write. */
export type Hold = { readonly accountId: string; readonly epoch: number }

/** One of the two databases, held by this run. */
export type Side = {
  readonly tables: readonly MovedTable[]
  readonly read: (statements: readonly InStatement[]) => Promise<ResultSet[]>
  /**
   * Writes to the account past its fence, in one transaction and once; leaves the fence in this state, or unchanged.
   */
  readonly write: (statements: readonly InStatement[], next?: FenceState) => Promise<void>
}

/** Another run of the same move has taken over, so this one must stop. */
export class TakenOver extends Error {
  override name = 'TakenOver'
  override message = 'Another run of this move has taken over.'
}

/**
 * Takes a database for this run: creates the fence triggers, and sets the account's fence to what `stateAfter` returns.
 * An earlier run can then no longer write here.
 */
export async function takeSide(
  db: Database,
  hold: Hold,
  stateAfter: (before: FenceState | null) => FenceState,
): Promise<Side> {
  const { accountId, epoch } = hold
  const read: Side['read'] = (statements) =>
    retryWhileUnavailable(() => db.orm.$client.batch([...statements], 'deferred'))
  const unfenced = (await retryWhileUnavailable(() => tablesOf(db))).filter(({ hasFences }) => !hasFences)
  if (unfenced.length > 0) await retryWhileUnavailable(() => db.client.batch(unfenced.flatMap(fencesOf), 'write'))
  const tables = await retryWhileUnavailable(() => tablesOf(db))

  const before = await fenceIn(read, accountId)
  let state = stateAfter(before?.state ?? null)
  const take = {
    sql: `INSERT INTO account_fences (account_id, state, epoch, turn) VALUES (?, ?, ?, 0)
      ON CONFLICT (account_id) DO UPDATE SET state = excluded.state, epoch = excluded.epoch, turn = 0 WHERE epoch < excluded.epoch`,
    args: [accountId, state, epoch],
  }
  await retryWhileUnavailable(() => db.client.batch([take], 'write'))
  const taken = await fenceIn(read, accountId)
  if (taken?.epoch !== epoch) throw new TakenOver()

  let turn = 0
  /** Whether the last batch may or may not have been committed; the next one reads the turn first. */
  let isOutcomeUnknown = false
  /** A batch with a lost response is repeated; the turn shows whether it was committed. */
  const write: Side['write'] = async (statements, next = state) => {
    if (isOutcomeUnknown) {
      const now = await fenceIn(read, accountId)
      if (now?.epoch !== epoch) throw new TakenOver()
      turn = now.turn
      isOutcomeUnknown = false
    }
    const holds =
      'INSERT INTO guard (holds) SELECT EXISTS (SELECT 1 FROM account_fences WHERE account_id = ? AND epoch = ? AND turn = ?)'
    const set = 'UPDATE account_fences SET state = ?, turn = ? WHERE account_id = ?'
    const batch = [
      { sql: holds, args: [accountId, epoch, turn] },
      { sql: set, args: ['mover', turn, accountId] },
      ...statements,
      { sql: set, args: [next, turn + 1, accountId] },
    ]
    try {
      await retryWhileUnavailable(() => db.client.batch(batch, 'write'))
    } catch (error) {
      if (failureOf(error) !== 'guard') {
        isOutcomeUnknown = true
        throw error
      }
      const now = await fenceIn(read, accountId)
      if (now?.epoch !== epoch || now.turn !== turn + 1) throw new TakenOver()
    }
    turn += 1
    state = next
  }
  return { tables, read, write }
}

async function fenceIn(read: Side['read'], accountId: string) {
  const sql = 'SELECT state, epoch, turn FROM account_fences WHERE account_id = ?'
  const [found] = await read([{ sql, args: [accountId] }])
  const row = found?.rows[0]
  return row ? { state: row.state as FenceState, epoch: Number(row.epoch), turn: Number(row.turn) } : null
}

/** The home database keeps all key hashes and accepts new ones, for accounts in any database. */
const notRefused = 'api_keys'

/** The triggers that refuse or record writes to an account. For accounts that never moved they cost one key lookup. */
function fencesOf({ name, owner, key }: MovedTable): string[] {
  return ['INSERT', 'UPDATE', 'DELETE'].map((operation) => {
    const row = operation === 'DELETE' ? 'OLD' : 'NEW'
    const state = `(SELECT state FROM account_fences WHERE account_id = ${row}."${owner}")`
    const rowKey = `json_array(${key.map((column) => `${row}."${column}"`).join(', ')})`
    return `CREATE TRIGGER IF NOT EXISTS "account_fence_${operation.toLowerCase()}_${name}" BEFORE ${operation} ON "${name}"
      WHEN ${state} IN ('watched', 'closed') BEGIN
        ${name === notRefused ? '' : `SELECT RAISE(ABORT, 'account_moved') WHERE ${state} = 'closed';`}
        INSERT INTO account_changes (account_id, table_name, row_key)
          SELECT ${row}."${owner}", '${name}', ${rowKey} WHERE ${state} = 'watched';
      END`
  })
}
