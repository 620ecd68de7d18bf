import { withRefundsAndDisputes } from '../payments/upgrade.ts'
import { shape } from '../shape.ts'
import type { InvoiceEvent } from './events.ts'
import type { Invoice } from './invoice.ts'
import { type StoredInvoice, withoutTotals, withTotals } from './stored-invoice.ts'

type Data = Readonly<Record<string, unknown>>

/**
 * Version 1 stored all lines and totals of a draft in each event and its row; a payment's refunds and disputes were
 * sums.
 */
const onlyWhatChanged = {
  event(event: Data): Data {
    if (event.type !== 'invoice.created' && event.type !== 'invoice.updated') return event
    const { totals: _, content, ...rest } = event
    if (event.type === 'invoice.created') return { ...rest, content }
    const { lines, ...terms } = content as Data
    return lines === undefined ? { ...rest, content: terms } : { ...rest, content: terms, allLines: lines }
  },
  state: (state: Data): Data => (state.status === 'draft' ? { ...state, totals: null } : state),
}

const withCurrentPayments = (stored: StoredInvoice): StoredInvoice =>
  'payments' in stored ? { ...stored, payments: stored.payments.map(withRefundsAndDisputes) } : stored

export const invoiceShape = shape<Invoice, InvoiceEvent, StoredInvoice>([onlyWhatChanged], {
  keep: withoutTotals,
  read: (stored) => withTotals(withCurrentPayments(stored)),
})
