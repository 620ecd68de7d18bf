import type { IssuedInvoice } from './invoice.ts'
import { purchaseOrderOf } from './purchase-order.ts'

/** What a customer compares first when an invoice was replaced. */
const parts = {
  details: ({ buyer, taxExempt }: IssuedInvoice) => [
    buyer.name,
    buyer.address,
    buyer.taxIds,
    buyer.reference,
    buyer.shipping,
    taxExempt,
  ],
  items: ({ lines }: IssuedInvoice) =>
    lines.map(({ description, quantity, unitAmount }) => [description, quantity, unitAmount]),
  amount: ({ totals }: IssuedInvoice) => [totals.totalMinor, totals.taxMinor],
  due: ({ dueOn }: IssuedInvoice) => dueOn,
  purchaseOrder: purchaseOrderOf,
  notes: ({ memo, footer, customFields }: IssuedInvoice) => [memo, footer, customFields],
}

export type RevisedPart = keyof typeof parts

/** In which parts a revision differs from its original. */
export const revisedParts = (original: IssuedInvoice, revision: IssuedInvoice): RevisedPart[] =>
  (Object.keys(parts) as RevisedPart[]).filter(
    (part) => JSON.stringify(parts[part](original)) !== JSON.stringify(parts[part](revision)),
  )
