import { expect, test } from 'vitest'
import { documentOf, newestReceiptNumber } from '../../../src/core/documents/document.ts'
import { store } from '../../../src/core/documents/store.ts'
import type { DocumentStored } from '../../../src/core/documents/stored-document.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { reactionsTo } from '../../../src/core/reactions.ts'
import { monday } from '../../world/cast.ts'
import { issued, later, paidInFull, refundOf, started, succeeded } from '../../world/invoices.ts'

const file = (sha256: string, ofPayment: string | null = null): DocumentStored => ({
  type: 'document.stored',
  document: ofPayment ? 'receipt' : 'invoice',
  ofPayment,
  number: ofPayment ? 'KW-0017-R1' : 'KW-0017',
  sha256,
  codeHash: `code of ${sha256}`,
  bytes: 30_000,
})

const open = issued()
const paid = later(open, monday, started(119_000), succeeded(119_000), paidInFull)
const refunded = later(paid, monday, refundOf(500))
const paymentOf = ({ payments }: IssuedInvoice) => payments[0]

test('an invoice has one document for good', () => {
  expect(store(open, [file('a1')], undefined)).toMatchObject({ ok: true, value: [{ sha256: 'a1' }] })
  const stored = later(open, monday, file('a1'))
  expect(store(stored, [file('b2')], undefined)).toEqual({ ok: true, value: [] })
  expect(documentOf(stored, 'invoice')).toMatchObject({ sha256: 'a1', storedAt: monday })
})

test('a receipt has a newer one once money went back, and the newest is shown', () => {
  const first = later(paid, monday, file('a1', 'inpay_1'))
  expect(store(first, [file('a1', 'inpay_1')], paymentOf(paid))).toEqual({ ok: true, value: [] })
  const back = later(first, monday, refundOf(500))
  expect(store(back, [file('b2', 'inpay_1')], paymentOf(back))).toMatchObject({ ok: true, value: [{ sha256: 'b2' }] })
  expect(documentOf(later(back, monday, file('b2', 'inpay_1')), 'receipt', 'inpay_1')).toMatchObject({ sha256: 'b2' })
})

test('a receipt that was drawn before a refund is not stored after it', () => {
  expect(store(refunded, [file('a1', 'inpay_1')], paymentOf(paid))).toMatchObject({ refusal: { code: 'conflict' } })
})

test('receipts are numbered in the order in which payments succeed', () => {
  const twice = later(
    open,
    monday,
    started(100_000),
    started(19_000, { paymentId: 'inpay_2' }),
    succeeded(19_000, { paymentId: 'inpay_2' }),
    succeeded(100_000),
  )
  expect(twice.payments.map(({ receiptNumber }) => receiptNumber)).toEqual(['KW-0017-R2', 'KW-0017-R1'])
  expect([open, paid, twice].map(newestReceiptNumber)).toEqual([null, 'KW-0017-R1', 'KW-0017-R2'])
})

test('money that was not allocated, and an invoice of before there were documents, have no receipt', () => {
  const surplus = later(open, monday, started(119_000), succeeded(119_000, { allocatedMinor: 0 }))
  const { documents: _, ...old } = open
  const oldPaid = later(old, monday, started(119_000), succeeded(119_000))
  expect([newestReceiptNumber(surplus), newestReceiptNumber(oldPaid)]).toEqual([null, null])
  for (const invoice of [surplus, oldPaid])
    expect(ordersOf(invoice, succeeded(119_000, { allocatedMinor: paymentOf(invoice)!.allocatedMinor }))).toEqual([])
})

test('a payment orders its receipt, and every refund a newer one, also while the first is still to be stored', () => {
  expect(ordersOf(paid, succeeded(119_000))).toEqual(['document:in_1:inpay_1'])
  expect(ordersOf(refunded, refundOf(500))).toEqual(['document:in_1:inpay_1:9'])
})

const ordersOf = (after: IssuedInvoice, event: Parameters<typeof reactionsTo>[0]) =>
  reactionsTo(event, after, 9)
    .filter(({ kind }) => kind === 'document')
    .map(({ dedupeKey }) => dedupeKey)
