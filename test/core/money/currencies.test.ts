import { expect, test } from 'vitest'
import {
  currency,
  currencyCodes,
  exponentOf,
  isWholeUnitsOnly,
  shownDecimals,
  stepMinor,
} from '../../../src/core/money/currencies.ts'
import { money, toMinor } from '../../../src/core/money/money.ts'
import { ok, refuse } from '../../../src/core/result.ts'

const withExponent = (exponent: number) => currencyCodes.filter((code) => exponentOf(code) === exponent).join(' ')

test('every active currency is there once, and Intl knows all but the digital bolívar', () => {
  expect(currencyCodes).toHaveLength(155)
  expect(currencyCodes).toEqual(currencyCodes.toSorted())
  const known = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))
  expect(currencyCodes.filter((code) => !known.has(code))).toEqual(['ved'])
})

test('zero-decimal and three-decimal currencies are those of the wire format and ISO 4217', () => {
  expect(withExponent(0)).toBe('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf')
  expect(withExponent(3)).toBe('bhd iqd jod kwd lyd omr tnd')
})

test('the króna and the Ugandan shilling have two decimals on the wire, none for people, and whole units only', () => {
  expect(currencyCodes.filter(isWholeUnitsOnly)).toEqual(['isk', 'ugx'])
  for (const code of ['isk', 'ugx'] as const)
    expect([exponentOf(code), stepMinor(code), shownDecimals(code)]).toEqual([2, 100, 0])
  expect([exponentOf('kwd'), stepMinor('kwd'), shownDecimals('kwd')]).toEqual([3, 1, 3])
})

test('a code is read in either case, and what is no currency is refused', () => {
  expect(currency('EUR')).toEqual(ok('eur'))
  for (const code of ['', 'eu', 'euro', 'xau', 'toString', '__proto__', 'dem'])
    expect(currency(code)).toEqual(refuse('currency_unknown', { param: 'currency' }))
})

test('an amount that a double cannot hold exactly is a fault', () => {
  expect(money(-5, 'eur')).toEqual({ amountMinor: -5, currency: 'eur' })
  for (const wrong of [0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])
    expect(() => money(wrong, 'eur')).toThrow('whole number of minor units')
  expect(() => toMinor(2n ** 53n)).toThrow('whole number of minor units')
})
