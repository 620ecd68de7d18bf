import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { isProving, rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { planted, plantedInMoves } from './planted.ts'
import { catchPlanted, keptPlans, neverSeen, undeclared } from './run.ts'
import { type Summary, simulate } from './simulate.ts'
import { rareFaults, rareTransitions } from './state-transitions.ts'

/** What went wrong, and how to see it again. */
const wrongsIn = ({ violations }: Summary) =>
  violations.map((violation) => ({
    again: `npm run simulate -- --seed ${violation.seed} --trace`,
    wrongs: violation.wrongs,
    smallest: violation.shrunk && JSON.stringify(violation.shrunk),
  }))

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** A share catches the bugs that are planted in every run, and leaves the other core to other tests. */
const share = 150
const histories = rounds(share, 20_000)
const threads = rounds(1, availableParallelism())
const chosen = [...new Set([rareTransitions, rareFaults].flatMap((rare) => Object.values(rare).flat()))]

test('whatever fails, and in whatever order, the books are right in the end', async () => {
  const summary = await simulate({ from: seed, histories, chosen, threads, isShrinking: true })
  const { steps, turns, faults, edges, violations } = summary
  tally('Simulated histories', {
    histories: summary.histories,
    steps,
    calls: turns,
    'faults of 23 kinds': total(faults),
    'state edges gone': total(edges),
    violations: violations.length,
  })
  console.log('faults', faults, 'edges', edges)
  expect(summary.histories).toBe(histories + chosen.length)
  expect(wrongsIn(summary)).toEqual([])
  const unseen = neverSeen(summary)
  const rareUnseen = unseen.filter((name) => name in rareTransitions)
  if (rareUnseen.length > 0) console.log('rare and not seen in this share', rareUnseen)
  expect(unseen.filter((name) => isProving || !(name in rareTransitions))).toEqual([])
  expect(rareUnseen.length).toBeLessThan(Object.keys(rareTransitions).length / 2)
  expect(undeclared(summary)).toEqual([])
})

test('a merchant who moves between two databases meanwhile has everything once in the end', async () => {
  const run = { from: seed, histories: rounds(16, 2000), databases: 2, isShrinking: true } as const
  const summary = await simulate(run)
  const { histories, steps, turns, faults, operations, violations } = summary
  tally('Simulated histories over two databases', {
    histories,
    steps,
    calls: turns,
    'faults of 23 kinds': total(faults),
    'moves begun': operations.moveAccount ?? 0,
    'moves finished': operations['moves finished'] ?? 0,
    violations: violations.length,
  })
  expect(wrongsIn(summary)).toEqual([])
  expect(operations['moves finished']).toBeGreaterThan(rounds(3, 500))
})

test.runIf(isProving)('a bug that is planted in a move is found', async () => {
  const caught = await catchPlanted(plantedInMoves)
  tally('Planted bugs of moves', {
    planted: caught.length,
    caught: caught.filter(({ isCaught }) => isCaught).length,
  })
  expect(caught.filter(({ isCaught }) => !isCaught)).toEqual([])
})

test('a history that once went wrong goes right', async () => {
  const plans = await keptPlans()
  const summary = await simulate({ plans })
  expect(summary.histories).toBe(plans.length)
  expect(wrongsIn(summary)).toEqual([])
})

test('a seed always brings the same history, in whichever thread', async () => {
  const [alone, shared] = [
    await simulate({ from: seed, histories: 6, threads: 1 }),
    await simulate({ from: seed, histories: 6, threads: 2 }),
  ]
  expect(alone.fingerprints.size).toBe(6)
  expect([...shared.fingerprints].sort()).toEqual([...alone.fingerprints].sort())
})

test('a bug that is planted is found', async () => {
  const bugs = planted.slice(0, rounds(4, planted.length))
  const caught = await catchPlanted(bugs, { most: rounds(share, 3000) })
  tally('Planted bugs', { planted: caught.length, caught: caught.filter(({ isCaught }) => isCaught).length })
  expect(caught.filter(({ isCaught }) => !isCaught)).toEqual([])
})
