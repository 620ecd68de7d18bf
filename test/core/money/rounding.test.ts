import fc from 'fast-check'
import { expect, test } from 'vitest'
import { down, halfUp, type RoundingRule, up } from '../../../src/core/money/rounding.ts'
import { nearest } from '../invoices/oracle.ts'
import { hold } from './law.ts'

const halves = [-5n, -3n, -1n, 1n, 3n, 5n]
const roundedHalves = (rule: RoundingRule) => halves.map((half) => Number(rule(half, 2n)))

test('a half goes away from zero, down or up, as the rule says', () => {
  expect(roundedHalves(halfUp)).toEqual([-3, -2, -1, 1, 2, 3])
  expect(roundedHalves(down)).toEqual([-3, -2, -1, 0, 1, 2])
  expect(roundedHalves(up)).toEqual([-2, -1, 0, 1, 2, 3])
})

test('every rule leaves an integer alone and otherwise gives one of its two neighbours', () => {
  const ratios = fc.tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 20n))
  hold('rounding rules', 10_000, ratios, ([count, over]) => {
    expect([halfUp, down, up].map((rule) => rule(count * over, over))).toEqual(Array(3).fill(count))
    const [nearUp, below, above] = [halfUp, down, up].map((rule) => rule(count, over)) as [bigint, bigint, bigint]
    expect(below * over <= count && count < (below + 1n) * over).toBe(true)
    expect(above).toBe(count % over === 0n ? below : below + 1n)
    expect(nearUp).toBe(nearest([count, over]))
  })
})
