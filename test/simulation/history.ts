import { join } from 'node:path'
import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Payment } from '../../src/core/payments/payment.ts'
import { type LogWatch, watchLog } from '../world/log-watch.ts'
import { type Actors, createActors, deliver, wait } from './actors.ts'
import { differencesFromProvider, violationsAfterSettling, violationsAtAnyTime } from './invariants.ts'
import { watchProvider } from './provider-watch.ts'
import { installSimulatedGlobals, withGlobals } from './simulated-globals.ts'
import { countTransitions } from './state-transitions.ts'
import { createWorld, emptyState, type InitialState, portOf, secrets, type World } from './world.ts'

/** One operation with its own seed, so that the other steps are the same if it is removed. */
export type Step = {
  readonly operation: string
  readonly seed: number
  /** How many turns pass before the next step begins; null to wait until all calls have finished. */
  readonly turns: number | null
}

/** A history: generated from a seed, or what a failing one was shrunk to. */
export type Plan = {
  readonly seed: number
  /** ms since 1970. */
  readonly startAt: number
  /** The probability that a call fails, 0 to 1. */
  readonly faultRate: number
  /** With 2, the merchant also moves between two databases. 1 by default. */
  readonly databases?: 1 | 2
  readonly steps: readonly Step[]
}

export type Outcome = {
  readonly violations: readonly string[]
  readonly turns: number
  readonly faults: Readonly<Record<string, number>>
  readonly transitions: Readonly<Record<string, number>>
  readonly operations: Readonly<Record<string, number>>
  /** A digest of all events, to check that a seed always gives the same history. */
  readonly fingerprint: string
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The relative frequency of each operation. */
const weights: Readonly<Record<string, number>> = {
  bill: 9,
  billSeveral: 3,
  look: 4,
  pay: 9,
  payTogether: 7,
  finish: 10,
  chooseTransfer: 5,
  transfer: 7,
  cancelTransfer: 1,
  comeBack: 5,
  freshLink: 2,
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
  webhooksArrive: 12,
  webhooksAreLost: 2,
  tick: 6,
  jobsArrive: 8,
  jobsAreLost: 1,
  later: 8,
  daysPass: 1,
  everythingCrashes: 1,
}

const withTwoDatabases = { ...weights, moveAccount: 9 }

/** Operations that sometimes follow another one, in sequences that would be rare by chance: a charge that crashes, then days without cron. */
const followingOperations: Readonly<Record<string, readonly [operation: string, odds: number]>> = {
  pay: ['daysPass', 0.1],
  charge: ['daysPass', 0.2],
  bill: ['payPart', 0.3],
  finish: ['payPart', 0.2],
  comeBack: ['payPart', 0.3],
  webhooksArrive: ['payPart', 0.1],
  payPart: ['finish', 0.4],
  billSeveral: ['payTogether', 0.8],
  payTogether: ['finish', 0.4],
  chooseTransfer: ['transfer', 0.6],
  transfer: ['cancelTransfer', 0.2],
  freshLink: ['jobsArrive', 0.8],
  jobsArrive: ['everythingCrashes', 0.15],
  dispute: ['endDispute', 0.5],
  endDispute: ['winLostDispute', 0.2],
  look: ['addMethod', 0.5],
  newCard: ['addMethod', 0.7],
  addMethod: ['removeMethod', 0.4],
  refund: ['failRefund', 0.4],
  failRefund: ['refund', 0.5],
  tick: ['revise', 0.1],
  repeat: ['revise', 0.6],
  holdStill: ['correct', 0.6],
  outOfBand: ['correct', 0.3],
}

const faultRates = [0, 0.01, 0.03, 0.08, 0.2] as const
const year2026 = Date.UTC(2026, 0, 1)

const chanceOf = (seed: number) => {
  const chance: RandomState = { state: seed | 0 }
  // Neighbouring seeds give similar first numbers, so a few are dropped.
  for (let i = 0; i < 4; i++) nextRandom(chance)
  return () => nextRandom(chance)
}

const wholeUpTo = (chance: () => number, below: number) => Math.floor(chance() * below)

/** The plan of a seed. */
export function planOf(seed: number, databases: 1 | 2 = 1): Plan {
  const weighed = databases === 2 ? withTwoDatabases : weights
  const most = Object.values(weighed).reduce((sum, weight) => sum + weight, 0)
  const chance = chanceOf(seed)
  const startAt = year2026 + wholeUpTo(chance, 365) * dayMs + wholeUpTo(chance, 24 * 60) * minuteMs
  const faultRate = faultRates[wholeUpTo(chance, faultRates.length)]!
  let before = 'bill'
  const steps = Array.from({ length: 8 + wholeUpTo(chance, 16) }, (_, at) => {
    const [following, odds] = followingOperations[before] ?? ['', 0]
    const any = operationAt(weighed, wholeUpTo(chance, most))
    before = at < 2 ? firstOperation(chance) : chance() < odds ? following : any
    return {
      operation: before,
      seed: wholeUpTo(chance, 2 ** 31),
      turns: chance() < 0.45 ? null : wholeUpTo(chance, 12),
    }
  })
  return { seed, startAt, faultRate, ...(databases === 2 && { databases }), steps }
}

/** Half of the histories begin with several invoices of one customer. */
const firstOperation = (chance: () => number): string => (chance() < 0.5 ? 'bill' : 'billSeveral')

function operationAt(weighed: Readonly<Record<string, number>>, point: number): string {
  let left = point
  for (const [operation, weight] of Object.entries(weighed)) {
    if (left < weight) return operation
    left -= weight
  }
  throw new Error('The point lies within the weights.')
}

installSimulatedGlobals()
type Trace = (line: string) => void

/** Prepares the initial state of every history: the merchants, and customers that were created through the API. */
export async function prepare(dir: string): Promise<InitialState> {
  const empty = await emptyState(dir)
  return inWorld(empty, { seed: 0, startAt: year2026 - dayMs }, undefined, async (world) => {
    const actors = createActors(world, world.policy.chance)
    await runUntilDone(world, actors.arrive())
    return world.save(join(dir, 'initial.db'))
  })
}

/** Runs one history in a new world until no work is left, and returns its violations. */
export const runHistory = (plan: Plan, initialState: InitialState, trace?: Trace): Promise<Outcome> =>
  inWorld(initialState, plan, trace, (world, log) => runSteps(world, log, plan, trace))

async function inWorld<T>(
  initialState: InitialState,
  { seed, startAt, databases = 1 }: Pick<Plan, 'seed' | 'startAt' | 'databases'>,
  trace: Trace | undefined,
  operation: (world: World, log: LogWatch) => Promise<T>,
): Promise<T> {
  const withoutFaults = { chance: chanceOf(seed), faultRate: 0 }
  const world = createWorld({
    initialState,
    databases,
    seed,
    startAt,
    policy: withoutFaults,
    onProviderCall: watchProvider,
    trace,
  })
  const log = watchLog(() => secrets)
  // Injected faults would print millions of lines.
  console.error = (line: unknown) => {
    trace?.(String(line))
    log.check(String(line))
  }
  const globals = {
    now: world.clock.now,
    random: () => world.policy.chance(),
    fetch: (request: Request) => world.fetch(portOf(new URL(request.url)), request),
    pause: async (ms: number) => void (await world.fetch('pause', new Request(`http://pause/${Math.floor(ms)}`))),
  }
  try {
    return await withGlobals(globals, () => operation(world, log))
  } finally {
    world.close()
  }
}

async function runSteps(world: World, log: LogWatch, { steps, faultRate }: Plan, trace?: Trace): Promise<Outcome> {
  const withoutFaults = world.policy
  const actors = createActors(world, () => world.policy.chance())
  const operations: Record<string, number> = {}
  const scripts: Promise<unknown>[] = []
  for (const { operation, seed, turns } of steps) {
    world.policy = { chance: chanceOf(seed), faultRate }
    operations[operation] = (operations[operation] ?? 0) + 1
    trace?.(`--- ${operation}`)
    scripts.push(performStep(world, actors, operation))
    await world.scheduler.run(turns ?? undefined)
  }
  await runUntilDone(world, Promise.all(scripts))
  world.policy = withoutFaults
  world.violations.push(...violationsAtAnyTime(world))
  if (world.isMoving()) await runUntilDone(world, world.move())
  trace?.('--- one sweep')
  await sweep(world)
  world.violations.push(...differencesFromProvider(world).map((violation) => `after one sweep ${violation}`))
  trace?.('--- settling')
  await settle(world)
  world.violations.push(
    ...violationsAtAnyTime(world),
    ...violationsAfterSettling(world),
    ...lostAcknowledgements(actors),
    ...actors.duplicates(),
  )
  world.violations.push(...log.leaks().map((leak) => `the log holds ${leak}`))
  if (world.moves > 0) operations['moves finished'] = world.moves
  for (const { status, times } of jointPayments(world)) operations[`joint payments ${status}`] = times
  operations['parts succeeded'] = partsSucceeded(world)
  const { transitions, fingerprint } = countTransitions(world.database.rows)
  return {
    violations: [...new Set(world.violations)],
    turns: world.scheduler.turns(),
    faults: Object.fromEntries(world.faults),
    transitions,
    operations,
    fingerprint,
  }
}

/** How the joint payments of a history ended. */
const jointPayments = ({ database }: World) =>
  database.rows<{ status: string; times: number }>(
    'SELECT status, count(*) AS times FROM payments WHERE id IN (SELECT part_of FROM payments) GROUP BY status',
  )

/** How many payments by a customer brought a part of what remained. */
function partsSucceeded({ database }: World): number {
  const states = database.rows<{ state: string }>("SELECT state FROM invoices WHERE status <> 'draft'")
  const invoices = states.map(({ state }) => JSON.parse(state) as IssuedInvoice)
  return invoices.flatMap((invoice) => {
    const byCustomer = ({ kind, joint }: Payment) => (kind === 'checkout' || kind === 'saved_method') && !joint
    const paid = invoice.payments.filter((payment) => payment.allocatedMinor > 0)
    return paid.filter((payment, at) => byCustomer(payment) && (at < paid.length - 1 || invoice.status !== 'paid'))
  }).length
}

/** Gives turns until a script is done. Throws what the script throws. */
async function runUntilDone(world: World, script: Promise<unknown>): Promise<void> {
  let isDone = false
  const done = script.finally(() => {
    isDone = true
  })
  // A rejection is thrown below, after the turns that are under way.
  done.catch(() => undefined)
  for (let rounds = 0; !isDone; rounds++) {
    if (rounds > 10_000) throw new Error('A script waits for something that never happens.')
    await world.scheduler.run()
  }
  await done
}

const lostAcknowledgements = ({ memory }: Actors): string[] =>
  memory.promises.filter(({ isKept }) => !isKept()).map(({ what }) => `acknowledged and lost: ${what}`)

async function performStep(world: World, actors: Actors, operation: string): Promise<void> {
  const ofActors = actors.operations[operation as keyof Actors['operations']]
  await (ofActors ? ofActors() : environmentSteps[operation]!(world))
}

const waits = [5_000, minuteMs, 3 * minuteMs, 20 * minuteMs, 2 * hourMs, 9 * hourMs, dayMs, 3 * dayMs] as const

/** Operations of the environment: deliveries, cron, time and crashes. */
const environmentSteps: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  async webhooksArrive(world) {
    const { chance } = world.policy
    const arriving: Promise<unknown>[] = []
    for (let count = 1 + wholeUpTo(chance, 4); count > 0 && world.heldWebhooks.length > 0; count--) {
      const at = wholeUpTo(chance, world.heldWebhooks.length)
      if (at > 0) world.count('webhook out of order')
      const [webhook] = world.heldWebhooks.splice(at, 1)
      const copies = chance() < 0.25 ? 2 + wholeUpTo(chance, 3) : 1
      if (copies > 1) world.count('webhook twice')
      for (let copy = 0; copy < copies; copy++) arriving.push(deliver(world, webhook!))
    }
    if (world.heldWebhooks.length > 0) world.count('webhook delayed')
    return Promise.all(arriving)
  },

  async webhooksAreLost(world) {
    const lost = world.heldWebhooks.splice(wholeUpTo(world.policy.chance, world.heldWebhooks.length + 1), 2)
    for (const _ of lost) world.count('webhook dropped')
  },

  tick(world) {
    const ticks = world.policy.chance() < 0.3 ? 2 + wholeUpTo(world.policy.chance, 2) : 1
    if (ticks > 1) world.count('ticks overlap')
    return Promise.all(Array.from({ length: ticks }, () => world.cron('* * * * *')))
  },

  async jobsArrive(world) {
    const { chance } = world.policy
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
    for (const _ of world.queue.splice(0, 1 + wholeUpTo(world.policy.chance, 3))) world.count('job dropped')
  },

  moveAccount: (world) => world.move(),

  later: (world) => wait(world, waits[wholeUpTo(world.policy.chance, waits.length)]!),

  daysPass: (world) => wait(world, dayMs + wholeUpTo(world.policy.chance, 3 * dayMs)),

  async everythingCrashes(world) {
    if (world.scheduler.crashAll() > 0) world.count('everything crashes')
  },
}

/** Longer than any lease and any delay after a failure (src/jobs/backoff.ts). */
const putOffMs = 6 * hourMs + minuteMs

/** Runs cron without faults at one instant until none of its work is due; no webhook arrives. */
async function sweep(world: World): Promise<void> {
  await world.scheduler.run()
  await world.clock.advance(putOffMs)
  for (let ticks = 0; ticks < 400; ticks++) {
    await runUntilDone(world, runCronAndQueue(world))
    const next = nextDueAt(world)
    if (next === null || next > world.clock.now()) return
  }
  world.violations.push('the sweep never ended')
}

/** Runs cron once, and all that it puts on the queue. */
async function runCronAndQueue(world: World): Promise<void> {
  await world.cron('* * * * *')
  while (world.queue.length > 0) await world.work(world.queue.splice(0, 20))
}

const settlingMs = 9 * dayMs
/** The least time between two checks for due work, to limit their number. */
const pollMs = 8 * hourMs

/** Advances time without faults until no work is due, the provider's debits have settled and every poll was made. */
async function settle(world: World): Promise<void> {
  await world.scheduler.run()
  const until = world.clock.now() + settlingMs
  for (let rounds = 0; rounds < 400; rounds++) {
    for (const webhook of world.heldWebhooks.splice(0)) await runUntilDone(world, deliver(world, webhook))
    await runUntilDone(world, runCronAndQueue(world))
    const next = nextEventAt(world)
    if (world.heldWebhooks.length > 0 || (next !== null && next <= world.clock.now())) continue
    if (next === null || next > until) return
    await world.clock.advance(Math.max(next - world.clock.now(), pollMs))
  }
  world.violations.push('the work never ended')
}

const works = ['outbox', 'timers', 'provider_events'] as const

/** When work is next due, in ms since 1970; null where none is. */
const nextDueAt = ({ database }: World, tables: readonly string[] = [...works, 'provider_feeds']): number | null =>
  database.rows<{ at: number | null }>(
    `SELECT min(at) AS at FROM (${tables.map((table) => `SELECT min(visible_at) AS at FROM ${table}`).join(' UNION ALL ')})`,
  )[0]!.at

/** When anything is next due, here or at the provider. The provider's list of events is read along with it. */
function nextEventAt(world: World): number | null {
  const { sandbox, clock } = world
  const due = nextDueAt(world, works)
  const provider = Object.values(sandbox.state.snapshot.accountData).flatMap(({ scheduled }) =>
    scheduled.map(({ at }) => at),
  )
  const times = [...(due === null ? [] : [due]), ...provider.filter((at) => at > clock.now())]
  return times.length > 0 ? Math.min(...times) : null
}
