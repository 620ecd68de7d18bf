import { type Rows, rowsAt } from '../world/database.ts'
import type { Environment } from './environment.ts'

/** The work that is due by the environment's clock and not done, one line each. */
export function dueWork({ urls, clock }: Environment): Promise<string[]> {
  const rows: Rows = rowsAt(urls.database)
  return rows<{ what: string }>(
    `SELECT 'mail ' || id AS what FROM outbox WHERE visible_at <= ?1
     UNION ALL SELECT 'message ' || id FROM provider_events WHERE visible_at <= ?1
     UNION ALL SELECT kind || ' of ' || subject_id FROM timers WHERE visible_at <= ?1`,
    clock.now(),
  ).then((found) => found.map(({ what }) => what))
}

const tenOClockMs = 10 * 3_600_000
const dayMs = 24 * 3_600_000

/** Advances the clock by so many days to ten o'clock UTC, when mail may leave in every merchant's zone. */
export async function advanceToMorning({ clock }: Environment, days: number): Promise<void> {
  const day = Math.floor(clock.now() / dayMs) + days
  const at = day * dayMs + tenOClockMs
  const ms = Math.round(at - clock.now())
  await clock.advance(ms, { stepMs: ms })
}
