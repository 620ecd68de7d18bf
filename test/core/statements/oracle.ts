import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import type { Recorded } from '../../../src/core/recorded.ts'

/** An entry as the events of an invoice say it, without the ledger; amounts in minor units, `at` in ms since 1970. */
export type ExpectedEntry = {
  readonly day: string
  readonly at: number
  readonly kind: string
  debit: number
  credit: number
}

/** What one invoice adds to a statement, and what of it is owed at the end of a day. */
export type Account = {
  readonly entries: readonly ExpectedEntry[]
  owedAt(day: string): { owed: number; dueOn: string | null }
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' })

/** Reads a history of Kranwerk's, in Berlin, as a bookkeeper would: what each event makes the customer owe, and what it lets them off. */
export function accountOf(history: readonly Recorded<InvoiceEvent>[]): Account {
  const entries: ExpectedEntry[] = []
  const owed: { day: string; owed: number }[] = []
  let [total, remaining, isOpen, isLost, dueOn] = [0, 0, false, false, null as string | null]
  for (const { at, event } of history) {
    const day = days.format(at)
    const add = (kind: string, debit: number, credit: number) => {
      const [more, less] = [Math.max(debit, 0) + Math.max(-credit, 0), Math.max(credit, 0) + Math.max(-debit, 0)]
      if (more > 0 || less > 0) entries.push({ day, at, kind, debit: more, credit: less })
    }
    if (event.type === 'invoice.finalized') {
      total = event.totals.totalMinor
      remaining = Math.max(0, total - event.creditAppliedMinor)
      isOpen = remaining > 0
      dueOn = event.dueOn
      add('invoice', total, 0)
      if (event.creditAppliedMinor > 0) add('credit_applied', event.creditAppliedMinor, event.creditAppliedMinor)
    } else if (event.type === 'payment.succeeded') {
      add('payment', isLost ? event.allocatedMinor : 0, event.receivedMinor)
      remaining -= event.allocatedMinor
    } else if (event.type === 'invoice.marked_uncollectible') {
      add('written_off', 0, remaining)
      ;[isOpen, isLost] = [false, true]
    } else if (event.type === 'invoice.voided') {
      add('voided', isLost ? remaining : 0, total)
      isOpen = false
    } else if (event.type === 'payment.refunded') {
      add('refund', event.amountMinor, event.amountMinor - event.fromCreditMinor)
    } else if (event.type === 'payment.refund_failed') {
      add('refund_failed', event.amountMinor - event.fromCreditMinor, event.amountMinor)
    } else if (event.type === 'payment.dispute_opened') {
      add('dispute', event.amountMinor, event.amountMinor)
    } else if (event.type === 'payment.dispute_changed') {
      add('dispute', Math.abs(event.byMinor), Math.abs(event.byMinor))
    } else if (event.type === 'payment.dispute_closed' && event.won) {
      add('dispute_won', event.amountMinor, event.amountMinor)
    }
    owed.push({ day, owed: isOpen ? remaining : 0 })
  }
  return { entries, owedAt: (day) => ({ owed: owed.findLast((one) => one.day <= day)?.owed ?? 0, dueOn }) }
}
