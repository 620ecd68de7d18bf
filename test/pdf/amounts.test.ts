import { describe, expect, test, vi } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { fontsFor } from '../../src/pdf/text/fonts.ts'
import { languages } from '../../src/views/words/locale.ts'
import { customers } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'
import { expectFigures, expectHeadline, unmarked } from './figures.ts'
import { outside } from './margins.ts'
import { i18nOf, invoiceIn, loadFont, printInvoice } from './print.ts'
import { elements, rowsOf } from './read-pdf.ts'
import { states } from './states.ts'

const tags = [...languages, 'ar-EG']

describe.each(Object.entries(states))('%s', (_, invoice: IssuedInvoice) => {
  test.each(tags)(
    'has its amounts on the page as the eye reads them, and nothing outside the margins, in %s',
    async (tag) => {
      const read = await printInvoice(invoice, tag)
      expectFigures(read)
      expectHeadline(read)
      expect(outside(read.read)).toEqual([])
    },
  )
})

test('an amount in Arabic-Indic digits reads from its highest digit', async () => {
  const { read } = await printInvoice(states['an open invoice']!, 'ar-EG')
  const cells = rowsOf(read.pages[0]!).flatMap(({ cells }) => cells.map(({ text }) => unmarked(text)))
  expect(cells).toContain('١٬٠٠٠٫٠٠')
})

test.each([
  ['fr-CH', "2'000.50"],
  ['de-AT', '2.000,50'],
  ['de-CH', "2'000.50"],
  ['fr-FR', '2 000,50'],
])('in %s, a figure without its currency has the separators that it has with it', (tag, figure) => {
  const i18n = i18nOf(states['an open invoice']!, tag)
  expect(unmarked(i18n.figure(200_050))).toBe(figure.replace(/ /g, ''))
  expect(unmarked(i18n.money(200_050))).toContain(unmarked(i18n.figure(200_050)))
})

test.each(['en', 'ar-EG'])('the last digits of the amounts of a table are below each other, in %s', async (tag) => {
  const { read } = await printInvoice(issued({ lines: ['1', '10', '1000'].map((n) => line('Kran', n, '100')) }), tag)
  const rows = rowsOf(read.pages[0]!).filter(({ cells }) => cells.some(({ text }) => text === 'Kran'))
  const ends = rows.map(({ cells }) => (tag === 'en' ? cells.at(-1)! : cells[0]!).right.toFixed(1))
  expect(ends).toEqual(Array(3).fill(ends[0]))
})

test('an amount that is shaped from right to left is seen', async () => {
  const faces = await fontsFor('٠١٢', 'ar', loadFont)
  const restore = [...faces.regular, ...faces.strong].map((face) => {
    const spy = vi.spyOn(face, 'shape').mockImplementation((text) => {
      const { glyphs, positions, advanceWidth } = face.font.layout(text, {}, undefined, undefined, 'rtl')
      return { glyphs, positions, advanceWidth }
    })
    return () => spy.mockRestore()
  })
  try {
    const read = await printInvoice(states['an open invoice']!, 'ar-EG')
    expect(() => expectFigures(read)).toThrow()
    expect(() => expectHeadline(read)).toThrow()
  } finally {
    for (const undo of restore) undo()
  }
})

test('the amount of a total is in the row of its label for those who are read to', async () => {
  for (const tag of tags) {
    const { read, printed, i18n } = await printInvoice(
      states['an invoice with two rates and discounts, paid in part']!,
      tag,
    )
    const tables = elements(read.pages[0]!.structure, 'Table')
    expect(tables).toHaveLength(3)
    const rows = elements(tables[1]!, 'TR').map((row) =>
      row.children.map(({ role, text }) => `${role} ${unmarked(text)}`),
    )
    expect(rows).toEqual(
      printed.document.totals.map(({ label, amountMinor }) => [
        `TH ${unmarked(label)}`,
        `TD ${unmarked(i18n.money(amountMinor))}`,
      ]),
    )
  }
})

test('a currency without decimals and one with three are printed as exactly', async () => {
  for (const [to, tag, currency] of [
    [customers.hanako, 'ja', 'jpy'],
    [customers.layla, 'ar-KW', 'kwd'],
    [customers.layla, 'ar-EG', 'kwd'],
  ] as const)
    expectFigures(await printInvoice(issued({ to, currency, lines: [line('Kran', '3', '123456')] }), tag))
})

test('a line is printed with its period, its discounts, and its figures in the order of their heads', () => {
  const invoice = states['an invoice with two rates and discounts, paid in part']!
  expect(invoiceIn(invoice, i18nOf(invoice, 'en')).table).toEqual({
    heads: ['Description', 'Qty', 'Unit price', 'Tax', 'Amount EUR'],
    rows: [
      {
        text: 'Turmdrehkran 30 m',
        small: ['Treue (10% off)  −€100.00'],
        figures: ['1', '1,000.00', '19%', '1,000.00'],
      },
      { text: 'Fachbücher', small: ['November 2, 2026 – December 2, 2026'], figures: ['3', '20.50', '7%', '61.50'] },
    ],
  })
})
