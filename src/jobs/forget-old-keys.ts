import { dayMs } from '../core/calendar/day.ts'
import { forgetKeysBefore } from '../db/repositories/old-keys.ts'
import type { Deps } from '../deps.ts'

const keptMs = 7 * dayMs

/** Answers kept for repeated requests are forgotten after a week; a day is what is promised. */
export const forgetOldKeys = ({ db, now }: Deps): Promise<void> => forgetKeysBefore(db, now() - keptMs)
