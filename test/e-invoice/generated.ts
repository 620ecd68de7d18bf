import fc from 'fast-check'
import type { Account } from '../../src/core/accounts/account.ts'
import type { BankAccount } from '../../src/core/accounts/bank-account.ts'
import type { Day } from '../../src/core/calendar/day.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { amountDueMinor } from '../../src/core/invoices/amounts.ts'
import type { InvoiceLine, IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Discount } from '../../src/core/invoices/lines.ts'
import { type Currency, currencyCodes, stepMinor } from '../../src/core/money/currencies.ts'
import type { Address, TaxId } from '../../src/core/parties.ts'
import type { TaxRate } from '../../src/core/tax/rates.ts'
import type { EInvoiceDetails } from '../../src/e-invoice/e-invoice-of.ts'
import { amountOff, percentOff, rate } from '../core/invoices/priced.ts'
import { account, customers, monday } from '../world/cast.ts'
import { dayMs, issued, later, line, paidInFull, started, succeeded } from '../world/invoices.ts'

/** An invoice with what its e-invoice says besides. */
export type Case = { readonly invoice: IssuedInvoice; readonly details: EInvoiceDetails }

export const details: EInvoiceDetails = {
  profile: 'en16931',
  bankAccount: null,
  supplies: 'services',
  exemption: null,
  credits: null,
}

const place = (country: string): Address => ({
  line1: 'Main street 1',
  line2: null,
  city: 'Town',
  postalCode: '12345',
  state: null,
  country,
})

const vat = (value: string): TaxId[] => [{ type: 'eu_vat', value }]

/** Where sellers are, and under which numbers: their country's tax, a company register only, or a tax office only. */
const sellers: readonly (readonly [country: string, taxIds: readonly TaxId[]])[] = [
  ['DE', vat('DE811907980')],
  ['DE', [{ type: 'de_stn', value: '30/123/45678' }]],
  ['FR', [...vat('FR83404833048'), { type: 'fr_siren', value: '404833048' }]],
  ['GB', [{ type: 'gb_vat', value: '123456789' }]],
  ['CH', [{ type: 'ch_uid', value: 'CHE-123.456.789' }]],
  ['NO', [{ type: 'no_vat', value: '123456789MVA' }]],
]

const buyers: readonly (readonly [country: string, taxIds: readonly TaxId[]])[] = [
  ['DE', vat('DE293847561')],
  ['GR', vat('EL123456789')],
  ['IT', vat('IT12345678901')],
  ['FR', [{ type: 'fr_siret', value: '40483304800022' }]],
  ['US', [{ type: 'us_ein', value: '12-3456789' }]],
  ['XK', []],
]

const standard = rate('standard', '19')
const included = rate('included', '19', true)
const reduced = rate('reduced', '5.5')

/** Two rates of one percentage meet often, since their sums are one in an e-invoice. */
const oneRate = fc.oneof(
  fc.constantFrom(standard, included, { ...rate('same', '19.00'), taxType: 'vat' }),
  fc.constantFrom(reduced, rate('fine', '8.8751', true), rate('zero', '0'), rate('zero included', '0.0', true)),
)

const rarely = (rates: readonly TaxRate[]) => ({ weight: 1, arbitrary: fc.constant(rates) })

const rates: fc.Arbitrary<readonly TaxRate[]> = fc.oneof(
  { weight: 60, arbitrary: oneRate.map((one) => [one]) },
  { weight: 4, arbitrary: fc.constant([]) },
  rarely([standard, reduced]),
  rarely([rate('least', '0.4')]),
  rarely([{ ...rate('sales', '7'), taxType: 'sales_tax' }]),
)

const digits = (most: number) => fc.integer({ min: 0, max: most })
const decimal = (most: number) =>
  fc
    .tuple(digits(most), digits(999_999_999), fc.constantFrom(0, 0, 2, 5, 9))
    .map(([whole, rest, places]) => `${whole}${places ? `.${String(rest).padStart(9, '0').slice(0, places)}` : ''}`)

const discounts = (owner: string, most: number): fc.Arbitrary<Discount[]> =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 1, max: 9_999 }).map((n) => (id: string) => percentOff(id, String(n / 100))),
        fc.integer({ min: 1, max: 3_000 }).map((steps) => (id: string) => amountOff(id, steps * 100)),
      ),
      { maxLength: most },
    )
    .map((offs) => offs.map((give, place) => ({ ...give(`${owner}-${place}`), name: place === 0 ? 'Spring' : null })))

const lineNumber = (n: number): fc.Arbitrary<InvoiceLine> =>
  fc
    .record({
      quantity: fc.oneof(fc.constant('1'), decimal(300)),
      unitAmount: fc
        .tuple(fc.constantFrom('', '', '', '', '-'), fc.oneof(decimal(300), decimal(90_000)))
        .map(([sign, size]) => sign + size),
      discounts: discounts(`line${n}`, 2),
      taxRates: fc.option(rates, { freq: 2 }),
      days: fc.constantFrom(0, 30),
      description: fc.constantFrom('Crane rental', 'Crane rental', 'Assembly & dismantling', 'مرحبا'),
    })
    .map(({ quantity, unitAmount, days, description, ...rest }) =>
      line(description, quantity, unitAmount, {
        ...rest,
        id: `line${n}`,
        discountable: !unitAmount.startsWith('-'),
        periodEnd: monday + days * dayMs,
      }),
    )

const banks = (currency: Currency): fc.Arbitrary<BankAccount | null> => {
  const holder = 'Kranwerk Berlin GmbH'
  return fc.constantFrom<(BankAccount | null)[]>(
    null,
    { currency, holder, bankName: null, number: { kind: 'iban', iban: 'DE89370400440532013000', bic: 'MUSTDEBBXXX' } },
    {
      currency,
      holder,
      bankName: 'Musterbank',
      number: { kind: 'local', accountNumber: '12345678', bankCode: { kind: 'sort_code', code: '200000' } },
    },
  )
}

const currencies = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Currency>('eur') },
  { weight: 1, arbitrary: fc.constantFrom<Currency[]>('jpy', 'isk', 'usd', 'kwd') },
  { weight: 4, arbitrary: fc.constantFrom(...currencyCodes) },
)

const parties = fc.record({
  seller: fc.constantFrom(...sellers),
  buyer: fc.constantFrom(...buyers),
  taxExempt: fc.constantFrom<Customer['taxExempt'][]>('none', 'none', 'none', 'exempt', 'reverse'),
  shipTo: fc.constantFrom(null, 'DE', 'FR', 'US'),
  supplies: fc.constantFrom<EInvoiceDetails['supplies'][]>('goods', 'services'),
})

/** Goods from Germany to France, and services to Italy, both without tax. */
const withinUnion: typeof parties = fc.record({
  seller: fc.constant(sellers[0]!),
  buyer: fc.constant(buyers[2]!),
  taxExempt: fc.constant('reverse'),
  shipTo: fc.constant('FR'),
  supplies: fc.constantFrom('goods', 'services'),
})

const drawnCase = currencies.chain((currency) =>
  fc.record({
    currency: fc.constant(currency),
    parties: fc.oneof({ weight: 9, arbitrary: parties }, { weight: 1, arbitrary: withinUnion }),
    rounding: fc.constantFrom<Account['rounding'][]>('line', 'invoice', 'invoice'),
    bankAccount: banks(currency),
    lines: fc
      .integer({ min: 1, max: 5 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => lineNumber(n)))),
    discounts: discounts('invoice', 2),
    defaultTaxRates: rates,
    isUntaxed: fc.constantFrom(true, false, false, false, false),
    collectionMethod: fc.constantFrom<IssuedInvoice['collectionMethod'][]>('send_invoice', 'charge_automatically'),
    balance: fc.constantFrom(0, 0, -3_000, 2_000),
    paid: fc.constantFrom('nothing', 'nothing', 'half', 'all'),
    profile: fc.constantFrom<EInvoiceDetails['profile'][]>('en16931', 'xrechnung'),
    isCredit: fc.boolean(),
    exemption: fc.constantFrom(null, '§ 19 UStG'),
    purchaseOrder: fc.constantFrom(null, 'PO-77'),
  }),
)

/** Issued invoices of every kind, with the details of their e-invoices; most of them can be expressed. */
export const cases: fc.Arbitrary<Case> = drawnCase.map((drawn) => {
  const { currency, lines, discounts, defaultTaxRates, isUntaxed, collectionMethod, balance, rounding } = drawn
  const { seller, buyer, taxExempt, shipTo, supplies } = drawn.parties
  const invoice = issued({
    of: account({ country: seller[0], address: place(seller[0]), taxIds: seller[1], rounding }),
    to: {
      ...customers.jonas,
      address: place(buyer[0]),
      taxIds: buyer[1],
      taxExempt,
      buyerReference: drawn.profile === 'xrechnung' ? '04011000-12345-03' : null,
      shipping: shipTo === null ? null : { name: 'Site', phone: null, address: place(shipTo) },
    },
    currency,
    lines: isUntaxed ? lines.map((one) => ({ ...one, taxRates: null })) : lines,
    discounts,
    defaultTaxRates: isUntaxed ? [] : defaultTaxRates,
    collectionMethod,
    memo: 'With thanks',
    purchaseOrder: drawn.purchaseOrder,
    balanceMinor: balance * stepMinor(currency),
  })
  const { bankAccount, profile, exemption, isCredit } = drawn
  return {
    invoice: drawn.paid === 'nothing' ? invoice : paid(invoice, drawn.paid === 'all' ? 1 : 2),
    details: {
      bankAccount,
      supplies,
      profile,
      exemption,
      credits: isCredit ? { number: 'KW-0001', issuedOn: '2026-10-01' as Day } : null,
    },
  }
})

/** The whole of what is due, or the half of it in whole units. */
function paid(invoice: IssuedInvoice, parts: 1 | 2): IssuedInvoice {
  const step = stepMinor(invoice.currency)
  const amountMinor = Math.floor(amountDueMinor(invoice) / step / parts) * step
  if (amountMinor === 0) return invoice
  const events = [started(amountMinor), succeeded(amountMinor)]
  return later(invoice, monday, ...events, ...(amountMinor === amountDueMinor(invoice) ? [paidInFull] : []))
}
