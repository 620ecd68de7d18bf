import type { Database } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { deleteMailCounts } from './delete-mail-counts.ts'
import { deleteOldKeys } from './delete-old-keys.ts'
import { deleteSignIns } from './delete-sign-ins.ts'
import { fanOut } from './fan-out.ts'

/** A job over all accounts of a database. */
type Job = (deps: Deps, db: Database) => Promise<void>

/** The cron schedule in UTC; a test compares it with `crons` in wrangler.toml. */
export const timetable: Readonly<Record<string, readonly Job[]>> = {
  '* * * * *': [fanOut],
  '17 3 * * *': [deleteOldKeys, deleteMailCounts, deleteSignIns],
}
