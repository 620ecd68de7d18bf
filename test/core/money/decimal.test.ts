import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDecimal, printDecimal } from '../../../src/core/money/decimal.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { hold } from './law.ts'

test('a decimal is read exactly, to twelve places', () => {
  expect(parseDecimal('1')).toEqual(ok({ units: 1n, scale: 0 }))
  expect(parseDecimal('0.001')).toEqual(ok({ units: 1n, scale: 3 }))
  expect(parseDecimal('12.345678901234')).toEqual(ok({ units: 12345678901234n, scale: 12 }))
  expect(parseDecimal('-0.5', { signed: true })).toEqual(ok({ units: -5n, scale: 1 }))
})

test('what is not plain digits is refused', () => {
  const wrong = [
    '',
    ' ',
    '1e3',
    'NaN',
    'Infinity',
    '+1',
    ' 1',
    '1 ',
    '1,5',
    '.5',
    '5.',
    '1.2.3',
    '01',
    '0x1',
    '--1',
    '١',
    '１',
  ]
  expect(wrong.filter((text) => parseDecimal(text, { signed: true }).ok)).toEqual([])
})

test('too many places, too many digits and an unasked sign are refused', () => {
  const refused = refuse('decimal_invalid')
  expect(parseDecimal('1.0000000000001')).toEqual(refused)
  expect(parseDecimal('1.23456', { scale: 4 })).toEqual(refused)
  expect(parseDecimal('1000000000000000')).toEqual(refused)
  expect(parseDecimal('9'.repeat(100_000))).toEqual(refused)
  expect(parseDecimal('-1')).toEqual(refused)
})

test('printing drops what says nothing, and reading it again gives the same value', () => {
  expect(printDecimal({ units: 1500n, scale: 3 })).toBe('1.5')
  expect(printDecimal({ units: -5n, scale: 3 })).toBe('-0.005')
  expect(printDecimal({ units: 0n, scale: 12 })).toBe('0')
  const decimals = fc.record({ units: fc.bigInt(-(10n ** 26n), 10n ** 26n), scale: fc.constant(12) })
  hold('decimals printed and read again', 5_000, decimals, ({ units, scale }) => {
    const again = parseDecimal(printDecimal({ units, scale }), { signed: true })
    expect(again.ok && again.value.units * 10n ** BigInt(12 - again.value.scale)).toBe(units)
  })
})
