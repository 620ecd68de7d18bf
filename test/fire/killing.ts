import { setTimeout as pause } from 'node:timers/promises'
import { type Chance, draw } from '../../dev/sandbox/chance.ts'
import { seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { wrongsInTown } from './books.ts'
import type { Plant } from './bundle.ts'
import { repeatsIn } from './mails.ts'
import { type Aim, type Moment, newMoment } from './moment.ts'
import { Notebook } from './notebook.ts'
import { settle, wrongsAfterOneSweep } from './settle.ts'
import { startTappedTown } from './tapped-town.ts'
import { startTown, type Town } from './town.ts'
import { startTraffic, type Traffic } from './traffic.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const aimPatienceMs = 4000

/** Answers to wait for before a kill, and the most of each kind to let pass first; none where it comes at random. */
export type Target = readonly (readonly [Aim, number])[]

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

/** Kills the Worker again and again in the middle of everything, and answers what is wrong when all has come to rest. */
export async function killWorkers({ about, kills, at = targets }: Kills, plants?: readonly Plant[]): Promise<string[]> {
  const chance: Chance = { state: seed }
  const moment = newMoment()
  const notebook = new Notebook()
  const town = await startTappedTown(moment, { deliver: notebook.deliverer(), plants })
  try {
    const traffic = startTraffic(town, notebook, { lanes: 6 })
    for (let kill = 0; kill < kills; kill++) {
      const target = at[kill % at.length] ?? []
      const isMet = await strike(moment, target, chance, () => {
        notebook.count('requests in the air at a kill', notebook.inTheAir)
        void town.workerd.kill()
      })
      const diedAt = Date.now()
      notebook.count(isMet ? `kills after: ${target.map(([aim]) => aim).join(', ') || 'a while'}` : 'kills that missed')
      await town.workerd.kill()
      // While it lies dead its leases run out; now and then a night passes, and reminders fall due.
      const awayMs = kill % 4 === 3 ? 20 * hourMs : 3 * minuteMs
      await town.clock.advance(awayMs, { stepMs: awayMs })
      await town.restartWorkerd()
      notebook.deaths.push(diedAt, Date.now())
    }
    const missed = notebook.counts['kills that missed'] ?? 0
    const wrongs = await wrongsAtRest(about, town, traffic, notebook)
    return missed > kills / 10 ? [...wrongs, `${missed} of ${kills} kills missed`] : wrongs
  } finally {
    await town.stop()
  }
}

/** Kills the database at intervals of 50 to 500 ms, and answers what is wrong when all has come to rest. */
export async function killDatabases(about: string, burnsMs: number, plants?: readonly Plant[]): Promise<string[]> {
  const chance: Chance = { state: seed + 1 }
  const notebook = new Notebook()
  const town = await startTown({ deliver: notebook.deliverer(), plants })
  try {
    const traffic = startTraffic(town, notebook, { lanes: 6, patienceMs: 1500 })
    for (const endsAt = Date.now() + burnsMs; Date.now() < endsAt; ) {
      await pause(50 + draw(chance) * 450)
      const diedAt = Date.now()
      await town.database.kill()
      await town.restartDatabase()
      notebook.count('kills')
      notebook.deaths.push(diedAt, Date.now())
    }
    const killed = notebook.counts.kills ?? 0
    const wrongs = await wrongsAtRest(about, town, traffic, notebook)
    return killed < burnsMs / 1000 ? [...wrongs, `only ${killed} kills`] : wrongs
  } finally {
    await town.stop()
  }
}

/** Waits for one answer after the other, and strikes; answers whether the last one came. */
function strike(moment: Moment, [first, ...rest]: Target, chance: Chance, blow: () => void): Promise<boolean> {
  if (!first) return moment.strike(null, 0, 300 + Math.floor(draw(chance) * 2200), blow)
  const [aim, most] = first
  const nth = 1 + Math.floor(draw(chance) * most)
  if (rest.length === 0) return moment.strike(aim, nth, aimPatienceMs, blow)
  return new Promise((resolve) => {
    // The next wait begins in the very moment in which this one ends.
    const goOn = () => void strike(moment, rest, chance, blow).then(resolve)
    void moment.strike(aim, nth, aimPatienceMs, goOn)
  })
}

/** Lets everything come to rest, counts, and looks for what is wrong. */
async function wrongsAtRest(about: string, town: Town, traffic: Traffic, notebook: Notebook): Promise<string[]> {
  await traffic.stop()
  const unswept = await wrongsAfterOneSweep(town)
  const minutes = await settle(town)
  await traffic.comeBack()
  const rested = minutes + (await settle(town))
  await traffic.letters.fetch()
  const mails = traffic.letters.all()
  const wrongs = [...unswept, ...(await wrongsInTown(town, notebook, mails))]
  tally(about, {
    ...notebook.counts,
    mails: mails.length,
    'mails that came twice': repeatsIn(mails).length,
    'wrongs after one sweep': unswept.length,
    'minutes until rest': rested,
    wrongs: wrongs.length,
  })
  return wrongs
}
