import type { BillingDocument, DocumentLine } from '../views/document/billing-document.ts'
import { type Block, beside, following, gap, together, unbroken } from './block.ts'
import { allOf } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Flow } from './flow.ts'
import { type Column, type Element, heightOf, type TextStyle } from './sheet.ts'
import { textBlock } from './text-block.ts'

type Columns = {
  readonly what: Column
  readonly quantity: Column
  readonly price: Column
  readonly tax: Column | null
  readonly amount: Column
}

const rowGap = 5
const cellGap = 10

/** The table of what is billed, drawn row by row. */
export function linesTable({ sheet, styles, i18n }: Drawing, document: BillingDocument) {
  const columns = columnsFor()
  const table = sheet.doc.struct('Table' as never)
  const heads: readonly [Column | null, string | null, TextStyle['align']][] = [
    [columns.what, document.columns.description, 'start'],
    [columns.quantity, document.columns.quantity, 'end'],
    [columns.price, document.columns.unitPrice, 'end'],
    [columns.tax, document.columns.tax, 'end'],
    [columns.amount, `${document.columns.amount} ${document.currency.toUpperCase()}`, 'end'],
  ]

  /** The columns of figures are as wide as their widest figure; the description has the rest. */
  function columnsFor(): Columns {
    const widest = (texts: readonly string[], most: number) =>
      Math.min(most, Math.max(...texts.map((text) => sheet.setLine(text, styles.strong).width)) + 1)
    const { lines, columns: names, currency } = document
    const amount = widest(
      [`${names.amount} ${currency.toUpperCase()}`, ...lines.map((line) => i18n.figure(line.amountMinor))],
      110,
    )
    const tax = names.tax === null ? null : widest([names.tax, ...lines.map((line) => line.tax)], 80)
    const price = widest([names.unitPrice, ...lines.map((line) => line.unitPrice)], 100)
    const quantity = widest([names.quantity, ...lines.map((line) => line.quantity)], 70)
    let end = sheet.contentWidth
    const take = (width: number): Column => {
      end -= width
      const column = { start: end, width }
      end -= cellGap
      return column
    }
    const taken = {
      amount: take(amount),
      tax: tax === null ? null : take(tax),
      price: take(price),
      quantity: take(quantity),
    }
    return { ...taken, what: { start: 0, width: end } }
  }

  const headRow = (isRepeated: boolean): Block => {
    const row = isRepeated ? null : rowElement('TR')
    const cells = heads.flatMap(([column, text, align]) => {
      if (column === null || text === null) return []
      const style = { ...styles.label, align: align ?? 'start' }
      if (row) return [textBlock(sheet, row, 'TH', text, column, style, { scope: 'Column' })]
      const lines = sheet.set(text, column.width, style)
      const draw = (top: number) => sheet.artifact(() => sheet.draw(lines, column, top, style))
      return [unbroken(heightOf(lines.length, style.size), draw)]
    })
    return together([beside(cells), ruleBelow(styles.ink, 0.75)])
  }

  const ruleBelow = (color: typeof styles.ink, thickness: number): Block =>
    unbroken(rowGap * 2, (top) => sheet.rule(allOf(sheet), top + rowGap, color, thickness))

  const rowElement = (type: string): Element => {
    const element = sheet.doc.struct(type as never)
    table.add(element)
    return element
  }

  /** One line of the document. */
  function row(line: DocumentLine, isLast: boolean): Block {
    const element = rowElement('TR')
    const cell = sheet.doc.struct('TD' as never)
    element.add(cell)
    const own = { ...styles.body, isOwnWords: true }
    const description = textBlock(sheet, cell, 'P', line.description, columns.what, own)
    const period = line.period ? [textBlock(sheet, cell, 'P', line.period, columns.what, styles.small)] : []
    const discounts = line.discounts.map(({ label, amountMinor }) => {
      const text = amountMinor === null ? label : `${label}  ${i18n.money(amountMinor)}`
      return textBlock(sheet, cell, 'P', text, columns.what, styles.small)
    })
    const figure = (column: Column, text: string, style: TextStyle = styles.body) =>
      textBlock(sheet, element, 'TD', text, column, { ...style, align: 'end' })
    return following(
      beside([
        together([description, ...period, ...discounts]),
        figure(columns.quantity, line.quantity, styles.soft),
        figure(columns.price, line.unitPrice, styles.soft),
        ...(columns.tax ? [figure(columns.tax, line.tax, styles.soft)] : []),
        figure(columns.amount, i18n.figure(line.amountMinor)),
      ]),
      isLast ? gap(rowGap) : ruleBelow(styles.line, 0.5),
    )
  }

  return {
    repeatedHead: (): Block => headRow(true),

    /** Adds the rows but the last, which is returned to stay with the totals. */
    addTo(flow: Flow): Block {
      sheet.root.add(table)
      const rows = document.lines.map((line, i) => () => row(line, i === document.lines.length - 1))
      const last = rows.pop() ?? (() => gap(0))
      const [first, ...others] = rows
      const top = headRow(false)
      if (!first) return together([top, last()])
      flow.add(following(top, first()))
      for (const next of others) flow.add(next())
      return last()
    },
  }
}
