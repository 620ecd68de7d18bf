import type { Database } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { deleteMailCounts } from './delete-mail-counts.ts'
import { deleteOldKeys } from './delete-old-keys.ts'
import { fanOut } from './fan-out.ts'

/** What is done for all accounts of a database at once. */
type Job = (deps: Deps, db: Database) => Promise<void>

/** When what runs, in UTC; the same list as `crons` in wrangler.toml, and a test holds them together. */
export const timetable: Readonly<Record<string, readonly Job[]>> = {
  '* * * * *': [fanOut],
  '17 3 * * *': [deleteOldKeys, deleteMailCounts],
}
