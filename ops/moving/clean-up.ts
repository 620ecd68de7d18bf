import type { Side } from './fence.ts'

const rowsAtOnce = 500

/** Deletes an account's rows from its old database, except its history and ledger, which are never deleted. */
export async function cleanUp(side: Side, accountId: string, isHome: boolean): Promise<void> {
  const changes = { sql: 'DELETE FROM account_changes WHERE account_id = ?', args: [accountId] }
  for (const { name, owner, isKept } of side.tables) {
    // The home database keeps the key hashes.
    if (isKept || (isHome && name === 'api_keys')) continue
    const some = `SELECT rowid FROM "${name}" WHERE "${owner}" = ? LIMIT ${rowsAtOnce}`
    for (;;) {
      const [left] = await side.read([{ sql: `${some.replace(String(rowsAtOnce), '1')}`, args: [accountId] }])
      if (left!.rows.length === 0) break
      await side.write([{ sql: `DELETE FROM "${name}" WHERE rowid IN (${some})`, args: [accountId] }])
    }
  }
  await side.write([changes])
}
