import { expect, test } from 'vitest'
import { formatNumber } from '../../../src/core/numbering/number.ts'
import { parsePrefix } from '../../../src/core/numbering/prefix.ts'
import { nextNumber, type Series, seriesOf } from '../../../src/core/numbering/series.ts'
import { ok, refuse } from '../../../src/core/result.ts'

test('a prefix is 1 to 12 capitals, digits and inner hyphens', () => {
  for (const right of ['N', 'NIMBUS', 'ACME-EU-2026', '007']) expect(parsePrefix(right)).toEqual(ok(right))
  for (const wrong of [
    '',
    'nimbus',
    'THIRTEEN-CHAR',
    '-ABC',
    'ABC-',
    'A--B',
    'A B C',
    'STRAßE',
    'AB_C',
    'ABC\n',
    'ＡＢＣ',
  ])
    expect(parsePrefix(wrong)).toEqual(refuse('number_prefix_invalid'))
})

test('numbers have at least four digits and grow beyond them', () => {
  expect(formatNumber('NIMBUS', 1)).toBe('NIMBUS-0001')
  expect(formatNumber('NIMBUS', 9999)).toBe('NIMBUS-9999')
  expect(formatNumber('NIMBUS', 10_000)).toBe('NIMBUS-10000')
  expect(() => formatNumber('NIMBUS', 0)).toThrow('from 1')
  expect(() => formatNumber('NIMBUS', 1.5)).toThrow('whole')
})

const nimbus: Series = { name: 'account', prefix: 'NIMBUS' }

test('a series starts at 0001 and gives one number after the other', () => {
  const given: string[] = []
  for (let last = 0; last < 3; last++) {
    const next = nextNumber(nimbus, last)
    if (!next.ok) throw new Error(next.refusal.code)
    expect(next.value).toMatchObject({ series: 'account', sequence: last + 1 })
    given.push(next.value.number)
  }
  expect(given).toEqual(['NIMBUS-0001', 'NIMBUS-0002', 'NIMBUS-0003'])
})

test('after the billionth number a series is exhausted', () => {
  expect(nextNumber(nimbus, 999_999_999)).toMatchObject({ ok: true, value: { number: 'NIMBUS-1000000000' } })
  expect(nextNumber(nimbus, 1_000_000_000)).toEqual(refuse('number_sequence_exhausted'))
})

test('each kind of document has a series of its own, for the account or for each customer', () => {
  const [jonas, margaux] = [
    { id: 'cus_jonas', prefix: 'JONAS' },
    { id: 'cus_margaux', prefix: 'MARGAUX' },
  ] as const
  const byAccount = { scheme: 'account', prefix: 'NIMBUS' } as const
  const byCustomer = { scheme: 'customer', prefix: 'NIMBUS' } as const
  expect(seriesOf('invoice', byAccount, jonas)).toEqual(seriesOf('invoice', byAccount, margaux))
  expect(seriesOf('invoice', byCustomer, jonas).prefix).toBe('JONAS')
  const names = ['invoice', 'credit_note', 'receipt'].flatMap((kind) => [
    seriesOf(kind, byAccount, jonas).name,
    ...[jonas, margaux].map((customer) => seriesOf(kind, byCustomer, customer).name),
  ])
  expect(new Set(names).size).toBe(9)
  // As stored since the first invoice: another name would begin at 1 again.
  expect(names.slice(0, 3)).toEqual(['account', 'cus_jonas', 'cus_margaux'])
})
