import { h } from 'preact'
import { expect, test } from 'vitest'
import type { DocumentKind, DocumentStored } from '../../src/core/documents/stored-document.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { invoiceDocument } from '../../src/views/document/invoice-document.ts'
import { pageI18n } from '../../src/views/i18n.ts'
import { Downloads } from '../../src/views/pay/downloads.tsx'
import { renderPart } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { account, customers, monday } from '../world/cast.ts'
import { issued, later } from '../world/invoices.ts'
import { read } from './tags.ts'

const stored = (document: DocumentKind): DocumentStored => ({
  type: 'document.stored',
  document,
  ofPayment: null,
  number: 'KW-0017',
  sha256: document.padEnd(64, '0'),
  bytes: 1,
})

const eInvoices = { profile: 'xrechnung', supplies: 'services', exemption: null } as const
const of = account({ rounding: 'invoice', eInvoices })
const to = { ...customers.jonas, buyerReference: '04011000-12345-03' }

const i18nIn = (invoice: IssuedInvoice, language: string) =>
  pageI18n(invoice, { locale: chooseLocale([language], null, 'en'), timeZone: invoice.plan.timeZone })

const downloads = (invoice: IssuedInvoice, language: string) =>
  renderPart(h(Downloads, { invoice, place: 't', i18n: i18nIn(invoice, language) }))

const hrefsIn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)

test.each(languages)('in %s, the e-invoices that are stored stand below the invoice, by name', (language) => {
  const kinds = ['invoice', 'cii', 'ubl', 'xrechnung'] as const
  const invoice = later(issued({ of, to }), monday, ...kinds.map(stored))
  const html = downloads(invoice, language)
  expect(hrefsIn(html)).toEqual(['/i/t/invoice.pdf', '/i/t/cii.xml', '/i/t/ubl.xml', '/i/t/xrechnung.xml'])
  expect(read(html)).toMatch(/XML.*CII.*UBL.*XRechnung/s)
})

test('what was refused or is not stored yet is not offered, and without e-invoices there is no such part', () => {
  const whole = issued({ of, to })
  expect(downloads(whole, 'en')).toBe('')
  expect(hrefsIn(downloads(later(whole, monday, stored('invoice'), stored('cii'), stored('ubl')), 'en'))).toEqual([
    '/i/t/invoice.pdf',
    '/i/t/cii.xml',
    '/i/t/ubl.xml',
  ])
  expect(hrefsIn(downloads(later(issued(), monday, stored('invoice')), 'en'))).toEqual(['/i/t/invoice.pdf'])
})

test.each(languages)(
  'in %s, the purchase order and the reference of the buyer are printed where they are set',
  (language) => {
    const fieldsOf = (invoice: IssuedInvoice) => invoiceDocument(invoice, null, i18nIn(invoice, language)).fields
    const { document } = i18nIn(issued(), language).words
    const added = fieldsOf(issued({ to, purchaseOrder: 'PO-77' })).slice(fieldsOf(issued()).length)
    expect(added).toEqual([
      { name: document.purchaseOrder, value: 'PO-77' },
      { name: document.buyerReference, value: '04011000-12345-03' },
    ])
  },
)
