import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { customers, monday, rates } from '../world/cast.ts'
import { dayMs, discount, issued, later, line, paidInFull, refundOf, started, succeeded } from '../world/invoices.ts'

const reduced = { ...rates.mwst, id: 'txr_reduced', percentage: '7' }

/** Two rates, discounts on a line and on the invoice, and the merchant's own words. */
const content = {
  lines: [
    line('Turmdrehkran 30 m', '1', '100000', { discounts: [discount('Treue', { percent: '10' })] }),
    line('Fachbücher', '3', '2050', { taxRates: [reduced], periodStart: monday, periodEnd: monday + 30 * dayMs }),
  ],
  discounts: [discount('Messe', { percent: '5' }), discount(null, { amountMinor: 1000 })],
  customFields: [{ name: 'Bestellung', value: '4711' }],
  memo: 'Vielen Dank!',
}

const withShipping = {
  ...customers.jonas,
  shipping: { name: 'Baustelle Nord', phone: '+49 30 123456', address: customers.reto.address! },
}

const open = issued()
const paidWithCard = (invoice: IssuedInvoice) =>
  later(invoice, monday, started(invoice.totals.totalMinor), succeeded(invoice.totals.totalMinor), paidInFull)

export const paid = paidWithCard(issued(content))

/** An invoice in every state that is printed. */
export const states: Readonly<Record<string, IssuedInvoice>> = {
  'an open invoice': open,
  'an invoice with two rates and discounts, paid in part': later(
    issued(content),
    monday,
    started(40_000),
    succeeded(40_000),
  ),
  'a paid invoice': paid,
  'a paid invoice of which a part was refunded': later(paid, monday + dayMs, refundOf(5_000)),
  'a voided invoice': later(open, monday, { type: 'invoice.voided' }),
  'an uncollectible invoice': later(open, monday, { type: 'invoice.marked_uncollectible', writtenOffMinor: 119_000 }),
  'an invoice with a shipping address': issued({ ...content, to: withShipping }),
  'an invoice with a negative total': issued({ lines: [line('Gutschrift', '1', '-5000')] }),
  'an invoice with nothing due': issued({ ...content, balanceMinor: -1_000_000 }),
  'an invoice for which the customer owes the tax': issued({ ...content, to: customers.margaux }),
  'an invoice to somebody who is exempt, with included tax': issued({
    ...content,
    to: { ...customers.library, taxExempt: 'exempt' },
    defaultTaxRates: [rates.included],
  }),
  'an invoice with included tax': issued({ lines: [line('Kran', '1', '119000')], defaultTaxRates: [rates.included] }),
  'an invoice without tax, with nothing optional': issued({ defaultTaxRates: [], footer: null }),
}
