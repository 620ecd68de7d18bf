import { dayMs } from '../core/calendar/day.ts'
import type { Database } from '../db/client.ts'
import { forgetCountsBefore } from '../db/repositories/mail-counts.ts'
import type { Deps } from '../deps.ts'

/** Only today's counts limit anything; yesterday's are kept for clocks that differ. */
export const forgetMailCounts = ({ now }: Deps, db: Database): Promise<void> => forgetCountsBefore(db, now() - dayMs)
