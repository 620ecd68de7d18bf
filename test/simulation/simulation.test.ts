import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { isProving, rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { planted, plantedInMoves } from './planted.ts'
import { catchPlanted, keptPlans, neverSeen, undeclared } from './run.ts'
import { type Summary, simulate } from './simulate.ts'
import { rareFaults, rareTransitions } from './state-transitions.ts'

/** The violations of each failing history, and the command that repeats it. */
const failuresOf = ({ failures }: Summary) =>
  failures.map(({ seed, violations, shrunk }) => ({
    again: `npm run simulate -- --seed ${seed} --trace`,
    violations,
    smallest: shrunk && JSON.stringify(shrunk),
  }))

const paidTogether = ({ operations }: Summary): number => operations['joint payments succeeded'] ?? 0

const paidInPart = ({ operations }: Summary): number => operations['parts succeeded'] ?? 0

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Enough histories to catch the bugs that are planted in every run; one thread leaves the other core to other tests. */
const share = 60
const histories = rounds(share, 20_000)
const threads = rounds(1, availableParallelism())
const chosen = [...new Set([rareTransitions, rareFaults].flatMap((rare) => Object.values(rare).flat()))]

test('after any faults in any order the invariants hold and the books equal those of the provider', async () => {
  const summary = await simulate({ from: seed, histories, chosen, threads, isShrinking: true })
  const { steps, turns, faults, transitions, failures } = summary
  tally('Simulated histories', {
    histories: summary.histories,
    steps,
    calls: turns,
    'faults of 23 kinds': total(faults),
    'state transitions taken': total(transitions),
    'payments of several invoices that succeeded': paidTogether(summary),
    'payments of a part that succeeded': paidInPart(summary),
    violations: failures.length,
  })
  console.log('faults', faults, 'transitions', transitions)
  expect(summary.histories).toBe(histories + chosen.length)
  expect(failuresOf(summary)).toEqual([])
  const unseen = neverSeen(summary)
  const rareUnseen = unseen.filter((name) => name in rareTransitions)
  if (rareUnseen.length > 0) console.log('rare and not seen in this share', rareUnseen)
  expect(unseen.filter((name) => isProving || !(name in rareTransitions))).toEqual([])
  expect(rareUnseen.length).toBeLessThan(Object.keys(rareTransitions).length / 2)
  expect(undeclared(summary)).toEqual([])
  expect(paidTogether(summary)).toBeGreaterThan(rounds(1, 1000))
  expect(paidInPart(summary)).toBeGreaterThan(rounds(1, 1000))
})

test('after a merchant moved between two databases during faults, the invariants hold and nothing is lost or doubled', async () => {
  const run = { from: seed, histories: rounds(10, 2000), databases: 2, isShrinking: true } as const
  const summary = await simulate(run)
  const { histories, steps, turns, faults, operations, failures } = summary
  tally('Simulated histories over two databases', {
    histories,
    steps,
    calls: turns,
    'faults of 23 kinds': total(faults),
    'moves begun': operations.moveAccount ?? 0,
    'moves finished': operations['moves finished'] ?? 0,
    violations: failures.length,
  })
  expect(failuresOf(summary)).toEqual([])
  expect(operations['moves finished']).toBeGreaterThan(rounds(1, 500))
})

test.runIf(isProving)('every planted bug of a move is caught', async () => {
  const caught = await catchPlanted(plantedInMoves)
  tally('Planted bugs of moves', {
    planted: caught.length,
    caught: caught.filter(({ isCaught }) => isCaught).length,
  })
  expect(caught.filter(({ isCaught }) => !isCaught)).toEqual([])
})

test('no history that failed once fails again', async () => {
  const plans = await keptPlans()
  const summary = await simulate({ plans })
  expect(summary.histories).toBe(plans.length)
  expect(failuresOf(summary)).toEqual([])
})

test('a seed gives the same history in any thread', async () => {
  const some = rounds(2, 4)
  const [alone, shared] = [
    await simulate({ from: seed, histories: some, threads: 1 }),
    await simulate({ from: seed, histories: some, threads: 2 }),
  ]
  expect(alone.fingerprints.size).toBe(some)
  expect([...shared.fingerprints].sort()).toEqual([...alone.fingerprints].sort())
})

test('every planted bug is caught', async () => {
  const bugs = planted.slice(0, rounds(2, planted.length))
  const caught = await catchPlanted(bugs, { most: rounds(share, 3000) })
  tally('Planted bugs', { planted: caught.length, caught: caught.filter(({ isCaught }) => isCaught).length })
  expect(caught.filter(({ isCaught }) => !isCaught)).toEqual([])
})
