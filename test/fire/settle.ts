import { setTimeout as pause } from 'node:timers/promises'
import { type Rows, rowsAt } from '../world/database.ts'
import { wrongsInMoney } from './money.ts'
import type { Town } from './town.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const leastMs = 2 * hourMs
const mostMs = 48 * hourMs

/** Longer than any lease lasts or anything is put off after a failure (src/jobs/backoff.ts). */
const putOffMs = 6 * hourMs + minuteMs

/**
 * What is dead is started again, and cron sweeps once: it ticks at one instant until nothing is due then. Answers everything in
 * which the books are not the provider's truth afterwards.
 */
export async function wrongsAfterOneSweep(town: Town): Promise<string[]> {
  await revive(town)
  // What goes on behind answers ends long before hours have passed; the clock alone would leap over it.
  await pause(behindAnswersMs)
  await town.clock.advance(putOffMs, { stepMs: putOffMs })
  for (let ticks = 1; (await dueNow(town)) > 0; ticks++) {
    if (ticks > mostTicks) return ['the sweep never came to an end']
    await town.tick()
  }
  return (await wrongsInMoney(town)).map((wrong) => `after one sweep ${wrong}`)
}

const mostTicks = 100
const behindAnswersMs = 10_000

async function dueNow({ urls, clock }: Town): Promise<number> {
  const [due] = await rowsAt(urls.database)<{ count: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE visible_at <= ?1) + (SELECT count(*) FROM timers WHERE visible_at <= ?1)
          + (SELECT count(*) FROM provider_events WHERE visible_at <= ?1)
          + (SELECT count(*) FROM provider_feeds WHERE visible_at <= ?1) AS count`,
    clock.now(),
  )
  return due!.count
}

/**
 * Brings a town to rest: what is dead is started again, and time passes, cron firing after each step, until every lease has run
 * out, every open payment was asked after, and no mail or message is left to be dealt with. Answers how many minutes passed.
 */
export async function settle(town: Town): Promise<number> {
  await revive(town)
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

async function revive(town: Town): Promise<void> {
  if (!(await answers(`${town.urls.database}/health`))) await town.restartDatabase()
  if (!(await answers(`${town.app}/robots.txt`))) await town.restartWorkerd()
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
