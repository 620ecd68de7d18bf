import { setTimeout as pause } from 'node:timers/promises'
import { queueIsDone } from '../../dev/cron.ts'
import { rowsAt } from '../world/database.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { newKillTrigger, type TriggerPoint } from './kill-trigger.ts'
import type { seededRandom } from './random.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const leaseMs = 2 * minuteMs

/** What can go wrong with cron in a minute in which something is due. */
export const cronFaults = ['doubled', 'overlapping', 'late', 'killed', 'set back', 'missed'] as const
export type CronFault = (typeof cronFaults)[number]

export type UnreliableCron = {
  readonly env: Environment
  /** How often each fault was injected, and what it hit, by name. */
  readonly counts: Record<string, number>
  /** When the Worker died, in real time, ms since 1970. */
  readonly outages: number[]
  /** Injects a fault into this minute. Returns until when cron does not fire afterwards (ms since 1970), 0 where it goes on. */
  inject(fault: CronFault): Promise<number>
  stop(): Promise<void>
}

/** When a tick is killed: at the nth response of the mail server or the database, at most `most`, or at a random time. */
const killPoints: readonly (readonly [point: TriggerPoint | null, most: number])[] = [
  ['mail server', 3],
  ['database', 12],
  ['mail server', 1],
  [null, 0],
]

/** An environment whose cron fires twice, overlapping, late or not for days, is killed midway, or has its clock set back. */
export async function startUnreliableCron(random: ReturnType<typeof seededRandom>): Promise<UnreliableCron> {
  const trigger = newKillTrigger()
  const proxies: TcpProxy[] = []
  const listen = async (url: string, point: TriggerPoint, fits: (chunk: string) => boolean = () => true) => {
    const one = await startTcpProxy(url, (chunk) => fits(chunk) && trigger.observe(point))
    proxies.push(one)
    return one.url
  }
  const env = await startEnvironment({
    through: async ({ database, sandbox, smtp }) => ({
      database: await listen(database, 'database'),
      sandbox,
      smtp: await listen(smtp, 'mail server', (chunk) => chunk.includes('Kept as')),
    }),
  })
  const counts: Record<string, number> = {}
  const outages: number[] = []
  const count = (what: string, more = 1) => {
    counts[what] = (counts[what] ?? 0) + more
  }
  const fire = async () => {
    count('ticks')
    const cron = encodeURIComponent('* * * * *')
    const url = `${env.app}/cdn-cgi/local/scheduled?cron=${cron}&time=${Math.floor(env.clock.now())}`
    await (await fetch(url)).text()
  }
  const ticks = async (many: number, withinMs: number) => {
    await Promise.all(Array.from({ length: many }, () => pause(random.between(0, withinMs)).then(fire)))
    await queueIsDone(env.app)
  }

  let kills = 0
  const inject: Record<CronFault, () => Promise<number>> = {
    async doubled() {
      await ticks(2, 0)
      return 0
    },
    async overlapping() {
      await ticks(5, 150)
      return 0
    },
    async late() {
      await env.clock.advance(random.between(1, 30) * minuteMs, { stepMs: hourMs })
      await ticks(1, 0)
      return 0
    },
    async killed() {
      const [point, most] = killPoints[kills++ % killPoints.length]!
      const reached = trigger.arm(point, random.between(1, most), point ? 2_000 : random.between(0, 250), () => {
        void env.workerd.kill()
      })
      const cut = Promise.all([fire(), fire()]).catch(() => count('ticks interrupted'))
      count((await reached) ? `kills: ${point ?? 'at random'}` : 'kills that missed their aim')
      await env.workerd.kill()
      outages.push(Date.now())
      await cut
      count('work left unfinished by a kill', await unfinished(env))
      await env.restartWorkerd()
      await ticks(2, 50)
      // What the killed Worker had claimed is taken over when its lease ends, by one of the next ticks.
      await env.clock.advance(leaseMs + 1, { stepMs: hourMs })
      await ticks(3, 0)
      return 0
    },
    async 'set back'() {
      const under = fire()
      for (const backMs of [random.between(1, 60) * minuteMs, random.between(1, 72) * hourMs]) {
        setClock(env, -backMs)
        await ticks(2, 20)
      }
      await under
      setClock(env, 0)
      await ticks(1, 0)
      return 0
    },
    async missed() {
      return env.clock.now() + 3 * dayMs
    },
  }
  return {
    env,
    counts,
    outages,
    inject: (fault) => {
      count(fault)
      return inject[fault]()
    },
    async stop() {
      await env.stop()
      for (const one of proxies) await one.stop()
    },
  }
}

/** Offsets the clock that the Worker reads from the environment's by so many ms, as after a clock correction. */
function setClock({ sandbox, clock }: Environment, offMs: number): void {
  Object.assign(sandbox.state, { now: () => clock.now() + offMs })
}

/** Counts due reminders and ordered mails that are not done. */
async function unfinished({ urls, clock }: Environment): Promise<number> {
  const left = await rowsAt(urls.database)(
    `SELECT id FROM outbox WHERE done_at IS NULL
     UNION ALL SELECT subject_id FROM timers WHERE kind = 'reminder' AND due_at <= ?`,
    clock.now(),
  )
  return left.length
}
