import { expect, test } from 'vitest'
import { formatNumber } from '../../../src/core/numbering/number.ts'
import { parsePrefix } from '../../../src/core/numbering/prefix.ts'
import { nextNumber, type Series } from '../../../src/core/numbering/series.ts'
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

test('a series starts at 0001 and gives one number after the other', () => {
  let series: Series = { prefix: 'NIMBUS', next: 1 }
  const given: string[] = []
  for (let count = 0; count < 3; count++) {
    const next = nextNumber(series)
    if (!next.ok) throw new Error(next.refusal.code)
    given.push(next.value.number)
    series = next.value.series
  }
  expect(given).toEqual(['NIMBUS-0001', 'NIMBUS-0002', 'NIMBUS-0003'])
  expect(series.next).toBe(4)
})

test('after the billionth number a series is exhausted', () => {
  const last = nextNumber({ prefix: 'NIMBUS', next: 1_000_000_000 })
  expect(last).toMatchObject({ ok: true, value: { number: 'NIMBUS-1000000000' } })
  expect(last.ok && nextNumber(last.value.series)).toEqual(refuse('number_sequence_exhausted'))
})
