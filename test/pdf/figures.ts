import { expect } from 'vitest'
import { margins } from '../../src/pdf/sheet.ts'
import type { PrintI18n } from '../../src/views/i18n.ts'
import type { Printed } from '../../src/views/print/printed.ts'
import { type ReadPdf, rowsOf } from './read-pdf.ts'

export const unmarked = (text: string) => text.replace(/[\u061c\u200e\u200f\u2066-\u2069\s]/g, '')

/**
 * A formatted amount as the eye sees it from left to right: where lines run from right to left its parts do, and its digits
 * never.
 */
export function seen(text: string, { locale }: PrintI18n): string {
  if (locale.direction === 'ltr') return unmarked(text)
  const backwards = (letters: string) => [...letters].reverse().join('')
  const parts = text.match(/(?:\u200e\u2212)?\p{Nd}+(?:[.,٫٬]\p{Nd}+)*(?:\u200e?%)?|\p{L}+|[^\p{Nd}\p{L}]/gu) ?? []
  const drawn = parts.map((part) => (/\p{sc=Arabic}/u.test(part) && /^\p{L}+$/u.test(part) ? backwards(part) : part))
  return unmarked(drawn.reverse().join(''))
}

/** What is drawn from left to right, a ligature of Arabic letters as its letters. */
const drawnText = (text: string): string =>
  unmarked(
    text.replace(/[\ufb50-\ufdff\ufe70-\ufefc]/g, (ligature) => [...ligature.normalize('NFKC')].reverse().join('')),
  )

export type Read = { readonly read: ReadPdf; readonly printed: Printed; readonly i18n: PrintI18n }

/** The figures of each line, the totals and the payments, as they stand in the document. */
function expectedFigures({ printed: { document, table }, i18n }: Read): string[][] {
  const { money } = i18n
  return [
    ...table.rows.map(({ figures }) => figures),
    ...document.totals.filter(({ kind }) => kind !== 'settled').map(({ amountMinor }) => [money(amountMinor)]),
    ...(document.payments?.rows ?? []).map(({ amountMinor }) => [money(amountMinor)]),
  ].map((figures) => figures.filter(Boolean).map((text) => seen(text, i18n)))
}

/** In points: in a document from right to left, the last digits of amounts are below each other, and their firsts are not. */
const widestAmount = 130

/** The figures at the end of each row that has one in the column of amounts, in the order in which the row is read. */
function readFigures({ read, i18n }: Read, counts: readonly number[]): string[][] {
  const isMirrored = i18n.locale.direction === 'rtl'
  const all = read.pages.flatMap((page) => rowsOf(page).map((row) => ({ ...row, page })))
  const rows = all.slice(all.findIndex(({ size }) => size === headlineSize) + 1)
  const withAmount = rows.filter(({ cells, page }) => {
    const [first, last] = [cells[0]!, cells.at(-1)!]
    const isAtEnd = isMirrored
      ? first.left < margins.side + widestAmount
      : Math.abs(last.right - (page.width - margins.side)) < 0.5
    return isAtEnd && /\p{Nd}/u.test(isMirrored ? first.text : last.text)
  })
  return withAmount.slice(0, counts.length).map(({ cells }, i) => {
    const read = isMirrored ? [...cells].reverse() : cells
    return read.slice(-counts[i]!).map(({ text }) => drawnText(text))
  })
}

/** Every figure of the lines, the totals and the payments is on the page as the eye reads it. */
export function expectFigures(read: Read): void {
  const expected = expectedFigures(read)
  expect(
    readFigures(
      read,
      expected.map((figures) => figures.length),
    ),
  ).toEqual(expected)
}

/** In points: nothing else is as large. */
const headlineSize = 24

export function expectHeadline({ read, printed, i18n }: Read): void {
  const cells = rowsOf(read.pages[0]!).flatMap(({ size, cells }) => (size === headlineSize ? cells : []))
  expect(cells.map(({ text }) => drawnText(text))).toEqual([seen(printed.headline.amount, i18n)])
}
