import { h } from 'preact'
import { describe, expect, test } from 'vitest'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import type { PaymentMoved } from '../../src/core/invoices/events.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { offersFor } from '../../src/core/payments/offers.ts'
import { askedPart } from '../../src/routes/pay/asked-part.ts'
import { PayPanel } from '../../src/views/pay/pay-panel.tsx'
import { renderPart } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { kranwerk, monday, visa } from '../world/cast.ts'
import { issued, later, moved, started } from '../world/invoices.ts'
import { hostileTexts } from './hostile.ts'
import { read, tagsOf } from './tags.ts'

const account = { ...kranwerk, minimumPaymentPercent: 30 }
const transfers = ['card', 'customer_balance']
const invoice = issued({ paymentMethodTypes: transfers })

const contextOf = (of: IssuedInvoice, language = 'en') => ({
  account,
  invoice: of,
  offers: offersFor(account, of, [visa]),
  reader: { locale: chooseLocale([language], null, 'en'), timeZone: 'Europe/Berlin' },
})

/** The panel for somebody who asked for this part. */
function panel(asked: string | number | null, { of = invoice, language = 'en' } = {}): string {
  const context = contextOf(of, language)
  const props = {
    ...context,
    transfer: null,
    provider: 'Stripe',
    place: 'in_1',
    url: 'https://pay.example/i/in_1',
    now: monday,
    notice: null,
    part: asked === null ? null : askedPart(asked, context),
  }
  return renderPart(h(PayPanel, props))
}

const hidden = (html: string, name: string) =>
  tagsOf(html)
    .find(({ attributes }) => attributes.get('name') === name && attributes.get('type') === 'hidden')
    ?.attributes.get('value')

describe('what a payer asked for', () => {
  const ask = (asked: string | number) => askedPart(asked, contextOf(invoice))
  test('is all of it where it is what remains', () => {
    expect(ask('1,190')).toBeNull()
    expect(ask(119_000)).toBeNull()
  })

  test('is kept as it was typed, with the reason why it cannot be paid', () => {
    expect(ask(' €500 ')).toEqual({ typed: ' €500 ', amountMinor: 50_000, refusal: null })
    expect(ask('12')).toEqual({ typed: '12', amountMinor: 1200, refusal: 'part_unfit' })
    expect(ask('half')).toEqual({ typed: 'half', amountMinor: null, refusal: 'part_unfit' })
    expect(ask('')).toEqual({ typed: '', amountMinor: null, refusal: 'part_unfit' })
    expect(ask(50_000)).toEqual({ typed: '500.00', amountMinor: 50_000, refusal: null })
    expect(ask('9'.repeat(5000))?.typed).toHaveLength(40)
  })
})

describe('the panel', () => {
  test('pays all unless a part was chosen, and offers a part after that', () => {
    const html = panel(null)
    expect(hidden(html, 'amount')).toBe('119000')
    expect(hidden(html, 'part')).toBeUndefined()
    expect(html.indexOf('class="pay-form"')).toBeLessThan(html.indexOf('name="part"'))
    expect(html).toContain('Bank transfer')
    expect(read(html)).toContain('From €357.00 to €1,189.50.')
    expect(html).not.toMatch(/<details[^>]* open/)
  })

  test('shows the part and what is left after it before it is paid, without transfers at the provider', () => {
    const html = panel('500')
    expect([hidden(html, 'amount'), hidden(html, 'part')]).toEqual(['119000', '50000'])
    expect(read(html)).toContain('You pay €500.00 now. After that, €690.00 is left to pay.')
    expect(read(html)).toContain('Pay €500.00')
    expect(read(html)).toContain('Pay all of it: €1,190.00')
    expect(html).not.toContain('Bank transfer')
  })

  test('keeps what was typed beside what is wrong with it, and pays all meanwhile', () => {
    const html = panel('12')
    expect(hidden(html, 'part')).toBeUndefined()
    expect(html).toMatch(/<details[^>]* open/)
    expect(read(html)).toContain('The nearest one that you can pay is €357.00.')
    const input = tagsOf(html).find(({ attributes }) => attributes.get('id') === 'part')!
    expect(input.attributes.get('value')).toBe('12')
    expect(input.attributes.get('aria-describedby')).toBe('part-fault part-hint')
    expect(input.attributes.has('aria-invalid')).toBe(true)
  })

  test('offers none where the merchant takes none, and on an invoice that is charged automatically', () => {
    expect(panel(null, { of: issued({ minimumPaymentPercent: 100 }) })).not.toContain('name="part"')
    expect(panel(null, { of: issued({ collectionMethod: 'charge_automatically' }) })).not.toContain('name="part"')
  })

  test('goes on with a checkout of a part, and shows another part that is asked for', () => {
    const ofPart = later(invoice, monday, started(50_000), moved('open', null, 'https://checkout.example/cs_1'))
    expect(amountRemainingMinor(ofPart)).toBe(119_000)
    expect(read(panel(null, { of: ofPart }))).toContain('You started a payment of €500.00')
    expect(panel('600', { of: ofPart })).toMatch(/<details class="differently" open/)
  })

  test('names the amount on the button where the part that was tried before failed', () => {
    const failure = { code: 'card_declined', declineCode: 'insufficient_funds', at: monday } as const
    const declined = later(invoice, monday, started(50_000), {
      ...(moved('open', null, 'https://checkout.example/cs_1') as PaymentMoved),
      failure,
    })
    expect(read(panel(null, { of: declined }))).toContain('Pay €1,190.00')
    expect(read(panel('500', { of: declined }))).toContain('Try another card or account')
  })

  test('names the part that is on its way, not all that remains', () => {
    const onItsWay = later(invoice, monday, started(50_000), moved('processing'))
    expect(read(panel(null, { of: onItsWay }))).toContain('Your payment €500.00')
  })

  for (const language of languages) {
    test(`says the same in ${language}`, () => {
      for (const asked of ['500', '12', 'half', '1189.60']) {
        const html = panel(asked, { language })
        expect(html).not.toMatch(/undefined|NaN|\[object/)
        expect(html).toMatch(asked === '500' ? /class="part-chosen"/ : /id="part-fault"/)
      }
    })
  }

  test('shows hostile texts as text', () => {
    const names = (html: string) => tagsOf(html).map(({ name }) => name)
    const plain = names(panel('half'))
    for (const text of hostileTexts) expect(names(panel(text)), text).toEqual(plain)
  })
})
