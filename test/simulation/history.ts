import { join } from 'node:path'
import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { type LogWatch, watchLog } from '../world/log-watch.ts'
import { type Actors, createActors, deliver, wait } from './actors.ts'
import { unlikeTheTruth, wrongsAtAnyTime, wrongsAtRest } from './invariants.ts'
import { watchProvider } from './provider-watch.ts'
import { installSimulatedGlobals, withGlobals } from './simulated-globals.ts'
import { countTransitions } from './state-transitions.ts'
import { type Beginning, createWorld, emptyBeginning, portOf, secrets, type World } from './world.ts'

/** One thing that somebody does, with a chance of its own, so that a step taken out leaves the others as they were. */
export type Step = {
  readonly operation: string
  readonly seed: number
  /** How many turns pass before the next step begins; null lets everything finish first. */
  readonly turns: number | null
}

/** A whole history: what a seed stands for, and what a failing one shrinks to. */
export type Plan = {
  readonly seed: number
  /** ms since 1970. */
  readonly startAt: number
  /** How likely each call goes wrong, 0 to 1. */
  readonly badness: number
  /** Whether the merchant moves between two databases now and then; one unless said otherwise. */
  readonly databases?: 1 | 2
  readonly steps: readonly Step[]
}

export type Outcome = {
  readonly wrongs: readonly string[]
  readonly turns: number
  readonly faults: Readonly<Record<string, number>>
  readonly edges: Readonly<Record<string, number>>
  readonly operations: Readonly<Record<string, number>>
  /** What was written, to see that one seed always brings the same. */
  readonly fingerprint: string
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How often each operation is done, beside the others. */
const weights: Readonly<Record<string, number>> = {
  bill: 9,
  look: 4,
  pay: 9,
  finish: 10,
  chooseTransfer: 5,
  transfer: 7,
  cancelTransfer: 1,
  comeBack: 5,
  freshLink: 1,
  outOfBand: 3,
  charge: 3,
  voiding: 2,
  giveUp: 1,
  holdStill: 2,
  revoke: 1,
  tryRevoked: 1,
  newCard: 2,
  refund: 2,
  dispute: 1,
  endDispute: 2,
  repeat: 2,
  postArrives: 12,
  postIsLost: 2,
  tick: 6,
  jobsArrive: 8,
  jobsAreLost: 1,
  later: 8,
  daysPass: 1,
  everythingCrashes: 1,
}

const withTwoDatabases = { ...weights, moveAccount: 9 }

/** What now and then comes next, since by chance alone it hardly would: a charge cut short and nobody about for days. */
const sequels: Readonly<Record<string, readonly [operation: string, odds: number]>> = {
  pay: ['daysPass', 0.1],
  charge: ['daysPass', 0.2],
  chooseTransfer: ['transfer', 0.6],
  transfer: ['cancelTransfer', 0.2],
  dispute: ['endDispute', 0.5],
  endDispute: ['winLostDispute', 0.2],
  refund: ['failRefund', 0.4],
  failRefund: ['refund', 0.5],
}

const badnesses = [0, 0.01, 0.03, 0.08, 0.2] as const
const year2026 = Date.UTC(2026, 0, 1)

const chanceOf = (seed: number) => {
  const chance: RandomState = { state: seed | 0 }
  // Neighbouring seeds begin alike; a few draws take them apart.
  for (let i = 0; i < 4; i++) nextRandom(chance)
  return () => nextRandom(chance)
}

const wholeUpTo = (chance: () => number, below: number) => Math.floor(chance() * below)

/** What happens in the history of a seed. */
export function planOf(seed: number, databases: 1 | 2 = 1): Plan {
  const weighed = databases === 2 ? withTwoDatabases : weights
  const most = Object.values(weighed).reduce((sum, weight) => sum + weight, 0)
  const chance = chanceOf(seed)
  const startAt = year2026 + wholeUpTo(chance, 365) * dayMs + wholeUpTo(chance, 24 * 60) * minuteMs
  const badness = badnesses[wholeUpTo(chance, badnesses.length)]!
  let before = 'bill'
  const steps = Array.from({ length: 8 + wholeUpTo(chance, 16) }, (_, at) => {
    const [sequel, odds] = sequels[before] ?? ['', 0]
    const any = deedAt(weighed, wholeUpTo(chance, most))
    before = at < 2 ? 'bill' : chance() < odds ? sequel : any
    return {
      operation: before,
      seed: wholeUpTo(chance, 2 ** 31),
      turns: chance() < 0.45 ? null : wholeUpTo(chance, 12),
    }
  })
  return { seed, startAt, badness, ...(databases === 2 && { databases }), steps }
}

function deedAt(weighed: Readonly<Record<string, number>>, point: number): string {
  let left = point
  for (const [operation, weight] of Object.entries(weighed)) {
    if (left < weight) return operation
    left -= weight
  }
  throw new Error('The point lies within the weights.')
}

installSimulatedGlobals()
type Trace = (line: string) => void

/** What every history begins with: the merchants, and their customers as the API made them. */
export async function prepare(dir: string): Promise<Beginning> {
  const empty = await emptyBeginning(dir)
  return inWorld(empty, { seed: 0, startAt: year2026 - dayMs }, undefined, async (world) => {
    const actors = createActors(world, world.weather.chance)
    await finishing(world, actors.arrive())
    return world.keep(join(dir, 'begun.db'))
  })
}

/** Lives one history in a world of its own, lets it come to rest, and says what in it must not be. */
export const live = (plan: Plan, beginning: Beginning, trace?: Trace): Promise<Outcome> =>
  inWorld(beginning, plan, trace, (world, log) => liveIn(world, log, plan, trace))

async function inWorld<T>(
  beginning: Beginning,
  { seed, startAt, databases = 1 }: Pick<Plan, 'seed' | 'startAt' | 'databases'>,
  trace: Trace | undefined,
  operation: (world: World, log: LogWatch) => Promise<T>,
): Promise<T> {
  const calm = { chance: chanceOf(seed), badness: 0 }
  const world = createWorld({
    beginning,
    databases,
    seed,
    startAt,
    weather: calm,
    onProviderCall: watchProvider,
    trace,
  })
  const log = watchLog(() => secrets)
  // What goes wrong on purpose would be told a million times over.
  console.error = (said: unknown) => {
    trace?.(String(said))
    log.check(String(said))
  }
  const globals = {
    now: world.clock.now,
    random: () => world.weather.chance(),
    fetch: (request: Request) => world.fetch(portOf(new URL(request.url)), request),
    pause: async (ms: number) => void (await world.fetch('pause', new Request(`http://pause/${Math.floor(ms)}`))),
  }
  try {
    return await withGlobals(globals, () => operation(world, log))
  } finally {
    world.close()
  }
}

async function liveIn(world: World, log: LogWatch, { steps, badness }: Plan, trace?: Trace): Promise<Outcome> {
  const calm = world.weather
  const actors = createActors(world, () => world.weather.chance())
  const operations: Record<string, number> = {}
  const scripts: Promise<unknown>[] = []
  for (const { operation, seed, turns } of steps) {
    world.weather = { chance: chanceOf(seed), badness }
    operations[operation] = (operations[operation] ?? 0) + 1
    trace?.(`--- ${operation}`)
    scripts.push(doing(world, actors, operation))
    await world.scheduler.run(turns ?? undefined)
  }
  await finishing(world, Promise.all(scripts))
  world.weather = calm
  world.wrongs.push(...wrongsAtAnyTime(world))
  if (world.isMoving()) await finishing(world, world.move())
  trace?.('--- one sweep')
  await sweep(world)
  world.wrongs.push(...unlikeTheTruth(world).map((wrong) => `after one sweep ${wrong}`))
  trace?.('--- all comes to rest')
  await comeToRest(world)
  world.wrongs.push(
    ...wrongsAtAnyTime(world),
    ...wrongsAtRest(world),
    ...brokenPromises(actors),
    ...actors.duplicates(),
  )
  world.wrongs.push(...log.leaks().map((leak) => `the log holds ${leak}`))
  if (world.moves > 0) operations['moves finished'] = world.moves
  const { edges, fingerprint } = countTransitions(world.database.rows)
  return {
    wrongs: [...new Set(world.wrongs)],
    turns: world.scheduler.turns(),
    faults: Object.fromEntries(world.faults),
    edges,
    operations,
    fingerprint,
  }
}

/** Gives turns until a script is done. */
async function finishing(world: World, script: Promise<unknown>): Promise<void> {
  let isDone = false
  const done = script.finally(() => {
    isDone = true
  })
  // What it throws is heard below, when the turns under way are through.
  done.catch(() => undefined)
  for (let rounds = 0; !isDone; rounds++) {
    if (rounds > 10_000) throw new Error('A script waits for something that never comes.')
    await world.scheduler.run()
  }
  await done
}

const brokenPromises = ({ memory }: Actors): string[] =>
  memory.promises.filter(({ isKept }) => !isKept()).map(({ what }) => `acknowledged and lost: ${what}`)

async function doing(world: World, actors: Actors, operation: string): Promise<void> {
  const ofActors = actors.operations[operation as keyof Actors['operations']]
  await (ofActors ? ofActors() : ofNature[operation]!(world))
}

const waits = [5_000, minuteMs, 3 * minuteMs, 20 * minuteMs, 2 * hourMs, 9 * hourMs, dayMs, 3 * dayMs] as const

/** What nobody does and happens all the same. */
const ofNature: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  async postArrives(world) {
    const { chance } = world.weather
    const arriving: Promise<unknown>[] = []
    for (let letters = 1 + wholeUpTo(chance, 4); letters > 0 && world.post.length > 0; letters--) {
      const at = wholeUpTo(chance, world.post.length)
      if (at > 0) world.count('webhook out of order')
      const [letter] = world.post.splice(at, 1)
      const copies = chance() < 0.25 ? 2 + wholeUpTo(chance, 3) : 1
      if (copies > 1) world.count('webhook twice')
      for (let copy = 0; copy < copies; copy++) arriving.push(deliver(world, letter!))
    }
    if (world.post.length > 0) world.count('webhook delayed')
    return Promise.all(arriving)
  },

  async postIsLost(world) {
    const lost = world.post.splice(wholeUpTo(world.weather.chance, world.post.length + 1), 2)
    for (const _ of lost) world.count('webhook dropped')
  },

  tick(world) {
    const ticks = world.weather.chance() < 0.3 ? 2 + wholeUpTo(world.weather.chance, 2) : 1
    if (ticks > 1) world.count('ticks overlap')
    return Promise.all(Array.from({ length: ticks }, () => world.cron('* * * * *')))
  },

  async jobsArrive(world) {
    const { chance } = world.weather
    const jobs: World['queue'][number][] = []
    for (let left = 1 + wholeUpTo(chance, 6); left > 0 && world.queue.length > 0; left--) {
      const [job] = world.queue.splice(wholeUpTo(chance, world.queue.length), 1)
      jobs.push(job!)
      if (chance() < 0.2) {
        world.count('job twice')
        world.queue.push(job!)
      }
    }
    if (world.queue.length > 0) world.count('job delayed')
    if (jobs.length > 0) await world.work(jobs)
  },

  async jobsAreLost(world) {
    for (const _ of world.queue.splice(0, 1 + wholeUpTo(world.weather.chance, 3))) world.count('job dropped')
  },

  moveAccount: (world) => world.move(),

  later: (world) => wait(world, waits[wholeUpTo(world.weather.chance, waits.length)]!),

  daysPass: (world) => wait(world, dayMs + wholeUpTo(world.weather.chance, 3 * dayMs)),

  async everythingCrashes(world) {
    if (world.scheduler.crashAll() > 0) world.count('everything crashes')
  },
}

/** Longer than any lease lasts or anything is put off after a failure (src/jobs/backoff.ts). */
const putOffMs = 6 * hourMs + minuteMs

/** Nothing goes wrong any more, and cron ticks at one instant until nothing of its work is due; no message arrives. */
async function sweep(world: World): Promise<void> {
  await world.scheduler.run()
  await world.clock.advance(putOffMs)
  for (let ticks = 0; ticks < 400; ticks++) {
    await finishing(world, workThrough(world))
    const next = dueHere(world)
    if (next === null || next > world.clock.now()) return
  }
  world.wrongs.push('the sweep never came to an end')
}

/** Cron ticks, and what it puts on the queue is done. */
async function workThrough(world: World): Promise<void> {
  await world.cron('* * * * *')
  while (world.queue.length > 0) await world.work(world.queue.splice(0, 20))
}

const restMs = 9 * dayMs
/** How often somebody looks whether anything is due: what waits a little longer costs nothing, and each look does. */
const lookMs = 8 * hourMs

/** Nothing goes wrong any more; time passes until nothing is due, the provider's debits have settled and every look was had. */
async function comeToRest(world: World): Promise<void> {
  await world.scheduler.run()
  const until = world.clock.now() + restMs
  for (let rounds = 0; rounds < 400; rounds++) {
    for (const letter of world.post.splice(0)) await finishing(world, deliver(world, letter))
    await finishing(world, workThrough(world))
    const next = nextMoment(world)
    if (world.post.length > 0 || (next !== null && next <= world.clock.now())) continue
    if (next === null || next > until) return
    await world.clock.advance(Math.max(next - world.clock.now(), lookMs))
  }
  world.wrongs.push('the work never came to an end')
}

const works = ['outbox', 'timers', 'provider_events'] as const

/** When a piece of work is next due. */
const dueHere = ({ database }: World, tables: readonly string[] = [...works, 'provider_feeds']): number | null =>
  database.rows<{ at: number | null }>(
    `SELECT min(at) AS at FROM (${tables.map((table) => `SELECT min(visible_at) AS at FROM ${table}`).join(' UNION ALL ')})`,
  )[0]!.at

/** When anything is next due, here or at the provider; its list of what happened is read along with whatever comes first. */
function nextMoment(world: World): number | null {
  const { sandbox, clock } = world
  const due = dueHere(world, works)
  const provider = Object.values(sandbox.state.snapshot.accountData).flatMap(({ scheduled }) =>
    scheduled.map(({ at }) => at),
  )
  const moments = [...(due === null ? [] : [due]), ...provider.filter((at) => at > clock.now())]
  return moments.length > 0 ? Math.min(...moments) : null
}
