import { setTimeout as pause } from 'node:timers/promises'
import { queueIsDone } from '../../dev/cron.ts'
import { rowsAt } from '../world/database.ts'
import type { chanceFrom } from './chance.ts'
import { type Aim, newMoment } from './moment.ts'
import { type Tap, tap } from './tap.ts'
import { startTown, type Town } from './town.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const leaseMs = 2 * minuteMs

/** How cron can treat a minute in which something is due. */
export const treatments = ['doubled', 'overlapping', 'late', 'killed', 'set back', 'missed'] as const
export type Treatment = (typeof treatments)[number]

export type CarelessCron = {
  readonly town: Town
  /** What was done, by name. */
  readonly counts: Record<string, number>
  /** When the Worker died, in real time, ms since 1970. */
  readonly deaths: number[]
  /** Lets cron treat this minute so. Answers the instant until which it then sleeps, in ms. */
  treat(treatment: Treatment): Promise<number>
  stop(): Promise<void>
}

/** When a tick is killed: as the mail server or the database is answering it for the nth time, or at any moment. */
const aims: readonly (readonly [aim: Aim | null, most: number])[] = [
  ['mail server', 3],
  ['database', 12],
  ['mail server', 1],
  [null, 0],
]

/** A town whose cron ticks twice, all at once, late or not for days, dies in the middle, and finds its clock set back. */
export async function carelessCron(chance: ReturnType<typeof chanceFrom>): Promise<CarelessCron> {
  const moment = newMoment()
  const taps: Tap[] = []
  const listen = async (url: string, aim: Aim, fits: (said: string) => boolean = () => true) => {
    const one = await tap(url, (said) => fits(said) && moment.heard(aim))
    taps.push(one)
    return one.url
  }
  const town = await startTown({
    through: async ({ database, sandbox, smtp }) => ({
      database: await listen(database, 'database'),
      sandbox,
      smtp: await listen(smtp, 'mail server', (said) => said.includes('Kept as')),
    }),
  })
  const counts: Record<string, number> = {}
  const deaths: number[] = []
  const count = (what: string, more = 1) => {
    counts[what] = (counts[what] ?? 0) + more
  }
  const fire = async () => {
    count('ticks')
    const cron = encodeURIComponent('* * * * *')
    const url = `${town.app}/cdn-cgi/local/scheduled?cron=${cron}&time=${Math.floor(town.clock.now())}`
    await (await fetch(url)).text()
  }
  const ticks = async (many: number, withinMs: number) => {
    await Promise.all(Array.from({ length: many }, () => pause(chance.between(0, withinMs)).then(fire)))
    await queueIsDone(town.app)
  }

  let kills = 0
  const treat: Record<Treatment, () => Promise<number>> = {
    async doubled() {
      await ticks(2, 0)
      return 0
    },
    async overlapping() {
      await ticks(5, 150)
      return 0
    },
    async late() {
      await town.clock.advance(chance.between(1, 30) * minuteMs, { stepMs: hourMs })
      await ticks(1, 0)
      return 0
    },
    async killed() {
      const [aim, most] = aims[kills++ % aims.length]!
      const struck = moment.strike(aim, chance.between(1, most), aim ? 2_000 : chance.between(0, 250), () => {
        void town.workerd.kill()
      })
      const cut = Promise.all([fire(), fire()]).catch(() => count('ticks cut'))
      count((await struck) ? `kills: ${aim ?? 'at random'}` : 'kills that missed their aim')
      await town.workerd.kill()
      deaths.push(Date.now())
      await cut
      count('pieces of work left by the dead', await leftLying(town))
      await town.restartWorkerd()
      await ticks(2, 50)
      // What the dead had claimed is taken over when its lease ends, by one of the ticks that come then.
      await town.clock.advance(leaseMs + 1, { stepMs: hourMs })
      await ticks(3, 0)
      return 0
    },
    async 'set back'() {
      const under = fire()
      for (const backMs of [chance.between(1, 60) * minuteMs, chance.between(1, 72) * hourMs]) {
        setClock(town, -backMs)
        await ticks(2, 20)
      }
      await under
      setClock(town, 0)
      await ticks(1, 0)
      return 0
    },
    async missed() {
      return town.clock.now() + 3 * dayMs
    },
  }
  return {
    town,
    counts,
    deaths,
    treat: (treatment) => {
      count(treatment)
      return treat[treatment]()
    },
    async stop() {
      await town.stop()
      for (const one of taps) await one.stop()
    },
  }
}

/** Sets the clock that the Worker reads off the town's by so many ms, as when a machine is put right; the town's own goes on. */
function setClock({ sandbox, clock }: Town, offMs: number): void {
  Object.assign(sandbox.world, { now: () => clock.now() + offMs })
}

/** Reminders that are due, and mails that were ordered, and are not done. */
async function leftLying({ urls, clock }: Town): Promise<number> {
  const left = await rowsAt(urls.database)(
    `SELECT id FROM outbox WHERE done_at IS NULL
     UNION ALL SELECT subject_id FROM timers WHERE kind = 'reminder' AND due_at <= ?`,
    clock.now(),
  )
  return left.length
}
