import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvCell, csv } from '../../src/views/csv.ts'
import { hold } from '../core/money/law.ts'
import { rounds } from '../proof/rounds.ts'

/** Reads CSV letter by letter, as RFC 4180 describes it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell, isQuoted] = [[] as string[], '', false]
  for (let i = 1; i < text.length; i++) {
    const letter = text[i]!
    if (isQuoted && letter === '"' && text[i + 1] === '"') cell += text[i++]
    else if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted && (letter === ',' || letter === '\r')) {
      row.push(cell)
      cell = ''
      if (letter === '\r') {
        rows.push(row)
        row = []
        i++
      }
    } else cell += letter
  }
  return rows
}

const written = (cell: CsvCell) => csv([[cell]]).slice(1, -2)

test('cells are separated by commas and rows by CRLF, after a mark of the encoding', () => {
  expect(
    csv([
      ['a', null, 'ü'],
      ['b, c', 'say "d"', 'two\nlines'],
    ]),
  ).toBe('\ufeffa,,ü\r\n"b, c","say ""d""","two\nlines"\r\n')
  expect(new TextEncoder().encode(csv([])).slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
})

test('amounts are plain decimals with the decimals of their currency, also negative ones', () => {
  const amounts: [number, 'eur' | 'jpy' | 'kwd' | 'isk'][] = [
    [123_456_789, 'eur'],
    [-5, 'eur'],
    [0, 'eur'],
    [-1200, 'jpy'],
    [7, 'kwd'],
    [500_000, 'isk'],
  ]
  expect(amounts.map(([amountMinor, currency]) => written({ amountMinor, currency }))).toEqual([
    '1234567.89',
    '-0.05',
    '0.00',
    '-1200',
    '0.007',
    '5000.00',
  ])
})

test('a text that a spreadsheet would run as a formula is marked as text', () => {
  expect(written('=HYPERLINK("https://evil.example","Pay")')).toBe(`"'=HYPERLINK(""https://evil.example"",""Pay"")"`)
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    expect(readCsv(csv([[`${start}1+1`]]))).toEqual([[`'${start}1+1`]])
  for (const plain of ['KW-0001', '1=1', ' =1', "'=1", '2026-11-30']) expect(written(plain)).toBe(plain)
})

test('every text comes back as it was, or marked, and none begins a formula', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n,"\'a＝ü '), maxLength: 8 })
  const tables = fc.array(fc.array(letters, { minLength: 1, maxLength: 4 }), { maxLength: 4 })
  hold('texts read back from CSV', rounds(600, 50_000), tables, (table) => {
    const read = readCsv(csv(table))
    expect(read.map((row) => row.length)).toEqual(table.map((row) => row.length))
    for (const [i, row] of read.entries())
      for (const [j, cell] of row.entries()) {
        expect([table[i]![j], `'${table[i]![j]}`]).toContain(cell)
        expect(cell.length > table[i]![j]!.length).toBe('=+-@\t\r\n＝＋－＠'.includes(table[i]![j]![0] ?? 'x'))
      }
  })
})
