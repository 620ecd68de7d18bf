import fc from 'fast-check'
import { expect, test } from 'vitest'
import { split } from '../../../src/core/money/split.ts'
import { rounds } from '../../proof/rounds.ts'
import { handOut } from '../invoices/oracle.ts'
import { foundAfter, hold } from './law.ts'

type Split = (totalMinor: number, weights: readonly number[]) => number[]

const amounts = fc.oneof(
  fc.integer({ min: -2_000, max: 2_000 }),
  fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
)
const weight = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 999_999_999_999 }))
const cases = fc
  .tuple(amounts, fc.array(weight, { minLength: 1, maxLength: 12 }))
  .filter(([, weights]) => weights.some((size) => size > 0))

const sum = (figures: readonly number[]) => figures.reduce((all, figure) => all + BigInt(figure), 0n)

const lawsOf =
  (splitting: Split) =>
  ([total, weights]: [number, number[]]) => {
    const parts = splitting(total, weights)
    const whole = sum(weights)
    expect(sum(parts)).toBe(BigInt(total))
    const wrong = parts.filter((part, i) => {
      const offBy = BigInt(part) * whole - BigInt(total) * BigInt(weights[i]!)
      return part * Math.sign(total) < 0 || offBy >= whole || -offBy >= whole
    })
    expect(wrong).toEqual([])
  }

test('ten euros split three ways leave nobody more than a cent apart and no cent behind', () => {
  expect(split(1000, [1, 1, 1])).toEqual([334, 333, 333])
  expect(split(-1000, [1, 1, 1])).toEqual([-334, -333, -333])
})

test('a leftover cent goes to the largest remainder, then the larger weight, then the earlier place', () => {
  expect(split(100, [2, 3, 1])).toEqual([33, 50, 17])
  expect(split(2, [1, 3])).toEqual([0, 2])
  expect(split(1, [5, 5])).toEqual([1, 0])
})

test('a weight of zero gets nothing, and nothing splits into nothing', () => {
  expect(split(7, [0, 1, 0])).toEqual([0, 7, 0])
  expect(split(0, [0, 0])).toEqual([0, 0])
  expect(split(0, [])).toEqual([])
})

test('an amount without weights is a fault, as is a negative weight', () => {
  expect(() => split(1, [0, 0])).toThrow('something must carry')
  expect(() => split(1, [])).toThrow('something must carry')
  expect(() => split(1, [2, -1])).toThrow('negative weight')
})

test('parts sum to the whole, share its sign and are within one unit of the exact share', () => {
  hold('parts of a split', rounds(10_000, 40_000), cases, lawsOf(split))
})

test('a split agrees with handing the leftover units out one at a time', () => {
  hold('splits against the oracle', rounds(5_000, 20_000), cases, ([total, weights]) => {
    const shares = weights.map((size) => [BigInt(total) * BigInt(size), sum(weights)] as const)
    expect(split(total, weights)).toEqual(handOut(BigInt(total), shares).map(Number))
  })
})

test('the parts for different weights do not depend on their order', () => {
  const distinct = fc.tuple(
    amounts,
    fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { minLength: 1, maxLength: 8 }),
  )
  hold('order of distinct weights', rounds(4_000, 10_000), distinct, ([total, weights]) => {
    const forwards = split(total, weights)
    expect(split(total, weights.toReversed())).toEqual(forwards.toReversed())
  })
})

test('the laws detect a split that rounds each part by itself', () => {
  const naive: Split = (total, weights) => {
    const whole = weights.reduce((all, size) => all + size, 0)
    return weights.map((size) => Math.round((total * size) / whole))
  }
  expect(foundAfter(1_000, cases, lawsOf(naive))).not.toBeNull()
})

test('the laws detect a split that leaves the whole difference with the last part', () => {
  const lastTakesAll: Split = (total, weights) => {
    const whole = sum(weights)
    const parts = weights.map((size) => Number((BigInt(total) * BigInt(size)) / whole))
    parts[parts.length - 1]! += total - parts.reduce((all, part) => all + part, 0)
    return parts
  }
  expect(foundAfter(1_000, cases, lawsOf(lastTakesAll))).not.toBeNull()
})
