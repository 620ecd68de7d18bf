import type { IssuedInvoice } from './invoice.ts'

type Aged = Pick<IssuedInvoice, 'finalizedAt' | 'id'>

/** The order in which money pays invoices, oldest first. Those of one instant are in the order of their ids, which sort by time. */
export const byAge = (one: Aged, other: Aged): number =>
  one.finalizedAt - other.finalizedAt || (one.id < other.id ? -1 : 1)
