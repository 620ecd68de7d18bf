import type { Field } from '../views/document/billing-document.ts'
import type { Code, Printed } from '../views/print/printed.ts'
import { type Block, beside, gap, together, unbroken } from './block.ts'
import { gutter } from './columns.ts'
import type { Drawing } from './drawing.ts'
import { qrBlock } from './qr.ts'
import { addElement, type Column, heightOf } from './sheet.ts'
import { textBlock } from './text-block.ts'

const codeSize = 72

/** The ways to pay: online and by transfer, side by side in a width in points where there are both. */
export function waysBlocks(
  drawing: Drawing,
  { payOnline, payByTransfer, document }: Printed,
  width = drawing.sheet.contentWidth,
): Block[] {
  const ways: Way[] = []
  if (payByTransfer?.kind === 'details')
    ways.push({ ...payByTransfer, details: (column) => fieldList(drawing, document.paymentMeans, column) })
  if (payOnline) ways.push({ ...payOnline, details: (column) => [linkBlock(drawing, payOnline, column)] })
  if (ways.length === 0) return []
  // Bank details need more room than an address.
  const first = ways.length === 2 ? width * 0.6 : width
  const columns = [
    { start: 0, width: first },
    { start: first + gutter, width: width - first - gutter },
  ]
  const heads = ways.map((way, i) => headOf(drawing, way, columns[i]!))
  const highest = Math.max(...heads.map(({ height }) => height))
  // The codes stand on one line, however long the texts above them are.
  const all = ways.map((way, i) =>
    together([heads[i]!, gap(highest - heads[i]!.height + 6), bodyOf(drawing, way, columns[i]!)]),
  )
  return [together([gap(15), beside(all)])]
}

type Way = {
  readonly title: string
  readonly code: Code | null
  readonly details: (column: Column) => readonly Block[]
}

const headOf = ({ sheet, styles }: Drawing, { title, code }: Way, column: Column): Block =>
  together([
    textBlock(sheet, sheet.root, 'H2', title, column, styles.heading),
    ...(code ? [textBlock(sheet, sheet.root, 'P', code.text, column, styles.small)] : []),
  ])

function bodyOf({ sheet }: Drawing, { code, details }: Way, column: Column): Block {
  if (!code) return together(details(column))
  const indent = codeSize + 12
  const text: Column = { start: column.start + indent, width: column.width - indent }
  return beside([
    qrBlock(sheet, sheet.root, code.content, { start: column.start, size: codeSize, alt: code.alt }),
    together(details(text)),
  ])
}

/** Names and values, the values under each other. */
function fieldList({ sheet, styles }: Drawing, fields: readonly Field[], { start, width }: Column): Block[] {
  const widest = Math.max(...fields.map(({ name }) => sheet.setLine(name, styles.small).width))
  const names: Column = { start, width: Math.min(widest + 1, width * 0.45) }
  const values: Column = { start: start + names.width + 10, width: width - names.width - 10 }
  const own = { ...styles.small, color: styles.ink, isOwnWords: true }
  return fields.map(({ name, value }) =>
    beside([
      textBlock(sheet, sheet.root, 'P', name, names, styles.small),
      textBlock(sheet, sheet.root, 'P', value, values, own),
    ]),
  )
}

/** An address that opens when it is chosen. */
function linkBlock({ sheet, styles }: Drawing, { title, url }: { title: string; url: string }, column: Column): Block {
  const style = styles.address
  const lines = sheet.set(url, column.width, style)
  const height = heightOf(lines.length, style.size)
  return unbroken(height, (top) => {
    const link = addElement(sheet, addElement(sheet, sheet.root, 'P', null), 'Link', null, { alt: url })
    link.add(() => sheet.draw(lines, column, top, style))
    sheet.doc.link(sheet.leftOf(column), top, column.width, height, url, {
      structParent: link,
      Contents: new String(title),
    } as never)
  })
}
