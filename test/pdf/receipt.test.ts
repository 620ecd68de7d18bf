import { describe, expect, test } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { printedReceipt } from '../../src/views/print/receipt.ts'
import { languages } from '../../src/views/words/locale.ts'
import { monday } from '../world/cast.ts'
import { dayMs, issued, later, lostDispute, paidInFull, refundOf, started, succeeded } from '../world/invoices.ts'
import { expectFigures, expectHeadline, unmarked } from './figures.ts'
import { i18nOf, printed } from './print.ts'
import { elements, rowsOf } from './read-pdf.ts'
import { paid } from './states.ts'

const receiptOf = (invoice: IssuedInvoice, tag: string, payment = invoice.payments[0]!) => {
  const i18n = i18nOf(invoice, tag)
  return printed(printedReceipt(invoice, payment, '2026-0001', i18n), i18n)
}

const other = { paymentId: 'inpay_2' }
const open = issued()
const partPaid = later(open, monday, started(40_000), succeeded(40_000))
const receipts: Readonly<Record<string, IssuedInvoice>> = {
  'a payment in full': paid,
  'a part payment': partPaid,
  'a payment of which a part was refunded': later(paid, monday + dayMs, refundOf(5_000)),
  'a payment that was lost to a dispute': later(paid, monday + dayMs, ...lostDispute(paid.totals.totalMinor)),
  'one of two payments': later(partPaid, monday + dayMs, started(79_000, other), succeeded(79_000, other), paidInFull),
  'a payment above the amount due': later(
    open,
    monday,
    started(119_000),
    succeeded(150_000, { allocatedMinor: 119_000 }),
    paidInFull,
  ),
}

describe.each(Object.entries(receipts))('the receipt for %s', (_, invoice) => {
  test.each([...languages, 'ar-EG'])('has its amounts on the page as the eye reads them, in %s', async (tag) => {
    const receipt = await receiptOf(invoice, tag)
    expectFigures(receipt)
    expectHeadline(receipt)
    expect(receipt.read.pages.flatMap(({ links }) => links)).toEqual([])
    expect(elements(receipt.read.pages[0]!.structure, 'Figure')).toEqual([])
  })
})

test('the receipt for a part says of which amount it is, before and after the rest was paid', () => {
  const detailOf = (invoice: IssuedInvoice) =>
    printedReceipt(invoice, invoice.payments[0]!, '2026-0001', i18nOf(invoice, 'en')).headline?.detail
  expect(unmarked(detailOf(partPaid) ?? '')).toBe('of€1,190.00')
  expect(unmarked(detailOf(receipts['one of two payments']!) ?? '')).toBe('of€1,190.00')
  expect(detailOf(paid)).toBeNull()
})

test('a receipt says for which invoice, when and how it was paid', async () => {
  const { read } = await receiptOf(paid, 'en')
  const texts = elements(read.pages[0]!.structure, 'P').map(({ text }) => text)
  expect(elements(read.pages[0]!.structure, 'H1').map(({ text }) => text)).toEqual(['Receipt'])
  expect(texts.slice(1, 9)).toEqual([
    'Receipt number',
    '2026-0001',
    'For invoice',
    'KW-0017',
    'Paid on',
    'November 2, 2026',
    'Paid by',
    'Visa ending 4242',
  ])
  expect(read.info).toMatchObject({ Title: 'Receipt 2026-0001' })
  expect(rowsOf(read.pages[0]!).at(-1)!.cells[0]!.text).toBe('Kranwerk Berlin GmbH · 2026-0001')
})

test('a receipt shows refunds and what a dispute took back as they are now', async () => {
  const detail = async (invoice: IssuedInvoice) => (await receiptOf(invoice, 'en')).printed.headline.detail
  expect(await detail(paid)).toBeNull()
  expect(unmarked((await detail(receipts['a payment of which a part was refunded']!))!)).toBe('€50.00refunded')
  expect(await detail(receipts['a payment that was lost to a dispute']!)).not.toBeNull()
})
