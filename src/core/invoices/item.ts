import { assert } from '../assert.ts'
import type { Currency } from '../money/currencies.ts'
import type { Recorded } from '../recorded.ts'
import { type Step, shape } from '../shape.ts'
import type { InvoiceLine } from './invoice.ts'

/** Something to bill a customer for: pending until the next invoice, or already a line on one. */
export type InvoiceItem = {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly invoiceId: string | null
  readonly currency: Currency
  readonly line: InvoiceLine
  readonly createdAt: number
  readonly version: number
}

export type InvoiceItemEvent =
  | {
      readonly type: 'invoiceitem.created'
      readonly accountId: string
      readonly id: string
      readonly customerId: string
      readonly invoiceId: string | null
      readonly currency: Currency
      readonly line: InvoiceLine
    }
  | { readonly type: 'invoiceitem.updated'; readonly changes: Partial<InvoiceLine> }
  | { readonly type: 'invoiceitem.invoiced'; readonly invoiceId: string }
  /** Only in old histories, where deleting a draft made its items pending again. */
  | { readonly type: 'invoiceitem.released' }
  | { readonly type: 'invoiceitem.deleted' }
  /** Deleted with what its history says. */
  | { readonly type: 'invoiceitem.erased' }

/** Version 1 stored the whole line with every change. */
const onlyWhatChanged: Step = {
  event: (event) => (event.type === 'invoiceitem.updated' ? { type: event.type, changes: event.line } : event),
}

export const itemShape = shape<InvoiceItem, InvoiceItemEvent>([onlyWhatChanged])

export function evolve(item: InvoiceItem | null, { seq, at, event }: Recorded<InvoiceItemEvent>): InvoiceItem | null {
  if (event.type === 'invoiceitem.created') {
    const { type: _, ...details } = event
    return { ...details, createdAt: at, version: 1 }
  }
  if (event.type === 'invoiceitem.erased') return null
  assert(item && seq === item.version + 1, 'events follow each other without a gap')
  switch (event.type) {
    case 'invoiceitem.updated':
      return { ...item, line: { ...item.line, ...event.changes }, version: seq }
    case 'invoiceitem.invoiced':
      return { ...item, invoiceId: event.invoiceId, version: seq }
    case 'invoiceitem.released':
      return { ...item, invoiceId: null, version: seq }
    case 'invoiceitem.deleted':
      return null
  }
}
