import { dayMs } from '../core/calendar/day.ts'
import type { Database } from '../db/client.ts'
import { deleteCountsBefore } from '../db/repositories/mail-counts.ts'
import type { Deps } from '../deps.ts'

/** Only today's counts matter; yesterday's are kept because clocks differ. */
export const deleteMailCounts = ({ now }: Deps, db: Database): Promise<void> => deleteCountsBefore(db, now() - dayMs)
