import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Syntax } from './official-rules.ts'

/** What a document says about its amounts, in hundredths, read back from its XML. */
export type ReadDocument = {
  readonly number: string
  readonly typeCode: string
  readonly currency: string
  readonly lines: readonly ReadLine[]
  readonly allowances: readonly (ReadTax & { readonly amount: bigint })[]
  readonly taxes: readonly (ReadTax & {
    readonly taxable: bigint
    readonly amount: bigint
    readonly exemption: boolean
  })[]
  readonly totals: {
    readonly lines: bigint
    readonly allowances: bigint
    readonly withoutTax: bigint
    readonly tax: bigint
    readonly withTax: bigint
    readonly prepaid: bigint
    readonly due: bigint
  }
}

export type ReadTax = { readonly category: string; readonly percent: string | null }

export type ReadLine = ReadTax & {
  readonly name: string
  readonly quantity: string
  readonly price: string
  readonly net: bigint
  readonly allowances: readonly bigint[]
}

const many = new Set([
  'IncludedSupplyChainTradeLineItem',
  'SpecifiedTradeAllowanceCharge',
  'InvoiceLine',
  'CreditNoteLine',
  'AllowanceCharge',
  'TaxSubtotal',
])

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: false,
  isArray: (name, path) =>
    many.has(name) || String(path).endsWith('ApplicableHeaderTradeSettlement.ApplicableTradeTax'),
})

// biome-ignore lint/suspicious/noExplicitAny: a parsed document has the shape of its XML.
type Node = any

/** A document as a tree; throws where it is not well-formed. */
export function parsed(xml: string): Node {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`not well-formed: ${valid.err.msg} in line ${valid.err.line}`)
  return parser.parse(xml)
}

export const read = (syntax: Syntax, xml: string): ReadDocument =>
  syntax === 'CII' ? readCii(parsed(xml).CrossIndustryInvoice) : readUbl(parsed(xml))

function readCii({ ExchangedDocument: about, SupplyChainTradeTransaction: trade }: Node): ReadDocument {
  const settlement = trade.ApplicableHeaderTradeSettlement
  const sums = settlement.SpecifiedTradeSettlementHeaderMonetarySummation
  const taxOf = ({ CategoryCode, RateApplicablePercent }: Node): ReadTax => ({
    category: CategoryCode,
    percent: RateApplicablePercent ?? null,
  })
  return {
    number: about.ID,
    typeCode: about.TypeCode,
    currency: settlement.InvoiceCurrencyCode,
    lines: trade.IncludedSupplyChainTradeLineItem.map((item: Node) => {
      const own = item.SpecifiedLineTradeSettlement
      return {
        ...taxOf(own.ApplicableTradeTax),
        name: item.SpecifiedTradeProduct.Name,
        quantity: item.SpecifiedLineTradeDelivery.BilledQuantity['#text'],
        price: item.SpecifiedLineTradeAgreement.NetPriceProductTradePrice.ChargeAmount,
        net: hundredths(own.SpecifiedTradeSettlementLineMonetarySummation.LineTotalAmount),
        allowances: (own.SpecifiedTradeAllowanceCharge ?? []).map((one: Node) => hundredths(one.ActualAmount)),
      }
    }),
    allowances: (settlement.SpecifiedTradeAllowanceCharge ?? []).map((one: Node) => ({
      ...taxOf(one.CategoryTradeTax),
      amount: hundredths(one.ActualAmount),
    })),
    taxes: settlement.ApplicableTradeTax.map((tax: Node) => ({
      ...taxOf(tax),
      taxable: hundredths(tax.BasisAmount),
      amount: hundredths(tax.CalculatedAmount),
      exemption: tax.ExemptionReason !== undefined,
    })),
    totals: {
      lines: hundredths(sums.LineTotalAmount),
      allowances: hundredths(sums.AllowanceTotalAmount ?? '0'),
      withoutTax: hundredths(sums.TaxBasisTotalAmount),
      tax: hundredths(sums.TaxTotalAmount['#text']),
      withTax: hundredths(sums.GrandTotalAmount),
      prepaid: hundredths(sums.TotalPrepaidAmount ?? '0'),
      due: hundredths(sums.DuePayableAmount),
    },
  }
}

function readUbl({ Invoice, CreditNote }: Node): ReadDocument {
  const root = Invoice ?? CreditNote
  const sums = root.LegalMonetaryTotal
  const taxOf = ({ ID, Percent }: Node): ReadTax => ({ category: ID, percent: Percent ?? null })
  return {
    number: root.ID,
    typeCode: root.InvoiceTypeCode ?? root.CreditNoteTypeCode,
    currency: root.DocumentCurrencyCode,
    lines: (root.InvoiceLine ?? root.CreditNoteLine).map((line: Node) => ({
      ...taxOf(line.Item.ClassifiedTaxCategory),
      name: line.Item.Name,
      quantity: (line.InvoicedQuantity ?? line.CreditedQuantity)['#text'],
      price: line.Price.PriceAmount['#text'],
      net: hundredths(line.LineExtensionAmount['#text']),
      allowances: (line.AllowanceCharge ?? []).map((one: Node) => hundredths(one.Amount['#text'])),
    })),
    allowances: (root.AllowanceCharge ?? []).map((one: Node) => ({
      ...taxOf(one.TaxCategory),
      amount: hundredths(one.Amount['#text']),
    })),
    taxes: root.TaxTotal.TaxSubtotal.map((tax: Node) => ({
      ...taxOf(tax.TaxCategory),
      taxable: hundredths(tax.TaxableAmount['#text']),
      amount: hundredths(tax.TaxAmount['#text']),
      exemption: tax.TaxCategory.TaxExemptionReason !== undefined,
    })),
    totals: {
      lines: hundredths(sums.LineExtensionAmount['#text']),
      allowances: hundredths(sums.AllowanceTotalAmount?.['#text'] ?? '0'),
      withoutTax: hundredths(sums.TaxExclusiveAmount['#text']),
      tax: hundredths(root.TaxTotal.TaxAmount['#text']),
      withTax: hundredths(sums.TaxInclusiveAmount['#text']),
      prepaid: hundredths(sums.PrepaidAmount?.['#text'] ?? '0'),
      due: hundredths(sums.PayableAmount['#text']),
    },
  }
}

/** An amount with at most two decimals. */
function hundredths(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text)
  if (!match) throw new Error(`not an amount: ${text}`)
  const [, sign, whole, fraction = ''] = match
  return BigInt(`${sign}${whole}${fraction.padEnd(2, '0')}`)
}
