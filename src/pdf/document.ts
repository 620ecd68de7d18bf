import type { BillingDocument, Field, Party } from '../views/document/billing-document.ts'
import type { PrintI18n } from '../views/i18n.ts'
import type { Code, Printed } from '../views/print/printed.ts'
import { type Block, beside, type Flow, flowOver, gap, together } from './flow.ts'
import { linesTable } from './lines-table.ts'
import { type Logo, logoBlock } from './logo.ts'
import { qrBlock } from './qr.ts'
import { type Column, type Element, heightOf, margins, type Sheet, type TextStyle } from './sheet.ts'
import type { Styles } from './styles.ts'
import { linesBlock, textBlock } from './text-block.ts'
import { totalsBlock } from './totals.ts'

/** A document being drawn: its pages, its styles, and its reader's words. */
export type Drawing = { readonly sheet: Sheet; readonly styles: Styles; readonly i18n: PrintI18n }

const gutter = 14

/** Draws a document from its head to its footer, over as many pages as it needs. */
export function drawDocument(drawing: Drawing, printed: Printed, logo: Logo | null): void {
  const { sheet } = drawing
  const { document } = printed
  const table = linesTable(drawing, document)
  let isInTable = false
  const flow = flowOver(sheet, () => (isInTable ? table.repeatedHead() : null))
  flow.add(head(drawing, printed, logo))
  flow.add(facts(drawing, [...document.fields, ...document.customFields]))
  flow.add(parties(drawing, [document.seller, document.buyer, ...(document.shipTo ? [document.shipTo] : [])]))
  flow.add(headline(drawing, printed))
  isInTable = true
  const rest = table.addTo(flow)
  isInTable = false
  const totals = totalsBlock(drawing, document)
  const remarks = remarksBlock(drawing, document)
  const fitsBeside = remarks.height <= totals.height
  // The last row stays with the totals, so that they never stand alone on a page.
  flow.add(together([...rest, fitsBeside ? beside([remarks, totals]) : totals]))
  if (!fitsBeside) addRemarks(drawing, flow, document)
  if (document.payments) addPayments(drawing, flow, document.payments)
  addWays(drawing, flow, printed)
  if (document.footer) addFooter(drawing, flow, document.footer)
  runningFooters(drawing, printed)
}

/** The merchant's logo or name, and what the document is. */
function head({ sheet, styles }: Drawing, { document }: Printed, logo: Logo | null): Block {
  const half = (sheet.contentWidth - gutter) / 2
  const sender: Column = { start: 0, width: half }
  const title: Column = { start: half + gutter, width: half }
  const name = document.seller.name ?? ''
  return together([
    beside([
      logo
        ? logoBlock(sheet, sheet.root, logo, sender, name)
        : textBlock(sheet, sheet.root, 'P', name, sender, { ...styles.seller, isOwnWords: true }),
      textBlock(sheet, sheet.root, 'H1', document.title, title, { ...styles.title, align: 'end' }),
    ]),
    gap(14),
    {
      height: 2,
      draw(top) {
        sheet.rule({ start: 0, width: sheet.contentWidth }, top + 1, styles.line)
        sheet.rule({ start: 0, width: 54 }, top + 1, styles.brand, 2)
      },
    },
    gap(14),
  ])
}

/** Columns of equal width over the page. */
function columnsOf(sheet: Sheet, count: number): Column[] {
  const width = (sheet.contentWidth - gutter * (count - 1)) / count
  return Array.from({ length: count }, (_, i) => ({ start: i * (width + gutter), width }))
}

function facts({ sheet, styles }: Drawing, fields: readonly Field[]): Block {
  const columns = columnsOf(sheet, 4)
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
  return together([...blocks, gap(8)])
}

function parties({ sheet, styles }: Drawing, all: readonly Party[]): Block {
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
    gap(22),
  ])
}

function headline({ sheet, styles }: Drawing, { headline: { label, amount, detail, tone } }: Printed): Block {
  const column: Column = { start: 0, width: sheet.contentWidth }
  return together([
    textBlock(sheet, sheet.root, 'H2', label, column, styles.label),
    textBlock(sheet, sheet.root, 'P', amount, column, tone === 'settled' ? styles.settled : styles.amount),
    ...(detail ? [textBlock(sheet, sheet.root, 'P', detail, column, styles.soft)] : []),
    gap(20),
  ])
}

/** The memo and the notes on the totals, in the half that the totals leave free. */
function remarksBlock({ sheet, styles }: Drawing, { memo, notes }: BillingDocument): Block {
  const column: Column = { start: 0, width: sheet.contentWidth / 2 - 2 * gutter }
  const own = { ...styles.body, isOwnWords: true }
  return together([
    gap(10),
    ...(memo
      ? [
          textBlock(sheet, sheet.root, 'H2', memo.name, column, styles.label),
          textBlock(sheet, sheet.root, 'P', memo.value, column, own),
          gap(8),
        ]
      : []),
    ...notes.flatMap(({ text }) => [textBlock(sheet, sheet.root, 'P', text, column, styles.small), gap(4)]),
  ])
}

/** The same where they are longer than the totals: below them, over as many pages as they need. */
function addRemarks({ sheet, styles }: Drawing, flow: Flow, { memo, notes }: BillingDocument): void {
  const column: Column = { start: 0, width: sheet.contentWidth }
  for (const { text } of notes)
    flow.add(together([gap(8), textBlock(sheet, sheet.root, 'P', text, column, styles.small)]))
  if (!memo) return
  flow.add(together([gap(14), textBlock(sheet, sheet.root, 'H2', memo.name, column, styles.label)]))
  addLines({ sheet }, flow, memo.value, { ...styles.body, isOwnWords: true })
}

/** A text of any length, line by line. */
function addLines({ sheet }: Pick<Drawing, 'sheet'>, flow: Flow, text: string, style: TextStyle): void {
  const column: Column = { start: 0, width: sheet.contentWidth }
  for (const line of sheet.set(text, column.width, style))
    flow.add(linesBlock(sheet, sheet.root, 'P', [line], column, style))
}

function addPayments(
  { sheet, styles, i18n }: Drawing,
  flow: Flow,
  { label, rows, surplus }: NonNullable<Printed['document']['payments']>,
): void {
  const all: Column = { start: 0, width: sheet.contentWidth }
  const [day, what, amount] = [
    { start: 0, width: 120 },
    { start: 120 + gutter, width: sheet.contentWidth - 240 - 2 * gutter },
    { start: sheet.contentWidth - 120, width: 120 },
  ]
  const blocks = rows.map((row) =>
    beside([
      textBlock(sheet, sheet.root, 'P', row.day, day!, styles.soft),
      textBlock(sheet, sheet.root, 'P', row.details.join(' · '), what!, styles.body),
      textBlock(sheet, sheet.root, 'P', i18n.money(row.amountMinor), amount!, { ...styles.body, align: 'end' }),
    ]),
  )
  const [first, ...others] = blocks
  flow.add(together([gap(18), textBlock(sheet, sheet.root, 'H2', label, all, styles.heading), gap(4), first!]))
  for (const block of others) flow.add(block)
  if (surplus) flow.add(textBlock(sheet, sheet.root, 'P', surplus, all, styles.small))
}

const codeSize = 78

/** The ways to pay: online and by transfer, side by side where there are both. */
function addWays(drawing: Drawing, flow: Flow, { payOnline, payByTransfer, document }: Printed): void {
  const { sheet, styles } = drawing
  const ways: ((column: Column) => Block)[] = []
  if (payByTransfer)
    ways.push((column) =>
      way(drawing, column, payByTransfer.title, payByTransfer.code, (column) =>
        fieldList(drawing, document.paymentMeans, column),
      ),
    )
  if (payOnline)
    ways.push((column) =>
      way(drawing, column, payOnline.title, payOnline.code, (column) => [
        {
          ...textBlock(sheet, sheet.root, 'P', payOnline.url, column, styles.address),
          draw(top) {
            const lines = sheet.set(payOnline.url, column.width, styles.address)
            link(sheet, sheet.root, payOnline.url, column, top, () => sheet.draw(lines, column, top, styles.address))
          },
        },
      ]),
    )
  if (ways.length === 0) return
  // Bank details need more room than an address.
  const first = ways.length === 2 ? sheet.contentWidth * 0.61 : sheet.contentWidth
  const columns = [
    { start: 0, width: first },
    { start: first + gutter, width: sheet.contentWidth - first - gutter },
  ]
  flow.add(together([gap(26), beside(ways.map((way, i) => way(columns[i]!)))]))
}

function way(
  { sheet, styles }: Drawing,
  column: Column,
  title: string,
  code: Code | null,
  details: (column: Column) => readonly Block[],
): Block {
  const beside_: Column = code ? { start: column.start + codeSize + 12, width: column.width - codeSize - 12 } : column
  return together([
    textBlock(sheet, sheet.root, 'H2', title, column, styles.heading),
    gap(6),
    beside([
      ...(code
        ? [qrBlock(sheet, sheet.root, code.content, { start: column.start, size: codeSize, alt: code.alt })]
        : []),
      together([
        ...(code ? [textBlock(sheet, sheet.root, 'P', code.text, beside_, styles.small), gap(4)] : []),
        ...details(beside_),
      ]),
    ]),
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

function link(sheet: Sheet, parent: Element, url: string, column: Column, top: number, draw: () => void): void {
  const lines = sheet.set(url, column.width, { size: 6.5, color: '#000000' as never })
  const element = sheet.doc.struct('Link' as never, { alt: url } as never)
  parent.add(element)
  element.add(draw)
  const left = sheet.leftOf(column)
  sheet.doc.link(left, top, column.width, lines.length * 6.5 * 1.4, url)
}

/** The merchant's footer: at the foot of the last page. */
function addFooter({ sheet, styles }: Drawing, flow: Flow, text: string): void {
  const style = { ...styles.small, isOwnWords: true }
  const lines = sheet.set(text, sheet.contentWidth, style)
  // A little less than the space, since sums of fractions are not exact.
  flow.add(gap(Math.max(16, flow.left() - heightOf(lines, style.size) - 0.1)))
  addLines({ sheet }, flow, text, style)
}

/** On every page: whose document it is, its number, and which page of how many. */
function runningFooters({ sheet, styles, i18n }: Drawing, { document, number }: Printed): void {
  const [left, right] = columnsOf(sheet, 2)
  const top = sheet.pageHeight - margins.bottom + 26
  sheet.onEachPage((page, pages) => {
    sheet.rule({ start: 0, width: sheet.contentWidth }, top - 8, styles.line)
    sheet.artifact(() => {
      const words = i18n.words.print.pageOf({ page: i18n.quantity(String(page)), pages: i18n.quantity(String(pages)) })
      const whose = [document.seller.name, number].filter(Boolean).join(' · ')
      sheet.draw([sheet.setLine(whose, { ...styles.label, isOwnWords: true })], left!, top, styles.label)
      sheet.draw([sheet.setLine(words, styles.label)], right!, top, { ...styles.label, align: 'end' })
    })
  })
}
