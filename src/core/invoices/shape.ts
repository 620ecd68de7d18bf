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
  state: (state: Data): Data => {
    if (state.status === 'draft') return { ...state, totals: null }
    return 'payments' in state ? { ...state, payments: (state.payments as never[]).map(withRefundsAndDisputes) } : state
  },
}

export const invoiceShape = shape<Invoice, InvoiceEvent, StoredInvoice>([onlyWhatChanged], {
  keep: withoutTotals,
  read: withTotals,
})
