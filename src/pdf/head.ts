import type { Field, Party } from '../views/document/billing-document.ts'
import type { Printed } from '../views/print/printed.ts'
import { type Block, beside, gap, together, unbroken } from './block.ts'
import { allOf, columnsOf } from './columns.ts'
import type { Drawing } from './drawing.ts'
import type { Picture } from './logo.ts'
import { logoBlock } from './logo-block.ts'
import { baselineOf, type Column } from './sheet.ts'
import { textBlock } from './text-block.ts'

/** The merchant's logo or name, and what the document is. */
export function head({ sheet, styles }: Drawing, { document }: Printed, logo: Picture | null): Block {
  const [sender, title] = columnsOf(sheet, 2) as [Column, Column]
  const name = document.seller.name ?? ''
  return together([
    beside([
      logo
        ? logoBlock(sheet, sheet.root, logo, sender, name)
        : together([
            gap(baselineOf(styles.title) - baselineOf(styles.seller)),
            textBlock(sheet, sheet.root, 'P', name, sender, { ...styles.seller, isOwnWords: true }),
          ]),
      textBlock(sheet, sheet.root, 'H1', document.title, title, { ...styles.title, align: 'end' }),
    ]),
    gap(12),
    unbroken(2, (top) => {
      sheet.rule(allOf(sheet), top + 1, styles.line)
      sheet.rule({ start: 0, width: 54 }, top + 1, styles.brand, 2)
    }),
    gap(12),
  ])
}

export function facts({ sheet, styles }: Drawing, fields: readonly Field[]): Block {
  const columns = columnsOf(sheet, fields.length > 2 ? 4 : 2)
  const rows = Math.ceil(fields.length / columns.length)
  const blocks = Array.from({ length: rows }, (_, row) =>
    beside(
      columns.flatMap((column, i) => {
        const field = fields[row * columns.length + i]
        if (!field) return []
        return [
          together([
            textBlock(sheet, sheet.root, 'P', field.name, column, { ...styles.label, isOwnWords: true }),
            textBlock(sheet, sheet.root, 'P', field.value, column, { ...styles.strong, isOwnWords: true }),
            gap(10),
          ]),
        ]
      }),
    ),
  )
  return together([...blocks, gap(4)])
}

export function parties({ sheet, styles }: Drawing, all: readonly Party[]): Block {
  const columns = columnsOf(sheet, Math.max(2, all.length))
  return together([
    beside(
      all.map(({ label, name, lines, taxIds }, i) => {
        const column = columns[i]!
        const own = { ...styles.body, isOwnWords: true }
        return together([
          textBlock(sheet, sheet.root, 'H2', label, column, styles.label),
          ...(name ? [textBlock(sheet, sheet.root, 'P', name, column, { ...styles.strong, isOwnWords: true })] : []),
          ...lines.map((line) => textBlock(sheet, sheet.root, 'P', line, column, own)),
          ...taxIds.map(({ name, value }) =>
            textBlock(sheet, sheet.root, 'P', `${name} ${value}`, column, { ...styles.soft, isOwnWords: true }),
          ),
        ])
      }),
    ),
    gap(14),
  ])
}

/** How much; what was settled or no longer counts says so as loudly. */
export function headline({ sheet, styles }: Drawing, { headline: { label, amount, detail, tone } }: Printed): Block {
  const column = allOf(sheet)
  const loud = { asks: styles.amount, settled: styles.settled, plain: styles.ended }[tone]
  const name = tone === 'asks' ? styles.label : { ...styles.heading, color: loud.color }
  return together([
    textBlock(sheet, sheet.root, 'H2', label, column, name),
    textBlock(sheet, sheet.root, 'P', amount, column, loud),
    ...(detail ? [textBlock(sheet, sheet.root, 'P', detail, column, styles.soft)] : []),
    gap(14),
  ])
}

/** A paragraph of a letter, no wider than is read with ease. */
export function paragraphBlock({ sheet, styles }: Drawing, text: string): Block {
  const column: Column = { start: 0, width: sheet.contentWidth * 0.72 }
  return together([textBlock(sheet, sheet.root, 'P', text, column, styles.body), gap(8)])
}
