import { setTimeout as pause } from 'node:timers/promises'
import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import type { Plant } from './bundle.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { violationsIn } from './invariants.ts'
import { type KillTrigger, newKillTrigger, type TriggerPoint } from './kill-trigger.ts'
import { duplicateMails } from './mail-invariants.ts'
import { startObservedEnvironment } from './observed-environment.ts'
import { RunLog } from './run-log.ts'
import { settle, violationsAfterOneSweep } from './settle.ts'
import { startTraffic, type Traffic } from './traffic.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const triggerTimeoutMs = 4000

/** The responses to wait for before a kill, and the most of each kind to let pass first; empty for a random time. */
export type Target = readonly (readonly [TriggerPoint, number])[]

export const targets: readonly Target[] = [
  [['provider', 12]],
  [['mail server', 3]],
  [],
  [['webhook', 12]],
  [['database', 150]],
  [['cron', 3]],
  [
    ['provider', 8],
    ['database', 5],
  ],
]

type Kills = { readonly about: string; readonly kills: number; readonly at?: readonly Target[] }

/** Kills the Worker repeatedly during traffic, and returns the violations after everything has settled. */
export async function killWorkers({ about, kills, at = targets }: Kills, plants?: readonly Plant[]): Promise<string[]> {
  const random: RandomState = { state: seed }
  const trigger = newKillTrigger()
  const log = new RunLog()
  const env = await startObservedEnvironment(trigger, { deliver: log.webhookSender(), plants })
  try {
    const traffic = startTraffic(env, log, { concurrency: 6 })
    for (let kill = 0; kill < kills; kill++) {
      const target = at[kill % at.length] ?? []
      const isMet = await killAt(trigger, target, random, () => {
        log.count('requests in flight at a kill', log.inFlight)
        void env.workerd.kill()
      })
      const diedAt = Date.now()
      log.count(
        isMet ? `kills after: ${target.map(([point]) => point).join(', ') || 'a random time'}` : 'kills that missed',
      )
      await env.workerd.kill()
      // Leases run out while it is down; every fourth time a night passes, so that reminders fall due.
      const downMs = kill % 4 === 3 ? 20 * hourMs : 3 * minuteMs
      await env.clock.advance(downMs, { stepMs: downMs })
      await env.restartWorkerd()
      log.outages.push(diedAt, Date.now())
    }
    const missed = log.counts['kills that missed'] ?? 0
    const violations = await violationsAtRest(about, env, traffic, log)
    return missed > kills / 10 ? [...violations, `${missed} of ${kills} kills missed`] : violations
  } finally {
    await env.stop()
  }
}

/** Kills the database every 50 to 500 ms, and returns the violations after everything has settled. */
export async function killDatabases(about: string, durationMs: number, plants?: readonly Plant[]): Promise<string[]> {
  const random: RandomState = { state: seed + 1 }
  const log = new RunLog()
  const env = await startEnvironment({ deliver: log.webhookSender(), plants })
  try {
    const traffic = startTraffic(env, log, { concurrency: 6, patienceMs: 1500 })
    for (const endsAt = Date.now() + durationMs; Date.now() < endsAt; ) {
      await pause(50 + nextRandom(random) * 450)
      const diedAt = Date.now()
      await env.database.kill()
      await env.restartDatabase()
      log.count('kills')
      log.outages.push(diedAt, Date.now())
    }
    const killed = log.counts.kills ?? 0
    const violations = await violationsAtRest(about, env, traffic, log)
    return killed < durationMs / 1000 ? [...violations, `only ${killed} kills`] : violations
  } finally {
    await env.stop()
  }
}

/** Waits for one trigger point after the other, then kills; resolves to whether the last one was reached. */
function killAt(
  trigger: KillTrigger,
  [first, ...rest]: Target,
  random: RandomState,
  action: () => void,
): Promise<boolean> {
  if (!first) return trigger.arm(null, 0, 300 + Math.floor(nextRandom(random) * 2200), action)
  const [point, most] = first
  const nth = 1 + Math.floor(nextRandom(random) * most)
  if (rest.length === 0) return trigger.arm(point, nth, triggerTimeoutMs, action)
  return new Promise((resolve) => {
    // The next wait begins as this one ends, so that no response in between is missed.
    const goOn = () => void killAt(trigger, rest, random, action).then(resolve)
    void trigger.arm(point, nth, triggerTimeoutMs, goOn)
  })
}

/** Lets everything settle, prints the counts, and returns the violations. */
async function violationsAtRest(about: string, env: Environment, traffic: Traffic, log: RunLog): Promise<string[]> {
  await traffic.stop()
  const unswept = await violationsAfterOneSweep(env)
  const minutes = await settle(env)
  await traffic.retryUnanswered()
  const rested = minutes + (await settle(env))
  await traffic.mails.fetch()
  const mails = traffic.mails.all()
  const violations = [...unswept, ...(await violationsIn(env, log, mails))]
  tally(about, {
    ...log.counts,
    mails: mails.length,
    'mails that came twice': duplicateMails(mails).length,
    'violations after one sweep': unswept.length,
    'minutes until settled': rested,
    violations: violations.length,
  })
  return violations
}
