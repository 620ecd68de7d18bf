import type { StatementEntry } from '../../core/statements/statement.ts'
import type { StatementI18n } from '../i18n.ts'

/** What an entry says besides its day and amounts. */
export type EntryText = {
  readonly title: string
  /** The number of its document; null where it has none. */
  readonly reference: string | null
  /** The receipt, and why the entry has an amount on both sides. */
  readonly details: readonly string[]
}

/** An entry in a reader's words, the same for the page, the PDF and the CSV. */
export function entryText(entry: StatementEntry, { words: { statement }, name }: StatementI18n): EntryText {
  const { kind, invoiceNumber, receiptNumber, debitMinor, creditMinor } = entry
  const note = debitMinor > 0 && creditMinor > 0 ? noteOf(entry) : null
  return {
    title: statement.entries[kind],
    reference: invoiceNumber,
    details: [
      ...(receiptNumber === null ? [] : [statement.receipt({ number: name(receiptNumber) })]),
      ...(note === null ? [] : [statement.onBothSides[note]]),
    ],
  }
}

function noteOf({ kind }: StatementEntry): 'writtenOff' | 'staysPaid' | null {
  switch (kind) {
    case 'payment':
    case 'voided':
      return 'writtenOff'
    case 'refund':
    case 'refund_failed':
    case 'dispute':
    case 'dispute_won':
      return 'staysPaid'
    default:
      return null
  }
}
