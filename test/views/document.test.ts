import { h } from 'preact'
import { describe, expect, test } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { noOffers } from '../../src/core/payments/offers.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { invoiceDocument } from '../../src/views/document/invoice-document.ts'
import { invoiceMail } from '../../src/views/emails/invoice-mail.ts'
import { mailI18n } from '../../src/views/i18n.ts'
import { InvoicePage } from '../../src/views/pay/invoice-page.tsx'
import type { Reader } from '../../src/views/reader.ts'
import { renderPage } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { customers, kranwerk, monday, rates } from '../world/cast.ts'
import { detailed, issued, later, line, paidInFull, refundOf, started, succeeded } from '../world/invoices.ts'
import { read } from './tags.ts'

const inclusive = { ...rates.mwst, id: 'txr_inclusive', inclusive: true }
const exempt = { ...customers.jonas, taxExempt: 'exempt' } as const

const partPaid = (invoice: IssuedInvoice) => later(invoice, monday, started(40_000), succeeded(40_000))

const invoices: Readonly<Record<string, IssuedInvoice>> = {
  'with two rates and discounts, paid in part': partPaid(issued(detailed)),
  'with an older balance': issued({ ...detailed, balanceMinor: 5_000 }),
  'paid in part from credit': issued({ ...detailed, balanceMinor: -5_000 }),
  'with tax in its prices': partPaid(issued({ ...detailed, defaultTaxRates: [inclusive] })),
  'with tax in its prices that is not charged': issued({ ...detailed, defaultTaxRates: [inclusive], to: exempt }),
  'with a negative total': issued({ lines: [line('Gutschrift', '1', '-5000')] }),
}

const readerOf = (invoice: IssuedInvoice, language: string): Reader => ({
  locale: chooseLocale([language], null, 'en'),
  timeZone: invoice.plan.timeZone,
})

/** The invoice as one document, as the text of its page, and as the text and the read HTML of its mail. */
function drawn(invoice: IssuedInvoice, language: string) {
  const reader = readerOf(invoice, language)
  const i18n = mailI18n(invoice, reader)
  const transfer = transferFor(kranwerk, invoice)
  const about = { account: kranwerk, invoice, transfer, reader, now: monday }
  const page = h(InvoicePage, {
    ...about,
    offers: noOffers,
    provider: null,
    place: 't',
    url: 'https://pay.example/i/t',
    notice: null,
    nonce: 'n',
    hasSignInPage: true,
    assets,
  })
  const mail = invoiceMail({ ...about, canPay: true, url: null, pdf: null, origin: 'https://pay.example' })
  return {
    document: invoiceDocument(invoice, transfer, i18n),
    words: i18n.words.document,
    shown: (amountMinor: number) => unmarked(i18n.money(amountMinor)),
    figure: (amountMinor: number) => unmarked(i18n.figure(amountMinor)),
    page: read(renderPage(page)),
    mails: [unmarked(mail.text), read(mail.html)],
  }
}

const unmarked = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, '').replace(/\s+/g, ' ')

describe.each(Object.entries(invoices))('an invoice %s', (_, invoice) => {
  test('adds up from its lines to what is still to pay', () => {
    const { lines, totals } = drawn(invoice, 'en').document
    const sum = (...kinds: string[]) =>
      totals.reduce((sum, row) => sum + (kinds.includes(row.kind) ? row.amountMinor : 0), 0)
    expect(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(sum('subtotal'))
    expect(sum('subtotal', 'discount', 'tax', 'tax_not_charged')).toBe(sum('total'))
    const remaining = totals.find(({ kind }) => kind === 'remaining')
    if (remaining) expect(sum('total', 'balance', 'paid')).toBe(remaining.amountMinor)
  })

  test.each(languages)('is the same document on its page and in its mail, in %s', (language) => {
    const { document, words, shown, figure, page, mails } = drawn(invoice, language)
    const { fields, lines, totals, seller, memo } = document
    for (const text of [page, ...mails]) {
      for (const { name, value } of [...fields, ...seller.taxIds]) {
        expect(text).toContain(name)
        expect(text).toContain(unmarked(value))
      }
      for (const { description } of lines) expect(text).toContain(description)
      for (const line of seller.lines) expect(text).toContain(line)
      if (memo) expect(text).toContain(memo.value)
    }
    for (const { kind, label, amountMinor } of totals) {
      const currency = kind === 'total' || kind === 'remaining' ? 'EUR ' : ''
      const amount = kind === 'settled' ? '' : `${currency}${figure(amountMinor)}`
      expect(page).toContain(`${unmarked(label)} ${amount}`)
    }
    const all = (kind: string) => totals.reduce((sum, row) => sum + (row.kind === kind ? row.amountMinor : 0), 0)
    const summed = [
      { label: words.discount, amountMinor: all('discount') },
      { label: words.tax, amountMinor: all('tax') },
    ].filter(({ amountMinor }) => amountMinor !== 0)
    const alone = totals.filter(({ kind }) => ['tax_not_charged', 'total', 'balance', 'paid'].includes(kind))
    const [text, html] = mails
    for (const { label, amountMinor } of [...summed, ...alone]) {
      expect(text).toContain(`${label}: ${shown(amountMinor)}`)
      expect(html).toContain(`${label} ${shown(amountMinor)}`)
    }
  })
})

describe.each(languages)('a paid invoice, in %s', (language) => {
  const paid = later(issued(detailed), monday, started(106_813), succeeded(106_813), paidInFull)

  test('ends its totals with that, on its page and in its mail, without an amount of zero to pay', () => {
    const { document, words, figure, page, mails } = drawn(paid, language)
    expect(document.totals.at(-1)).toEqual({ kind: 'settled', label: words.paidInFull, amountMinor: 0 })
    expect(page).toContain(`${figure(-106_813)} ${words.paidInFull}`)
    for (const text of [page, ...mails]) {
      expect(text).not.toContain(words.remaining)
      expect(` ${text} `).not.toContain(` ${figure(0)} `)
    }
  })

  test('is not called paid once all of the money went back', () => {
    const { document, words } = drawn(later(paid, monday, refundOf(106_813)), language)
    expect(document.totals.at(-1)).toMatchObject({ kind: 'paid', amountMinor: -106_813 })
    expect(document.totals.map(({ label }) => label)).not.toContain(words.paidInFull)
  })
})

test('an invoice that was paid from credit is paid in full, and one with a negative total leaves nothing to pay', () => {
  const last = (invoice: IssuedInvoice) => drawn(invoice, 'en').document.totals.at(-1)!.label
  expect(last(issued({ ...detailed, balanceMinor: -1_000_000 }))).toBe('Paid in full')
  expect(last(issued({ lines: [line('Gutschrift', '1', '-5000')] }))).toBe('Nothing to pay')
})

test('a number or date in an element of its own has no direction marks, so that none is copied', () => {
  const { fields, customFields, seller } = drawn(issued(detailed), 'ar').document
  const values = [...fields, ...customFields, ...seller.taxIds]
  expect(values.length).toBeGreaterThan(4)
  for (const { value } of values) expect(value).not.toMatch(/[\u2066-\u2069]/)
})

test('an invoice of two rates and three discounts that was paid in part', () => {
  const { document } = drawn(invoices['with two rates and discounts, paid in part']!, 'en')
  expect(document.fields.map(({ value }) => value)).toEqual(['KW-0017', 'November 2, 2026', 'November 16, 2026'])
  expect(document.seller.lines).toEqual(['Köpenicker Straße 154', '10997 Berlin', 'Germany'])
  expect(document.lines).toEqual([
    {
      description: 'Turmdrehkran 30 m',
      period: null,
      quantity: '1',
      unitPrice: '1,000.00',
      tax: '19%',
      discounts: [{ label: 'Treue (10% off)', amountMinor: -10_000 }],
      amountMinor: 100_000,
    },
    {
      description: 'Fachbücher',
      period: 'November 2, 2026 – December 2, 2026',
      quantity: '3',
      unitPrice: '20.50',
      tax: '7%',
      discounts: [],
      amountMinor: 6_150,
    },
  ])
  expect(document.totals.map(({ label, amountMinor }) => [label, amountMinor])).toEqual([
    ['Subtotal', 106_150],
    ['Discounts on single lines', -10_000],
    ['Messe (5% off)', -4_808],
    ['Discount', -1_000],
    ['MwSt 19% on €845.64', 16_067],
    ['MwSt 7% on €57.78', 404],
    ['Total', 106_813],
    ['Paid', -40_000],
    ['Still to pay', 66_813],
  ])
  expect(document.payments?.rows).toEqual([
    { day: 'November 2, 2026', details: ['Visa ending 4242'], amountMinor: 40_000 },
  ])
})
