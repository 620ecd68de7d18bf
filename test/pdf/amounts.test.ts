import { describe, expect, test, vi } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { margins } from '../../src/pdf/sheet.ts'
import { fontsFor } from '../../src/pdf/text/fonts.ts'
import type { PrintI18n } from '../../src/views/i18n.ts'
import type { Printed } from '../../src/views/print/printed.ts'
import { languages } from '../../src/views/words/locale.ts'
import { customers } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'
import { loadFont, printInvoice } from './print.ts'
import { elements, type ReadPdf, rowsOf } from './read-pdf.ts'
import { states } from './states.ts'

const unmarked = (text: string) => text.replace(/[\u061c\u200e\u200f\u2066-\u2069\s]/g, '')

/**
 * A formatted amount as the eye sees it from left to right: where lines run from right to left its parts do, and its digits
 * never.
 */
function seen(text: string, { locale }: PrintI18n): string {
  if (locale.direction === 'ltr') return unmarked(text)
  const parts = text.match(/(?:\u200e-)?\p{Nd}+(?:[.,٫٬]\p{Nd}+)*(?:\u200e?%)?|\p{L}+|[^\p{Nd}\p{L}]/gu) ?? []
  return unmarked(parts.reverse().join(''))
}

type Read = { readonly read: ReadPdf; readonly printed: Printed; readonly i18n: PrintI18n }

/** The figures of each line, the totals and the payments, as they stand in the document. */
function expectedFigures({ printed: { document }, i18n }: Read): string[][] {
  const { figure, money } = i18n
  return [
    ...document.lines.map((line) => [
      line.quantity,
      line.unitPrice,
      ...(document.columns.tax ? [line.tax] : []),
      figure(line.amountMinor),
    ]),
    ...document.totals.map(({ amountMinor }) => [money(amountMinor)]),
    ...(document.payments?.rows ?? []).map(({ amountMinor }) => [money(amountMinor)]),
  ].map((figures) => figures.map((text) => seen(text, i18n)))
}

/** The figures at the end of each row that has one in the column of amounts, in the order in which the row is read. */
function readFigures({ read, i18n }: Read, counts: readonly number[]): string[][] {
  const isMirrored = i18n.locale.direction === 'rtl'
  const rows = read.pages.flatMap((page) => rowsOf(page).map(({ cells }) => ({ cells, page })))
  const withAmount = rows.filter(({ cells, page }) => {
    const [first, last] = [cells[0]!, cells.at(-1)!]
    const isAtEnd = isMirrored
      ? Math.abs(first.left - margins.side) < 0.5
      : Math.abs(last.right - (page.width - margins.side)) < 0.5
    return isAtEnd && /\p{Nd}/u.test(isMirrored ? first.text : last.text)
  })
  return withAmount.slice(0, counts.length).map(({ cells }, i) => {
    const read = isMirrored ? [...cells].reverse() : cells
    return read.slice(-counts[i]!).map(({ text }) => unmarked(text))
  })
}

function expectFigures(read: Read): void {
  const expected = expectedFigures(read)
  expect(
    readFigures(
      read,
      expected.map((figures) => figures.length),
    ),
  ).toEqual(expected)
}

function expectHeadline({ read, printed, i18n }: Read): void {
  const cells = rowsOf(read.pages[0]!).flatMap(({ size, cells }) => (size === 24 ? cells : []))
  expect(cells.map(({ text }) => unmarked(text))).toEqual([seen(printed.headline.amount, i18n)])
}

const tags = [...languages, 'ar-EG']

describe.each(Object.entries(states))('%s', (_, invoice: IssuedInvoice) => {
  test.each(tags)('has its amounts on the page as the eye reads them, in %s', async (tag) => {
    const read = await printInvoice(invoice, tag)
    expectFigures(read)
    expectHeadline(read)
  })
})

test('an amount in Arabic-Indic digits reads from its highest digit', async () => {
  const { read } = await printInvoice(states['an open invoice']!, 'ar-EG')
  const cells = rowsOf(read.pages[0]!).flatMap(({ cells }) => cells.map(({ text }) => unmarked(text)))
  expect(cells).toContain('١٬٠٠٠٫٠٠')
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
