import { describe, expect, test } from 'vitest'
import type { BankAccount } from '../../src/core/accounts/bank-account.ts'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import { ciiOf } from '../../src/e-invoice/cii.ts'
import { type EInvoiceDetails, eInvoiceOf } from '../../src/e-invoice/e-invoice-of.ts'
import type { EInvoice } from '../../src/e-invoice/model.ts'
import { ublOf } from '../../src/e-invoice/ubl.ts'
import { rate } from '../core/invoices/priced.ts'
import { account, customers, kranwerk, monday, rates } from '../world/cast.ts'
import { dayMs, discount, issued, later, line, started, succeeded } from '../world/invoices.ts'
import { details } from './generated.ts'
import { parsed } from './read.ts'

function made(wanted: Parameters<typeof issued>[0] = {}, changes: Partial<EInvoiceDetails> = {}): EInvoice {
  const invoice = eInvoiceOf(issued(wanted), { ...details, ...changes })
  if (!invoice.ok) throw new Error(`${invoice.refusal.code} ${invoice.refusal.param}`)
  return invoice.value
}

const lineOf = (...args: Parameters<typeof line>) => made({ lines: [line(...args)] }).lines[0]!

describe('prices and quantities', () => {
  test('a price without tax stays as it was stated, with all its decimals', () => {
    expect(lineOf('Power', '1234.5', '0.0375')).toMatchObject({ quantity: '1234.5', price: '0.000375', netMinor: 46 })
  })

  test('a price with tax becomes the price with the fewest decimals that gives the net amount', () => {
    expect(lineOf('Crane', '3', '999', { taxRates: [rates.included] })).toMatchObject({
      quantity: '3',
      price: '8.393',
      netMinor: 2518,
    })
  })

  test('a line that is taken back has a negative quantity, since a price never is', () => {
    expect(lineOf('Returned', '2', '-500')).toMatchObject({ quantity: '-2', price: '5', netMinor: -1000 })
  })

  test('discounts on prices with tax are taken without it, and the net amounts still add up to the invoice', () => {
    const { lines, allowances, totals } = made({
      lines: [line('Crane', '1', '11900', { discounts: [discount('Spring', { amountMinor: 1190 })] })],
      discounts: [discount('Loyal', { percent: '10' })],
      defaultTaxRates: [rates.included],
    })
    expect(lines[0]).toMatchObject({
      price: '100',
      netMinor: 9000,
      allowances: [{ amountMinor: 1000, reason: 'Spring' }],
    })
    expect(allowances).toEqual([{ amountMinor: 900, reason: 'Loyal', tax: { category: 'S', percent: '19' } }])
    expect(totals).toMatchObject({ linesMinor: 9000, allowancesMinor: 900, withoutTaxMinor: 8100, withTaxMinor: 9639 })
  })

  test('an invoice discount is split by tax', () => {
    const { allowances } = made({
      lines: [line('Crane', '1', '10000'), line('Book', '1', '5000', { taxRates: [rates.mwstReduced] })],
      discounts: [discount('Loyal', { percent: '10' })],
    })
    expect(allowances.map(({ amountMinor, tax }) => [amountMinor, tax.percent])).toEqual([
      [1000, '19'],
      [500, '7'],
    ])
  })
})

describe('totals', () => {
  test('credit and payments are what was prepaid', () => {
    const invoice = later(issued({ balanceMinor: -19_000 }), monday, started(50_000), succeeded(50_000))
    const written = eInvoiceOf(invoice, details)
    expect(written.ok && written.value.totals).toMatchObject({
      withTaxMinor: 119_000,
      prepaidMinor: 69_000,
      dueMinor: 50_000,
    })
    expect(amountRemainingMinor(invoice)).toBe(50_000)
  })

  test('a negative total is an invoice of which nothing is due: it became the credit of the customer', () => {
    const { kind, totals } = made({ lines: [line('Returned', '1', '-10000')] })
    expect({ kind, ...totals }).toMatchObject({
      kind: 'invoice',
      withTaxMinor: -11_900,
      prepaidMinor: -11_900,
      dueMinor: 0,
    })
  })

  test('amounts have the decimals of their currency', () => {
    const amountIn = (currency: 'jpy' | 'isk' | 'eur') =>
      /GrandTotalAmount>([^<]*)</.exec(ciiOf(made({ currency, lines: [line('Crane', '1', '100000')] })))![1]
    expect([amountIn('jpy'), amountIn('isk'), amountIn('eur')]).toEqual(['119000', '1190.00', '1190.00'])
  })
})

describe('tax categories', () => {
  const categoriesOf = (wanted: Parameters<typeof issued>[0], changes: Partial<EInvoiceDetails> = {}) =>
    made(wanted, changes).taxes.map(({ category }) => category)
  const { margaux, nora } = customers
  const month = { periodEnd: monday + 30 * dayMs }

  test('a rate is S, a rate of zero Z, and no rate E', () => {
    const lines = [[rates.mwst], [rate('zero', '0')], []].map((taxRates) => line('Crane', '1', '100', { taxRates }))
    expect(categoriesOf({ lines })).toEqual(['S', 'Z', 'E'])
  })

  test('reverse charge is AE for services, and K for goods that are delivered within the union', () => {
    const wanted = { to: margaux, lines: [line('Crane', '1', '100', month)] }
    expect(categoriesOf(wanted)).toEqual(['AE'])
    expect(categoriesOf(wanted, { supplies: 'goods' })).toEqual(['K'])
    expect(made(wanted, { supplies: 'goods' })).toMatchObject({
      period: { from: '2026-11-02', to: '2026-12-02' },
      delivery: { address: { country: 'FR' } },
    })
  })

  test('goods that stay in the country are under reverse charge as services are', () => {
    const wanted = { to: { ...customers.jonas, taxExempt: 'reverse' as const } }
    expect(categoriesOf(wanted, { supplies: 'goods' })).toEqual(['AE'])
  })

  test('two rates of one percentage are one sum', () => {
    const lines = [rates.mwst, rate('mwst', '19.00')].map((one) => line('Crane', '1', '100', { taxRates: [one] }))
    expect(made({ lines }).taxes).toMatchObject([{ percent: '19', taxableMinor: 200, amountMinor: 38 }])
  })

  test('an exempt customer is E for services, and G for goods that leave the union', () => {
    const wanted = { to: { ...nora, taxExempt: 'exempt' as const } }
    expect(categoriesOf(wanted)).toEqual(['E'])
    expect(categoriesOf(wanted, { supplies: 'goods' })).toEqual(['G'])
  })

  test('the reason of an exemption is the one that the merchant gives', () => {
    const wanted = { defaultTaxRates: [] }
    expect(made(wanted).taxes[0]!.exemption).toEqual({ text: 'Exempt from tax', code: null })
    expect(made(wanted, { exemption: '§ 19 UStG' }).taxes[0]!.exemption).toEqual({ text: '§ 19 UStG', code: null })
  })

  test('a seller without a tax number is not subject to tax, and then nobody has a tax number', () => {
    const { taxes, seller, buyer } = made({
      of: account({ taxIds: [{ type: 'fr_siren', value: '404833048' }] }),
      defaultTaxRates: [],
    })
    expect(taxes.map(({ category }) => category)).toEqual(['O'])
    expect(seller).toMatchObject({ vatNumber: null, registration: { value: '404833048', scheme: '0002' } })
    expect(buyer).toMatchObject({ vatNumber: null, identifier: 'DE293847561' })
  })
})

describe('what both syntaxes say', () => {
  const inCii = (invoice: EInvoice) => parsed(ciiOf(invoice)).CrossIndustryInvoice
  const [iban] = kranwerk.bankAccounts as [BankAccount]

  test('an XRechnung names its specification, its process and the reference of the buyer', () => {
    const to = { ...customers.jonas, buyerReference: '04011000-12345-03' }
    const invoice = made({ to, purchaseOrder: 'PO-77' }, { profile: 'xrechnung' })
    const specification = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0'
    const process = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'
    expect(parsed(ublOf(invoice)).Invoice).toMatchObject({
      CustomizationID: specification,
      ProfileID: process,
      BuyerReference: '04011000-12345-03',
      OrderReference: { ID: 'PO-77' },
    })
    expect(inCii(invoice)).toMatchObject({
      ExchangedDocumentContext: {
        BusinessProcessSpecifiedDocumentContextParameter: { ID: process },
        GuidelineSpecifiedDocumentContextParameter: { ID: specification },
      },
      SupplyChainTradeTransaction: {
        ApplicableHeaderTradeAgreement: {
          BuyerReference: '04011000-12345-03',
          BuyerOrderReferencedDocument: { IssuerAssignedID: 'PO-77' },
        },
      },
    })
  })

  test('a credit note names the invoice that it credits', () => {
    const credits = { number: 'KW-0001', issuedOn: issued().issuedOn }
    const invoice = made({}, { credits })
    expect(parsed(ublOf(invoice)).CreditNote).toMatchObject({
      CreditNoteTypeCode: '381',
      BillingReference: { InvoiceDocumentReference: { ID: 'KW-0001', IssueDate: '2026-11-02' } },
      PaymentMeans: { PaymentDueDate: '2026-11-16' },
    })
    expect(inCii(invoice)).toMatchObject({
      ExchangedDocument: { TypeCode: '381' },
      SupplyChainTradeTransaction: {
        ApplicableHeaderTradeSettlement: {
          InvoiceReferencedDocument: {
            IssuerAssignedID: 'KW-0001',
            FormattedIssueDateTime: { DateTimeString: { '#text': '20261102' } },
          },
        },
      },
    })
  })

  test.each<[string, BankAccount | null, EInvoice['paymentMeans']['code']]>([
    ['a SEPA transfer to an IBAN', iban, '58'],
    ['a transfer to an IBAN in another currency', { ...iban, currency: 'usd' }, '30'],
    ['online where there is no account', null, '68'],
  ])('money comes by %s', (_, bankAccount, code) => {
    const invoice = made({}, { bankAccount })
    const number = bankAccount === null ? undefined : 'DE89370400440532013000'
    const { PaymentMeans } = parsed(ublOf(invoice)).Invoice
    const { SpecifiedTradeSettlementPaymentMeans: means } =
      inCii(invoice).SupplyChainTradeTransaction.ApplicableHeaderTradeSettlement
    expect([PaymentMeans.PaymentMeansCode, PaymentMeans.PayeeFinancialAccount?.ID]).toEqual([code, number])
    expect([means.TypeCode, means.PayeePartyCreditorFinancialAccount?.IBANID]).toEqual([code, number])
  })

  test('an invoice that is charged without a due day has terms instead', () => {
    expect(made({ collectionMethod: 'charge_automatically' })).toMatchObject({
      dueOn: null,
      paymentTerms: 'Charged automatically',
    })
    expect(made()).toMatchObject({ dueOn: '2026-11-16', paymentTerms: null })
  })
})
