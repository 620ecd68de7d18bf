import type { Block } from './block.ts'
import {
  type Attributes,
  addElement,
  type Column,
  type Element,
  heightOf,
  type Sheet,
  type TextStyle,
} from './sheet.ts'
import { cleanText } from './text/clean.ts'

/** A text in a column as an element of the structure: a paragraph, a heading, a cell. */
export function textBlock(
  sheet: Sheet,
  parent: Element,
  type: string,
  text: string,
  column: Column,
  style: TextStyle,
  attributes?: Attributes,
): Block {
  const lines = sheet.set(text, column.width, style)
  let element: Element | null = null
  /** Lines from one to before another; all that are drawn are in the same element. */
  const part = (from: number, to: number): Block => ({
    height: heightOf(to - from, style.size),
    draw(top) {
      element ??= addElement(sheet, parent, type, cleanText(text), attributes, lines.length)
      element.add(() => sheet.draw(lines.slice(from, to), column, top, style))
    },
    split(height) {
      const at = from + Math.floor(height / heightOf(1, style.size))
      return at > from && at < to ? [part(from, at), part(at, to)] : null
    },
  })
  return part(0, lines.length)
}
