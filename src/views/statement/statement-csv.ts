import type { Seller } from '../../core/parties.ts'
import type { Statement } from '../../core/statements/statement.ts'
import { type CsvCell, csv } from '../csv.ts'
import { statementI18n } from '../i18n.ts'
import type { Reader } from '../reader.ts'
import { wordsFor } from '../words/words-for.ts'
import { entryText } from './entry-text.ts'

/** Statements as CSV: each currency from its opening to its closing balance, with days as `YYYY-MM-DD`. */
export function statementCsv(statements: readonly Statement[], seller: Seller, reader: Reader): string {
  const { date, text, debit, credit, balance, columns } = wordsFor(reader.locale, 'statement')
  const heads = [date, text, columns.invoiceNumber, columns.receiptNumber, columns.currency, debit, credit, balance]
  return csv([heads, ...statements.flatMap((statement) => rowsOf(statement, seller, reader))])
}

function rowsOf(statement: Statement, seller: Seller, reader: Reader): CsvCell[][] {
  const { currency, from, to, openingMinor, closingMinor, entries } = statement
  const i18n = statementI18n({ currency, seller }, reader)
  const { openingBalance, closingBalance } = i18n.words.statement
  const inCurrency = (amountMinor: number) => ({ amountMinor, currency })
  const unlessZero = (amountMinor: number) => (amountMinor === 0 ? null : inCurrency(amountMinor))
  const code = currency.toUpperCase()
  return [
    [from, openingBalance, null, null, code, null, null, inCurrency(openingMinor)],
    ...entries.map((entry): CsvCell[] => [
      entry.on,
      entryText(entry, i18n).title,
      entry.invoiceNumber,
      entry.receiptNumber,
      code,
      unlessZero(entry.debitMinor),
      unlessZero(entry.creditMinor),
      inCurrency(entry.balanceMinor),
    ]),
    [to, closingBalance, null, null, code, null, null, inCurrency(closingMinor)],
  ]
}
