import type { PrintedRow, PrintedTable } from '../views/print/printed.ts'
import { type Block, beside, following, gap, together, unbroken } from './block.ts'
import { allOf } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Flow } from './flow.ts'
import { type Column, type Element, heightOf } from './sheet.ts'
import { textBlock } from './text-block.ts'

const rowGap = 5
const cellGap = 10

/** The widest that a column of figures may be, in points, and the last of them. */
const mostWidth = 90
const mostLastWidth = 110

/** The table of what is billed, drawn row by row. */
export function linesTable({ sheet, styles }: Drawing, { heads, rows }: PrintedTable) {
  const columns = columnsFor()
  const table = sheet.doc.struct('Table' as never)

  /** The columns of figures are as wide as their widest figure; the text has the rest. */
  function columnsFor(): readonly [Column, ...Column[]] {
    const widths = heads.slice(1).map((head, i) => {
      const texts = [head, ...rows.map(({ figures }) => figures[i]!)]
      const most = i === heads.length - 2 ? mostLastWidth : mostWidth
      return Math.min(most, Math.max(...texts.map((text) => sheet.setLine(text, styles.strong).width)) + 1)
    })
    const width = sheet.contentWidth - widths.reduce((sum, width) => sum + width + cellGap, 0)
    let start = width
    const figures = widths.map((width) => {
      const column = { start: start + cellGap, width }
      start += cellGap + width
      return column
    })
    return [{ start: 0, width }, ...figures]
  }

  const headRow = (isRepeated: boolean): Block => {
    const row = isRepeated ? null : rowElement()
    const cells = columns.map((column, i) => {
      const style = { ...styles.label, align: i === 0 ? 'start' : 'figures' } as const
      if (row) return textBlock(sheet, row, 'TH', heads[i]!, column, style, { scope: 'Column' })
      const lines = sheet.set(heads[i]!, column.width, style)
      const draw = (top: number) => sheet.artifact(() => sheet.draw(lines, column, top, style))
      return unbroken(heightOf(lines.length, style.size), draw)
    })
    return together([beside(cells), ruleBelow(styles.ink, 0.75)])
  }

  const ruleBelow = (color: typeof styles.ink, thickness: number): Block =>
    unbroken(rowGap * 2, (top) => sheet.rule(allOf(sheet), top + rowGap, color, thickness))

  function rowElement(): Element {
    const element = sheet.doc.struct('TR' as never)
    table.add(element)
    return element
  }

  function rowBlock({ text, small, figures }: PrintedRow, isLast: boolean): Block {
    const element = rowElement()
    const cell = sheet.doc.struct('TD' as never)
    element.add(cell)
    const [first, ...others] = columns
    const cells = others.map((column, i) => {
      const style = i === others.length - 1 ? styles.body : styles.soft
      return textBlock(sheet, element, 'TD', figures[i]!, column, { ...style, align: 'figures' })
    })
    return following(
      beside([
        together([
          textBlock(sheet, cell, 'P', text, first, { ...styles.body, isOwnWords: true }),
          ...small.map((line) => textBlock(sheet, cell, 'P', line, first, styles.small)),
        ]),
        ...cells,
      ]),
      isLast ? gap(rowGap) : ruleBelow(styles.line, 0.5),
    )
  }

  /** The head of the table, which is not repeated before it was drawn. */
  let isBegun = false
  function firstHead(): Block {
    const head = headRow(false)
    return {
      ...head,
      draw(top) {
        isBegun = true
        head.draw(top)
      },
    }
  }

  return {
    repeatedHead: (): Block | null => (isBegun ? headRow(true) : null),

    /** Adds the rows but the last, which is returned to stay with the totals. */
    addTo(flow: Flow): Block {
      sheet.root.add(table)
      const blocks = rows.map((row, i) => () => rowBlock(row, i === rows.length - 1))
      const last = blocks.pop() ?? (() => gap(0))
      const [first, ...others] = blocks
      const top = firstHead()
      if (!first) return together([top, last()])
      flow.add(following(top, first()))
      for (const next of others) flow.add(next())
      return last()
    },
  }
}
