import { exponentOf } from '../core/money/currencies.ts'
import type { Money } from '../core/money/money.ts'

/** A text, an amount, or nothing. */
export type CsvCell = string | Money | null

/** Spreadsheets take it for the encoding; without it they read letters beyond ASCII wrongly. */
const byteOrderMark = '\ufeff'

/** Rows as CSV (RFC 4180) in UTF-8. Amounts are plain decimals; a text that a spreadsheet would run as a formula is marked as text. */
export const csv = (rows: readonly (readonly CsvCell[])[]): string =>
  byteOrderMark + rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')

function written(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return plainDecimal(cell)
  const text = startsFormula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Also in the wide forms that East Asian keyboards type. */
const startsFormula = /^[=+\-@＝＋－＠\t\r\n]/

/** `-1234.50`, with the decimals of the currency. */
function plainDecimal({ amountMinor, currency }: Money): string {
  const decimals = exponentOf(currency)
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return `${amountMinor < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`
}
