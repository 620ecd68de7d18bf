import { expect, test } from 'vitest'
import { asIssued } from '../../../src/core/documents/document.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { Invoice, IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { purchaseOrderOf, setPurchaseOrder } from '../../../src/core/invoices/purchase-order.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { refuse } from '../../../src/core/result.ts'
import { invoiceDocument } from '../../../src/views/document/invoice-document.ts'
import { pageI18n, printI18n } from '../../../src/views/i18n.ts'
import { printedInvoice } from '../../../src/views/print/invoice.ts'
import { chooseLocale } from '../../../src/views/words/locale.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'

function after(invoice: Invoice, typed: string): IssuedInvoice {
  const decided = setPurchaseOrder(invoice, typed)
  if (!decided.ok) throw new Error(decided.refusal.code)
  return replay<Invoice, (typeof decided.value)[number]>(
    evolve,
    record(decided.value, invoice.version, monday),
    invoice,
  ) as IssuedInvoice
}

test('a customer adds the number of their order to an open invoice, changes it, and takes it away', () => {
  const invoice = issued()
  const added = after(invoice, '  PO \n 77 ')
  expect([purchaseOrderOf(invoice), purchaseOrderOf(added)]).toEqual([null, 'PO 77'])
  expect(purchaseOrderOf(after(added, 'PO-78'))).toBe('PO-78')
  expect(purchaseOrderOf(after(added, ' '))).toBeNull()
  expect(setPurchaseOrder(added, 'PO 77')).toEqual({ ok: true, value: [] })
  expect(setPurchaseOrder(invoice, '')).toEqual({ ok: true, value: [] })
})

test('what the invoice was issued with is not lost', () => {
  const invoice = issued({ purchaseOrder: 'PO-1' })
  const changed = after(invoice, 'PO-2')
  expect(changed).toMatchObject({ purchaseOrder: 'PO-1', addedPurchaseOrder: 'PO-2' })
  expect(purchaseOrderOf(after(changed, ''))).toBe('PO-1')
  expect(purchaseOrderOf(after(changed, 'PO-1'))).toBe('PO-1')
})

test('an invoice that is not open, and a number of 101 characters, are refused', () => {
  const invoice = issued()
  for (const status of ['paid', 'void', 'uncollectible'] as const)
    expect(setPurchaseOrder({ ...invoice, status } as Invoice, 'PO')).toEqual(refuse('invoice_not_open'))
  expect(setPurchaseOrder({ ...invoice, status: 'draft' } as unknown as Invoice, 'PO').ok).toBe(false)
  expect(setPurchaseOrder(invoice, 'x'.repeat(100)).ok).toBe(true)
  expect(setPurchaseOrder(invoice, 'x'.repeat(101))).toMatchObject({ refusal: { code: 'parameter_invalid' } })
})

test('the page shows the number, and the document as issued does not, however late it is drawn', () => {
  const before = issued({ purchaseOrder: 'PO-1' })
  const invoice = after(before, 'PO-2')
  const reader = { locale: chooseLocale(['en'], null, 'en'), timeZone: 'Europe/Berlin' }
  const ordersIn = (fields: readonly { name: string; value: string }[]) =>
    fields.filter(({ name }) => name === 'Purchase order').map(({ value }) => value)
  expect(ordersIn(invoiceDocument(invoice, null, pageI18n(invoice, reader)).fields)).toEqual(['PO-2'])
  const printed = printedInvoice(asIssued(invoice), { url: null, transfer: null }, printI18n(invoice, reader))
  expect(ordersIn(printed.document.fields)).toEqual(['PO-1'])
  expect(asIssued(invoice)).toEqual({ ...asIssued(before), version: invoice.version })
})
