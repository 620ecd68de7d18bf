import type { Block } from './flow.ts'
import { type Column, type Element, heightOf, type Sheet, type TextStyle, tag } from './sheet.ts'
import type { Line } from './text/lines.ts'

/** A text in a column as an element of the structure: a paragraph, a heading, a cell. */
export function textBlock(
  sheet: Sheet,
  parent: Element,
  type: string,
  text: string,
  column: Column,
  style: TextStyle,
  attributes?: Parameters<typeof tag>[5],
): Block {
  return linesBlock(sheet, parent, type, sheet.set(text, column.width, style), column, style, attributes)
}

export const linesBlock = (
  sheet: Sheet,
  parent: Element,
  type: string,
  lines: readonly Line[],
  column: Column,
  style: TextStyle,
  attributes?: Parameters<typeof tag>[5],
): Block => ({
  height: heightOf(lines, style.size),
  draw(top) {
    const text = lines.map((line) => line.text).join('\n')
    tag(sheet, parent, type, text, () => sheet.draw(lines, column, top, style), attributes)
  },
})
