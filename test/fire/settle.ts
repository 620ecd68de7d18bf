import { type Rows, rowsAt } from '../world/database.ts'
import type { Town } from './town.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const leastMs = 2 * hourMs
const mostMs = 48 * hourMs

/**
 * Brings a town to rest: what is dead is started again, and time passes, cron firing after each step, until every lease has run
 * out, every open payment was asked after, and no mail or message is left to be dealt with. Answers how many minutes passed.
 */
export async function settle(town: Town): Promise<number> {
  if (!(await answers(`${town.urls.database}/health`))) await town.restartDatabase()
  if (!(await answers(`${town.app}/robots.txt`))) await town.restartWorkerd()
  const rows = rowsAt(town.urls.database)
  await rest(town)
  let passedMs = 0
  for (let stepMs = 3 * minuteMs; passedMs < mostMs; stepMs = Math.min(hourMs, 2 * stepMs)) {
    if (passedMs >= leastMs && (await waiting(rows)) === 0) break
    await town.clock.advance(stepMs, { stepMs })
    passedMs += stepMs
    await rest(town)
  }
  return passedMs / minuteMs
}

/** The provider's messages arrive and cron does what is due now. */
async function rest(town: Town): Promise<void> {
  await town.sandbox.tick()
  // A tick that fails is made up for by the next, as a minute later in production.
  await town.tick().catch(() => town.tick())
  await town.sandbox.tick()
}

async function waiting(rows: Rows): Promise<number> {
  const [left] = await rows<{ count: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE visible_at IS NOT NULL)
          + (SELECT count(*) FROM provider_events WHERE visible_at IS NOT NULL) AS count`,
  )
  return left!.count
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  )
