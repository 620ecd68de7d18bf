import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { customers, monday, rates } from '../world/cast.ts'
import { dayMs, detailed, issued, later, line, paidInFull, refundOf, started, succeeded } from '../world/invoices.ts'

const withShipping = {
  ...customers.jonas,
  shipping: { name: 'Baustelle Nord', phone: '+49 30 123456', address: customers.reto.address! },
}

const open = issued()
const paidWithCard = (invoice: IssuedInvoice) =>
  later(invoice, monday, started(invoice.totals.totalMinor), succeeded(invoice.totals.totalMinor), paidInFull)

export const paid = paidWithCard(issued(detailed))

/** An invoice in every state that is printed. */
export const states: Readonly<Record<string, IssuedInvoice>> = {
  'an open invoice': open,
  'an invoice with two rates and discounts, paid in part': later(
    issued(detailed),
    monday,
    started(40_000),
    succeeded(40_000),
  ),
  'a paid invoice': paid,
  'a paid invoice of which a part was refunded': later(paid, monday + dayMs, refundOf(5_000)),
  'a voided invoice': later(open, monday, { type: 'invoice.voided' }),
  'an uncollectible invoice': later(open, monday, { type: 'invoice.marked_uncollectible', writtenOffMinor: 119_000 }),
  'an invoice with a shipping address': issued({ ...detailed, to: withShipping }),
  'an invoice with a negative total': issued({ lines: [line('Gutschrift', '1', '-5000')] }),
  'an invoice with nothing due': issued({ ...detailed, balanceMinor: -1_000_000 }),
  'an invoice for which the customer owes the tax': issued({ ...detailed, to: customers.margaux }),
  'an invoice to somebody who is exempt, with included tax': issued({
    ...detailed,
    to: { ...customers.library, taxExempt: 'exempt' },
    defaultTaxRates: [rates.included],
  }),
  'an invoice with included tax': issued({ lines: [line('Kran', '1', '119000')], defaultTaxRates: [rates.included] }),
  'an invoice without tax, with nothing optional': issued({ defaultTaxRates: [], footer: null }),
}
