import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { runCommand } from './command.ts'

/**
 * Rewrites the files of a libSQL server of one's own, which must be stopped, so that no byte of what was deleted or overwritten is left:
 * SQLite leaves it in free pages, in the write-ahead log and in the server's replication log. The server writes a new log when it starts;
 * replicas must be set up again. Throws a sentence where there is no such database, or where it is in use.
 */
export function compactDatabase(dir: string): void {
  const files = join(dir, 'dbs', 'default')
  const data = join(files, 'data')
  if (!existsSync(data)) throw new Error(`There is no database of a libSQL server in ${dir}.`)
  const database = new DatabaseSync(data, { timeout: 0 })
  try {
    // Waits for nobody: who else has it open keeps it from being rewritten.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT; VACUUM')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch (error) {
    throw new Error(`The database in ${dir} could not be rewritten. Stop its server first.`, { cause: error })
  } finally {
    database.close()
  }
  for (const log of ['wallog', 'snapshots', 'to_compact']) rmSync(join(files, log), { recursive: true, force: true })
}

const help = `npm run database:compact -- --dir /var/lib/sqld
  --dir             the folder of a libSQL server of your own that is stopped; what was deleted leaves its files`

if (import.meta.main)
  await runCommand(help, { dir: { type: 'string' } }, async ({ dir = '' }) => {
    compactDatabase(dir)
    console.log(`Rewrote the database in ${dir}: what was deleted is no longer in its files.`)
  })
