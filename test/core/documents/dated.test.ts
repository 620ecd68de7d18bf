import { expect, test } from 'vitest'
import type { Day } from '../../../src/core/calendar/day.ts'
import { documentsIn } from '../../../src/core/documents/dated.ts'
import type { DocumentStored } from '../../../src/core/documents/stored-document.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued, later, paidInFull, started, succeeded } from '../../world/invoices.ts'

const stored = (
  document: 'invoice' | 'receipt' | 'cii',
  sha256: string,
  ofPayment: string | null = null,
): DocumentStored => ({
  type: 'document.stored',
  document,
  ofPayment,
  number: 'KW-0017',
  sha256,
  bytes: 10,
})

const days = (from: string, to: string) => ({ from: from as Day, to: to as Day })
const everything = days('2026-01-01', '2027-12-31')

const invoice = later(issued({}), monday, stored('invoice', 'a'), stored('cii', 'b'))
const dueMinor = invoice.totals.totalMinor
const paid = later(invoice, monday + 60 * dayMs, started(dueMinor), succeeded(dueMinor), paidInFull)
const paymentId = paid.payments[0]!.id

const listed = (range = everything, invoices = [paid]) =>
  documentsIn(range, invoices).map(({ number, on, document }) => [number, on, document?.sha256 ?? null])

test('an invoice is dated by its issue, a receipt by its payment, and an e-invoice is no PDF', () => {
  const withReceipt = later(paid, monday + 61 * dayMs, stored('receipt', 'c', paymentId))
  expect(listed(everything, [withReceipt])).toEqual([
    ['KW-0017', '2026-11-02', 'a'],
    ['KW-0017-R1', '2027-01-01', 'c'],
  ])
  expect(listed(days('2026-01-01', '2026-12-31'), [withReceipt])).toEqual([['KW-0017', '2026-11-02', 'a']])
  expect(listed(days('2027-01-01', '2027-12-31'), [withReceipt])).toEqual([['KW-0017-R1', '2027-01-01', 'c']])
})

test('the newest version counts, and one that is not stored yet is listed without a file', () => {
  const again = later(paid, monday + 61 * dayMs, stored('receipt', 'c', paymentId), stored('receipt', 'd', paymentId))
  expect(listed(everything, [again])[1]).toEqual(['KW-0017-R1', '2027-01-01', 'd'])
  expect(listed()[1]).toEqual(['KW-0017-R1', '2027-01-01', null])
})

test('documents are listed by day, and those of one day in the order of their invoices', () => {
  const second = later(issued({ number: 'KW-0016' }), monday, stored('invoice', 'e'))
  const numbers = listed(everything, [paid, second]).map(([number]) => number)
  expect(numbers).toEqual(['KW-0017', 'KW-0016', 'KW-0017-R1'])
})
