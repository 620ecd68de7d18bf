import type { Column, Sheet } from './sheet.ts'

/** Between columns, in points. */
export const gutter = 14

export const allOf = ({ contentWidth }: Sheet): Column => ({ start: 0, width: contentWidth })

/** Columns of equal width over the page. */
export function columnsOf(sheet: Sheet, count: number): Column[] {
  const width = (sheet.contentWidth - gutter * (count - 1)) / count
  return Array.from({ length: count }, (_, i) => ({ start: i * (width + gutter), width }))
}
