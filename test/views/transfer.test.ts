import { h } from 'preact'
import { describe, expect, test } from 'vitest'
import type { Account } from '../../src/core/accounts/account.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { offer } from '../../src/core/payments/offer.ts'
import { noOffers } from '../../src/core/payments/offers.ts'
import { compose } from '../../src/mail/compose.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { InvoicePage } from '../../src/views/pay/invoice-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'
import { account, customers, harbor, kranwerk, monday } from '../world/cast.ts'
import { dayMs, issued, later, started, succeeded } from '../world/invoices.ts'
import { everyStanding } from '../world/standings.ts'
import { hostileTexts } from './hostile.ts'
import { read, tagsOf } from './tags.ts'

type Seen = { readonly of?: Account; readonly language?: string; readonly hasProvider?: boolean; readonly now?: number }

/** The page as the route renders it. */
function page(invoice: IssuedInvoice, { of = kranwerk, language = 'en', hasProvider = true, now = monday }: Seen = {}) {
  const { online, transfer } = offer(of, invoice, { customer: customers.jonas, hasProvider })
  return renderPage(
    h(InvoicePage, {
      account: of,
      invoice,
      offers: online.ok ? online.value : noOffers,
      transfer,
      isOnline: hasProvider,
      provider: hasProvider ? 'Stripe' : null,
      place: 'token.of.jonas',
      url: 'https://pay.example/i/token.of.jonas',
      now,
      reader: { locale: chooseLocale([language], null, 'en'), timeZone: invoice.plan.timeZone },
      notice: null,
      nonce: 'n0nce',
      hasSignInPage: true,
      assets,
    }),
  )
}

const mail = (kind: 'invoice' | 'reminder' | 'receipt', invoice: IssuedInvoice, language = 'en', of = kranwerk) =>
  compose(kind, {
    account: of,
    invoice: { ...invoice, buyer: { ...invoice.buyer, locales: [language] } },
    customer: customers.jonas,
    hasProvider: true,
    url: null,
    now: monday + 17 * dayMs,
    pdf: null,
    origin: 'https://pay.example',
    step: 'due+3',
  })

const details = (html: string) => tagsOf(html).find(({ attributes }) => attributes.get('class')?.includes('transfer'))
const iban = 'DE89 3704 0044 0532 0130 00'
const wanted = ['Kranwerk Berlin GmbH', iban, 'MUSTDEBBXXX', 'Musterbank Berlin', 'KW-0017']
const amounts = /1[.,\s]190[.,]00/
const plain = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, '').replace(/\s/g, ' ')

describe.each(languages)('in %s', (language) => {
  test('the page has all that a bank needs, folded below the button', () => {
    const html = page(issued(), { language })
    expect(details(html)?.attributes.has('open')).toBe(false)
    expect(html.indexOf('class="pay-form"')).toBeLessThan(html.indexOf('<details class="differently transfer"'))
    const [, part = ''] = /<details class="differently transfer">(.*?)<\/details>/s.exec(html) ?? []
    for (const fact of wanted) expect(read(part)).toContain(fact)
    expect(read(part)).toMatch(amounts)
    for (const copied of wanted) expect(part, 'a direction mark would be copied too').toContain(`<bdi>${copied}</bdi>`)
  })

  test('the page unfolds it where it is the only method, and says so', () => {
    const html = page(issued(), { language, hasProvider: false })
    expect(details(html)?.attributes.has('open')).toBe(true)
    expect(html).not.toContain('<form')
    const { onlyTitle, whyNotOnline } = wordsFor(chooseLocale([language], null, 'en'), 'invoice').transfer
    expect(read(html)).toContain(`${onlyTitle} ${whyNotOnline.otherwise}`)
    expect(page(issued(), { language, hasProvider: false, of: harbor })).not.toContain('<details')
  })

  test.each(['invoice', 'reminder'] as const)('the %s mail has it too, in text and in HTML', (kind) => {
    const { html, text } = mail(kind, issued(), language)
    for (const body of [plain(text), plain(read(html))]) {
      for (const fact of wanted) expect(body).toContain(fact)
      expect(body).toMatch(amounts)
      expect(body).not.toMatch(/undefined|NaN|\[object|null/)
    }
    const [withIban] = text.split('\n').filter((line) => line.includes(iban))
    expect(withIban).toBe(`IBAN: ${iban}`)
  })
})

describe('a transfer', () => {
  test('is not shown once the invoice is paid, void or paid by money on its way', () => {
    for (const standing of ['paid', 'void', 'processing', 'refunded', 'reversed'] as const) {
      const { invoice, now } = everyStanding()[standing]
      expect(page(invoice, { now }), standing).not.toContain('IBAN')
      expect(mail('invoice', invoice).text, standing).not.toContain('IBAN')
    }
  })

  test('is for what remains, not for the total', () => {
    const half = later(issued(), monday, started(50_000), succeeded(50_000))
    expect(read(page(half))).toContain('Amount €690.00 Reference KW-0017')
    expect(mail('reminder', half).text).toContain('\nAmount: €690.00\nReference: KW-0017\n')
    expect(mail('receipt', half).text).not.toContain('IBAN')
  })

  test('to an account without an IBAN names its codes', () => {
    const number = {
      kind: 'local',
      accountNumber: '55779911',
      bankCode: { kind: 'sort_code', code: '200000' },
    } as const
    const of = account({ bankAccounts: [{ currency: 'eur', holder: 'Kranwerk', bankName: null, number }] })
    expect(read(page(issued(), { of }))).toContain(
      'Account holder Kranwerk Sort code 200000 Account number 55779911 Amount €1,190.00',
    )
  })

  test('is shown beside an open checkout, without a button for a second payment', () => {
    const open = later(issued(), monday, started(119_000), {
      type: 'payment.moved',
      paymentId: 'inpay_1',
      status: 'open',
      providerPaymentId: null,
      providerSessionId: 'cs_1',
      url: 'https://provider.example/checkout',
      urlExpiresAt: monday + dayMs,
      paidWith: null,
      failure: null,
      nextCheckAt: monday + dayMs,
    })
    const html = page(open)
    expect(html).toContain('https://provider.example/checkout')
    expect(details(html)?.attributes.has('open')).toBe(false)
  })

  test('that a merchant named with hostile texts is shown as text, on one line of the mail', () => {
    for (const text of hostileTexts) {
      const [euros] = kranwerk.bankAccounts
      const of = account({ bankAccounts: [{ ...euros!, holder: text, bankName: text }] })
      const html = page(issued(), { of })
      expect(tagsOf(html).filter(({ name }) => /^(iframe|object|embed|base)$/.test(name))).toEqual([])
      expect(tagsOf(html).filter(({ name }) => name === 'script')).toHaveLength(1)
      const { text: body, html: mailHtml } = mail('invoice', issued({ of }), 'en', of)
      expect(body.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false)
      expect(tagsOf(mailHtml).filter(({ name }) => name === 'script')).toEqual([])
    }
  })

  test('replaces the sentence that the invoice cannot be paid online', () => {
    expect(mail('invoice', issued()).text).not.toContain('Please pay as agreed')
    expect(mail('invoice', issued({ of: harbor }), 'en', harbor).text).toContain('Please pay as agreed')
  })
})

test('a QR-IBAN is shown with the QR reference that it needs, which no other account has', () => {
  const to = (iban: string): Account => ({
    ...kranwerk,
    bankAccounts: [{ ...kranwerk.bankAccounts[0]!, number: { kind: 'iban', iban, bic: null } }],
  })
  const invoice = issued({ number: 'KW-0017' })
  expect(page(invoice, { of: to('CH4431999123000889012') })).toContain('00 00000 00000 00000 02032 00174')
  for (const iban of ['CH9300762011623852957', 'DE44319991230008890120'])
    expect(page(invoice, { of: to(iban) })).not.toContain('02032 0017')
})
