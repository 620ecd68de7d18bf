import { dayMs } from '../core/calendar/day.ts'
import type { Database } from '../db/client.ts'
import { deleteKeysBefore } from '../db/repositories/old-keys.ts'
import type { Deps } from '../deps.ts'

const keptMs = 7 * dayMs

/** Deletes idempotency keys after a week; a day is promised. */
export const deleteOldKeys = ({ now }: Deps, db: Database): Promise<void> => deleteKeysBefore(db, now() - keptMs)
