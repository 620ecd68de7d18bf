import { describe, expect, test } from 'vitest'
import type { Account } from '../../src/core/accounts/account.ts'
import type { EInvoiceSettings } from '../../src/core/accounts/e-invoice-settings.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { hasEInvoice } from '../../src/core/documents/e-invoices.ts'
import { draft } from '../../src/core/invoices/draft.ts'
import { evolve } from '../../src/core/invoices/evolve.ts'
import type { Draft, IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { asIfIssued } from '../../src/core/invoices/issue.ts'
import { computeTotals } from '../../src/core/invoices/totals.ts'
import { record, replay } from '../../src/core/recorded.ts'
import type { Result } from '../../src/core/result.ts'
import { eInvoicesOf, refusalsOf, refusedEInvoices } from '../../src/e-invoice/e-invoices.ts'
import { messageOf } from '../../src/http/errors.ts'
import { account, customers, monday } from '../world/cast.ts'
import { content, issued, later, line } from '../world/invoices.ts'
import { parsed, read } from './read.ts'

const turnedOn = (settings: Partial<EInvoiceSettings> = {}): Account =>
  account({
    rounding: 'invoice',
    eInvoices: { profile: 'en16931', supplies: 'services', exemption: null, ...settings },
  })

const office: Customer = { ...customers.jonas, buyerReference: '04011000-12345-03' }
const nowhere: Customer = { ...customers.jonas, address: null }

function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

describe('an account', () => {
  test('without e-invoices has none', () => {
    expect(eInvoicesOf(issued(), null)).toEqual([])
    expect(issued()).not.toHaveProperty('eInvoices')
  })

  test('with those of EN 16931 has CII and UBL, and with XRechnung that too', () => {
    const formats = (of: Account) => eInvoicesOf(issued({ of, to: office }), null).map(({ format }) => format)
    expect(formats(turnedOn())).toEqual(['cii', 'ubl'])
    expect(formats(turnedOn({ profile: 'xrechnung' }))).toEqual(['cii', 'ubl', 'xrechnung'])
  })
})

describe('the e-invoices of an invoice', () => {
  const invoice = issued({ of: turnedOn({ profile: 'xrechnung' }), to: office, purchaseOrder: 'PO-77' })
  const [cii, ubl, xrechnung] = eInvoicesOf(invoice, null).map(({ xml }) => accepted(xml))

  test('say what was frozen: its number, its totals, the reference of the buyer and the purchase order', () => {
    for (const document of [read('CII', cii!), read('UBL', ubl!), read('UBL', xrechnung!)])
      expect(document).toMatchObject({
        number: 'KW-0017',
        totals: { withoutTax: 100_000n, tax: 19_000n, withTax: 119_000n, due: 119_000n },
      })
    for (const document of [ubl, xrechnung])
      expect(parsed(document!).Invoice).toMatchObject({
        BuyerReference: '04011000-12345-03',
        OrderReference: { ID: 'PO-77' },
      })
  })

  test('name the specification of their format', () => {
    const specificationOf = (xml: string) => parsed(xml).Invoice.CustomizationID
    expect(specificationOf(ubl!)).toBe('urn:cen.eu:en16931:2017')
    expect(specificationOf(xrechnung!)).toMatch(
      /^urn:cen\.eu:en16931:2017#compliant#urn:xeinkauf\.de:kosit:xrechnung_3\.0$/,
    )
    expect(cii).toContain('<ram:ID>urn:cen.eu:en16931:2017</ram:ID>')
  })
})

describe('what cannot be expressed', () => {
  test('is refused for each format on its own, with a sentence that names the field', () => {
    const { cii, xrechnung } = refusalsOf(issued({ of: turnedOn({ profile: 'xrechnung' }) }))
    expect(cii).toBeUndefined()
    expect(xrechnung).toMatchObject({ code: 'e_invoice_field_missing', param: 'customer.buyer_reference' })
    expect(messageOf(xrechnung!)).toBe(
      'An e-invoice needs the buyer reference (Leitweg-ID) of the customer, which is missing: customer.buyer_reference.',
    )
  })

  test.each<[string, Parameters<typeof issued>[0], string]>([
    [
      'an address',
      { to: nowhere },
      'An e-invoice needs the address of the customer, which is missing: customer.address.',
    ],
    [
      'a tax number',
      { of: { ...turnedOn(), taxIds: [] } },
      'An e-invoice needs a tax number of the seller, which is missing: seller.tax_ids.',
    ],
    [
      'a description',
      { lines: [line(null, '1', '100')] },
      'An e-invoice needs the description of a line, which is missing: lines[0].description.',
    ],
    ['a currency with hundredths', { currency: 'kwd' }, 'An e-invoice cannot be in this currency.'],
  ])('says what is missing: %s', (_, wanted, sentence) => {
    const { cii, ubl } = refusalsOf(issued({ of: turnedOn(), ...wanted }))
    expect([messageOf(cii!), ubl]).toEqual([sentence, cii])
  })

  test('is written down when the invoice is issued, which has no such e-invoice for good', () => {
    const invoice = issued({ of: turnedOn(), to: nowhere })
    const [event] = refusedEInvoices(invoice)
    expect(event).toMatchObject({ type: 'e_invoices.refused', refusals: { cii: { param: 'customer.address' } } })
    const after = later(invoice, monday, event!)
    expect([hasEInvoice(after, 'cii'), hasEInvoice(after, 'ubl')]).toEqual([false, false])
    expect(refusedEInvoices(issued({ of: turnedOn() }))).toEqual([])
  })

  test('is found on the draft, before it is finalized: rounding on each line too', () => {
    const lines = ['A', 'B', 'C'].map((name) => line(name, '1', '1003'))
    const drafted = (rounding: Account['rounding']) => {
      const input = {
        accountId: 'acct_kranwerk',
        id: 'in_1',
        customerId: 'cus_jonas',
        currency: 'eur',
        taxExempt: 'none',
      } as const
      const created = accepted(draft({ ...input, rounding, content: { ...content, lines } }))
      return replay(evolve, record([created], 0, monday)) as Draft
    }
    const ofDraft = (rounding: Account['rounding'], to = customers.jonas) =>
      refusalsOf(accepted(asIfIssued(drafted(rounding), turnedOn(), to, monday)))
    expect(ofDraft('line').cii).toMatchObject({ code: 'e_invoice_tax_rounding' })
    expect(ofDraft('invoice')).toEqual({})
    expect(ofDraft('invoice', nowhere).cii).toMatchObject({ param: 'customer.address' })
  })
})

test('the amounts of each format are those that the page adds up', () => {
  const of = turnedOn({ profile: 'xrechnung' })
  const invoice: IssuedInvoice = issued({ of, to: office, lines: [line('A', '3', '33.333'), line('B', '7', '1003')] })
  const totals = accepted(computeTotals(invoice))
  expect(totals).toEqual(invoice.totals)
  for (const { format, xml } of eInvoicesOf(invoice, null))
    expect(read(format === 'cii' ? 'CII' : 'UBL', accepted(xml)).totals).toMatchObject({
      withoutTax: BigInt(totals.totalExcludingTaxMinor),
      tax: BigInt(totals.taxMinor),
      withTax: BigInt(totals.totalMinor),
    })
})
