import { expect, test } from 'vitest'
import { copiedContent, revisable } from '../../../src/core/invoices/revision.ts'
import { refuse } from '../../../src/core/result.ts'
import { customers, kranwerk, monday } from '../../world/cast.ts'
import { dayMs, issued, later, started, succeeded } from '../../world/invoices.ts'

const ids = () => {
  let next = 0
  return (kind: string) => `${kind}_${next++}`
}
const copied = (original = issued(), now = monday) =>
  copiedContent(original, { account: kranwerk, customer: customers.jonas, now, newId: ids() })

test('a copy has lines of its own, no number, and the purchase order that the customer added', () => {
  const original = later(issued({ purchaseOrder: 'PO-1', numberOverride: 'KW-X' }), monday, {
    type: 'purchase_order.set',
    purchaseOrder: 'PO-2',
  })
  const copy = copied(original)
  expect(copy).toMatchObject({ purchaseOrder: 'PO-2', numberOverride: null, terms: original.terms })
  const ownIds = new Set(original.lines.flatMap(({ id, itemId }) => [id, itemId]))
  expect(copy.lines.length).toBe(original.lines.length)
  for (const { id, itemId } of copy.lines) expect([ownIds.has(id), ownIds.has(itemId)]).toEqual([false, false])
  expect(copy.lines.map(({ unitAmount }) => unitAmount)).toEqual(original.lines.map(({ unitAmount }) => unitAmount))
})

test('a fixed due date is copied until it has passed', () => {
  const terms = { kind: 'at', at: monday + 7 * dayMs } as const
  expect(copied(issued({ terms }), monday + 7 * dayMs).terms).toEqual(terms)
  expect(copied(issued({ terms }), monday + 9 * dayMs).terms).toBeNull()
})

test('a payment method that the customer removed is not copied', () => {
  expect(copied(issued({ defaultPaymentMethod: 'pm_gone' })).defaultPaymentMethod).toBeNull()
})

test('an invoice that was paid in part is not revised, and one that waits for a checkout is', () => {
  const open = later(issued(), monday, started(119_000))
  expect(revisable(open).ok).toBe(true)
  const partPaid = later(issued(), monday, started(40_000), succeeded(40_000))
  expect(revisable(partPaid)).toEqual(refuse('invoice_paid_not_voidable', { param: 'from_invoice' }))
})
