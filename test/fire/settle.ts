import { setTimeout as pause } from 'node:timers/promises'
import { type Rows, rowsAt } from '../world/database.ts'
import type { Environment } from './environment.ts'
import { moneyViolations } from './money-invariants.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const leastMs = 2 * hourMs
const mostMs = 48 * hourMs

/** Longer than any lease, and than any backoff after a failure (src/jobs/backoff.ts). */
const longestBackoffMs = 6 * hourMs + minuteMs

/**
 * Restarts dead processes and lets cron sweep once: it fires at one instant until nothing is due then. Returns every way in
 * which the books do not match the provider afterwards.
 */
export async function violationsAfterOneSweep(env: Environment): Promise<string[]> {
  await restartDead(env)
  // Work behind responses takes real seconds, which advancing the clock does not let pass.
  await pause(backgroundWorkMs)
  await env.clock.advance(longestBackoffMs, { stepMs: longestBackoffMs })
  for (let ticks = 1; (await dueNow(env)) > 0; ticks++) {
    if (ticks > mostTicks) return ['the sweep did not end']
    await env.tick()
  }
  return (await moneyViolations(env)).map((wrong) => `after one sweep ${wrong}`)
}

const mostTicks = 100
const backgroundWorkMs = 10_000

async function dueNow({ urls, clock }: Environment): Promise<number> {
  const [due] = await rowsAt(urls.database)<{ count: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE visible_at <= ?1) + (SELECT count(*) FROM timers WHERE visible_at <= ?1)
          + (SELECT count(*) FROM provider_events WHERE visible_at <= ?1)
          + (SELECT count(*) FROM provider_feeds WHERE visible_at <= ?1) AS count`,
    clock.now(),
  )
  return due!.count
}

/**
 * Restarts dead processes and advances the clock, firing cron after each step, until every lease has run out, every open payment
 * was polled, and no mail or webhook is left to be done. Returns how many minutes passed.
 */
export async function settle(env: Environment): Promise<number> {
  await restartDead(env)
  const rows = rowsAt(env.urls.database)
  await catchUp(env)
  let passedMs = 0
  for (let stepMs = 3 * minuteMs; passedMs < mostMs; stepMs = Math.min(hourMs, 2 * stepMs)) {
    if (passedMs >= leastMs && (await waiting(rows)) === 0) break
    await env.clock.advance(stepMs, { stepMs })
    passedMs += stepMs
    await catchUp(env)
  }
  return passedMs / minuteMs
}

async function restartDead(env: Environment): Promise<void> {
  if (!(await answers(`${env.urls.database}/health`))) await env.restartDatabase()
  if (!(await answers(`${env.app}/robots.txt`))) await env.restartWorkerd()
}

/** Lets the provider's webhooks arrive and cron do what is due now. */
async function catchUp(env: Environment): Promise<void> {
  await env.sandbox.tick()
  // A failed tick is made up for by the next one, as in production a minute later.
  await env.tick().catch(() => env.tick())
  await env.sandbox.tick()
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
