import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { pageSizes } from '../../src/pdf/sheet.ts'
import { languages } from '../../src/views/words/locale.ts'
import { isProving, rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { hostileTexts } from '../views/hostile.ts'
import { account, customers } from '../world/cast.ts'
import { discount, issued, line } from '../world/invoices.ts'
import { outside } from './margins.ts'
import { printInvoice } from './print.ts'
import { type ReadPage, type ReadPdf, rowsOf } from './read-pdf.ts'

const textsOf = (page: ReadPage): string[] => rowsOf(page).flatMap(({ cells }) => cells.map(({ text }) => text))

const lines = (count: number) => Array.from({ length: count }, (_, i) => line(`Position ${i + 1}`, '2', '5000'))

/** More lines than one may have today. */
function repeated(count: number): IssuedInvoice {
  const invoice = issued({ lines: lines(1) })
  const [first] = invoice.lines
  const all = Array.from({ length: count }, (_, i) => ({ ...first!, description: `Position ${i + 1}` }))
  return { ...invoice, lines: all }
}

describe.each(isProving ? [1, 2, 14, 15, 16, 17, 18, 19, 20, 21, 30, 500] : [1, 15, 17, 19, 21, 500])(
  'an invoice with %i lines',
  (count) => {
    test('has each line once and whole, heads on each page of its table, and its totals with a line', async () => {
      const { read } = await printInvoice(repeated(count), 'en')
      expect(outside(read)).toEqual([])
      const perPage = read.pages.map((page) => textsOf(page).filter((text) => text.startsWith('Position ')))
      expect(perPage.flat()).toEqual(Array.from({ length: count }, (_, i) => `Position ${i + 1}`))
      const withTotal = read.pages.findIndex((page) => textsOf(page).includes('Total'))
      read.pages.forEach((page, i) => {
        const texts = textsOf(page)
        expect(texts).toContain(`${i + 1} of ${read.pages.length}`)
        expect(texts.filter((text) => text === 'Description')).toHaveLength(i <= withTotal ? 1 : 0)
      })
      expect(perPage[withTotal]!.length).toBeGreaterThan(0)
      expect(textsOf(read.pages[withTotal]!)).toContain('Subtotal')
      expect(read.pages.length).toBe(withTotal + 1 + (withTotal + 1 < read.pages.length ? 1 : 0))
    })
  },
)

test('a table that starts on the second page has its head there once', async () => {
  const address = { ...customers.jonas.address!, line1: 'Hof\n'.repeat(33) }
  const { read } = await printInvoice(issued({ to: { ...customers.jonas, address } }), 'de')
  expect(read.pages.map((page) => textsOf(page).filter((text) => text === 'Leistung').length)).toEqual([0, 1])
})

test('rows are whole where they are shorter than a page', async () => {
  const description = (i: number) => `Start ${i}\n${'Zeile\n'.repeat(i % 7)}Ende ${i}`
  const { read } = await printInvoice(
    issued({ lines: Array.from({ length: 60 }, (_, i) => line(description(i), '1', '1')) }),
    'de',
  )
  expect(outside(read)).toEqual([])
  expect(read.pages.length).toBeGreaterThan(3)
  for (const page of read.pages) {
    const numbers = (word: string) =>
      textsOf(page).flatMap((text) => (text.startsWith(`${word} `) ? [text.slice(word.length + 1)] : []))
    expect(numbers('Start')).toEqual(numbers('Ende'))
  }
})

describe('a row that is taller than a page', () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `Wort${i}`).join(' ')
  const rowsOfWords = ({ pages }: ReadPdf) =>
    pages.flatMap(
      (page) =>
        textsOf(page)
          .join(' ')
          .match(/Wort\d+/g) ?? [],
    )

  test.each([
    ['first', [words(1500), 'Kran']],
    ['last', ['Kran', words(1500)]],
    ['only', [words(1500)]],
  ])('goes on on the next page, as the %s', async (_, descriptions) => {
    const { read } = await printInvoice(issued({ lines: descriptions.map((text) => line(text, '1', '100')) }), 'de')
    expect(outside(read)).toEqual([])
    expect(rowsOfWords(read)).toEqual(words(1500).split(' '))
    const withTotal = read.pages.find((page) => textsOf(page).includes('Gesamtbetrag'))!
    expect(textsOf(withTotal)).toContain('Leistung')
    expect(textsOf(withTotal).join()).toMatch(/Wort|Kran,/)
  })

  test.each(isProving ? [61, 62, 63, 64, 65, 66, 67, 68, 69, 70] : [62, 65, 68])(
    'of %i lines is never followed by totals alone on a page',
    async (count) => {
      const text = Array.from({ length: count + 50 }, () => 'Zeile').join('\n')
      const { read } = await printInvoice(issued({ lines: [line(text, '1', '100')] }), 'de')
      expect(outside(read)).toEqual([])
      const withTotal = read.pages.find((page) => textsOf(page).includes('Gesamtbetrag'))!
      expect(textsOf(withTotal)).toContain('Zeile')
    },
  )
})

const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(9).slice(0, 300)
const address = { ...customers.jonas.address!, line1: long, line2: long, city: long }

const large: Readonly<Record<string, IssuedInvoice>> = {
  'an invoice with words of 300 characters everywhere': issued({
    of: account({ name: long, address }),
    to: { ...customers.jonas, name: long, address, email: `${long}@example.com` },
    number: long.slice(0, 30),
    lines: [line(long, '1', '100', { discounts: [discount(long, { percent: '10' })] })],
    discounts: [discount(long, { percent: '5' })],
    customFields: [1, 2, 3, 4].map(() => ({ name: long, value: long })),
    memo: long,
    footer: long,
  }),
  'an invoice with a description of 3,000 characters': issued({
    lines: [line('Kran und Montage. '.repeat(167), '1', '100')],
  }),
  'an invoice with a memo and a footer of several pages': issued({
    memo: 'Vielen Dank. '.repeat(900),
    footer: 'Amtsgericht. '.repeat(900),
  }),
  'an invoice with a name of many lines': issued({
    of: account({ name: 'Kran\n'.repeat(200) }),
    to: { ...customers.jonas, name: 'Bau\n'.repeat(300) },
  }),
  'an invoice with amounts as large as they get': issued({ lines: [line('Kran', '1', '80000000')] }),
  'an invoice with many discounts': issued({
    discounts: Array.from({ length: 20 }, (_, i) => discount(`Rabatt ${i}, ${long.slice(0, 60)}`, { percent: '1' })),
  }),
}

describe.each(Object.entries(large))('%s', (_, invoice) => {
  test.each(['de', 'ar-EG'])('stays within the margins, in %s', async (tag) => {
    const { read } = await printInvoice(invoice, tag)
    expect(outside(read)).toEqual([])
  })
})

test('a document is as well within the margins of a page in Letter', async () => {
  const { read } = await printInvoice(issued({ lines: lines(60) }), 'en', { pageSize: 'letter' })
  expect(outside(read)).toEqual([])
  for (const { width, height } of read.pages) expect({ width, height }).toEqual(pageSizes.letter)
})

test('what a stranger may have typed stays on the page', async () => {
  for (const text of hostileTexts) {
    const named = { ...customers.jonas, name: text }
    const { read } = await printInvoice(
      issued({ of: account({ name: text }), to: named, lines: [line(text, '1', '100')], memo: text, footer: text }),
      'en',
    )
    expect(outside(read)).toEqual([])
  }
})

test('optional parts that are missing leave no gap', async () => {
  const { read } = await printInvoice(issued({ footer: null, defaultTaxRates: [] }), 'en')
  const rows = rowsOf(read.pages[0]!).filter(({ y }) => y < 700)
  const gaps = rows.slice(1).map(({ y }, i) => y - rows[i]!.y)
  expect(Math.max(...gaps)).toBeLessThan(60)
})

test('an invoice stays within the margins, whatever is in its rows', async () => {
  const trials = rounds(6, 200)
  let glyphs = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          text: fc.string({ unit: 'grapheme', maxLength: 60 }),
          amount: fc.integer({ min: 1, max: 99_999_999 }),
        }),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      fc.constantFrom(...languages, 'ar-EG'),
      async (rows, tag) => {
        const { read } = await printInvoice(
          issued({ lines: rows.map(({ text, amount }) => line(text || null, '1', `${amount}`)) }),
          tag,
        )
        expect(outside(read)).toEqual([])
        glyphs += read.pages.reduce((sum, page) => sum + page.glyphs.length, 0)
      },
    ),
    { numRuns: trials, seed },
  )
  tally('Random invoices drawn within the margins', { invoices: trials, glyphs })
})
