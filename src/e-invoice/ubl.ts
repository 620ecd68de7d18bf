import type { Currency } from '../core/money/currencies.ts'
import type { Allowance, EInvoice, EInvoiceLine, EInvoiceParty, Period, PostalAddress, Tax, TaxSum } from './model.ts'
import { amountText, discountCode, mailScheme, processes, specifications, typeCodes, unitCode } from './syntax.ts'
import { branch, leaf, type Xml, xmlDocument } from './xml.ts'

/** How the schemas of invoice and credit note name the same things. */
const names = {
  invoice: { root: 'Invoice', type: 'cbc:InvoiceTypeCode', line: 'cac:InvoiceLine', quantity: 'cbc:InvoicedQuantity' },
  credit_note: {
    root: 'CreditNote',
    type: 'cbc:CreditNoteTypeCode',
    line: 'cac:CreditNoteLine',
    quantity: 'cbc:CreditedQuantity',
  },
} as const

/** An invoice or credit note as OASIS UBL 2.1. */
export function ublOf(invoice: EInvoice): string {
  const { profile, kind, number, issuedOn, dueOn, note, currency, buyerReference, purchaseOrder, credits } = invoice
  const { root, type } = names[kind]
  const isCredit = kind === 'credit_note'
  return xmlDocument(
    branch(
      root,
      [
        leaf('cbc:CustomizationID', specifications[profile]),
        leaf('cbc:ProfileID', processes[profile]),
        leaf('cbc:ID', number),
        leaf('cbc:IssueDate', issuedOn),
        leaf('cbc:DueDate', isCredit ? null : dueOn),
        leaf(type, typeCodes[kind]),
        leaf('cbc:Note', note),
        leaf('cbc:DocumentCurrencyCode', currency.toUpperCase()),
        leaf('cbc:BuyerReference', buyerReference),
        periodOf(invoice.period),
        branch('cac:OrderReference', [leaf('cbc:ID', purchaseOrder)]),
        credits &&
          branch('cac:BillingReference', [
            branch('cac:InvoiceDocumentReference', [
              leaf('cbc:ID', credits.number),
              leaf('cbc:IssueDate', credits.issuedOn),
            ]),
          ]),
        branch('cac:AccountingSupplierParty', [party(invoice.seller)]),
        branch('cac:AccountingCustomerParty', [party(invoice.buyer)]),
        delivery(invoice),
        payment(invoice),
        branch('cac:PaymentTerms', [leaf('cbc:Note', invoice.paymentTerms)]),
        ...invoice.allowances.map((allowance) =>
          allowanceOf(allowance, currency, branch('cac:TaxCategory', lineTax(allowance.tax))),
        ),
        branch('cac:TaxTotal', [
          amount('cbc:TaxAmount', invoice.totals.taxMinor, currency),
          ...invoice.taxes.map((tax) => taxSum(tax, currency)),
        ]),
        monetaryTotal(invoice),
        ...invoice.lines.map((line) => lineOf(line, invoice)),
      ],
      {
        xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`,
        'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
        'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
      },
    )!,
  )
}

const party = ({ email, identifier, name, address, vatNumber, taxNumber, registration, contact }: EInvoiceParty) =>
  branch('cac:Party', [
    leaf('cbc:EndpointID', email, { schemeID: mailScheme }),
    branch('cac:PartyIdentification', [leaf('cbc:ID', identifier)]),
    branch('cac:PostalAddress', postalAddress(address)),
    taxScheme(vatNumber, 'VAT'),
    taxScheme(taxNumber, 'FC'),
    branch('cac:PartyLegalEntity', [
      leaf('cbc:RegistrationName', name),
      registration && leaf('cbc:CompanyID', registration.value, { schemeID: registration.scheme }),
    ]),
    contact &&
      branch('cac:Contact', [
        leaf('cbc:Name', contact.name),
        leaf('cbc:Telephone', contact.phone),
        leaf('cbc:ElectronicMail', contact.email),
      ]),
  ])

const taxScheme = (number: string | null, scheme: 'VAT' | 'FC') =>
  number === null
    ? null
    : branch('cac:PartyTaxScheme', [leaf('cbc:CompanyID', number), branch('cac:TaxScheme', [leaf('cbc:ID', scheme)])])

const postalAddress = ({ line1, line2, city, postalCode, subdivision, country }: PostalAddress) => [
  leaf('cbc:StreetName', line1),
  leaf('cbc:AdditionalStreetName', line2),
  leaf('cbc:CityName', city),
  leaf('cbc:PostalZone', postalCode),
  leaf('cbc:CountrySubentity', subdivision),
  branch('cac:Country', [leaf('cbc:IdentificationCode', country)]),
]

const delivery = ({ delivery }: EInvoice) =>
  delivery &&
  branch('cac:Delivery', [
    branch('cac:DeliveryLocation', [branch('cac:Address', postalAddress(delivery.address))]),
    branch('cac:DeliveryParty', [branch('cac:PartyName', [leaf('cbc:Name', delivery.name)])]),
  ])

/** A credit note has its due day here, since its schema has none above. */
const payment = ({ kind, dueOn, paymentMeans: { code, reference, account } }: EInvoice) =>
  branch('cac:PaymentMeans', [
    leaf('cbc:PaymentMeansCode', code, { name: account?.bank ?? null }),
    leaf('cbc:PaymentDueDate', kind === 'credit_note' ? dueOn : null),
    leaf('cbc:PaymentID', reference),
    account &&
      branch('cac:PayeeFinancialAccount', [
        leaf('cbc:ID', account.number),
        leaf('cbc:Name', account.holder),
        branch('cac:FinancialInstitutionBranch', [leaf('cbc:ID', account.bic)]),
      ]),
  ])

const taxSum = ({ taxableMinor, amountMinor, category, percent, exemption }: TaxSum, currency: Currency) =>
  branch('cac:TaxSubtotal', [
    amount('cbc:TaxableAmount', taxableMinor, currency),
    amount('cbc:TaxAmount', amountMinor, currency),
    branch('cac:TaxCategory', [
      leaf('cbc:ID', category),
      leaf('cbc:Percent', percent),
      leaf('cbc:TaxExemptionReasonCode', exemption?.code ?? null),
      leaf('cbc:TaxExemptionReason', exemption?.text ?? null),
      vat(),
    ]),
  ])

/** Of a line or an allowance: what is not subject to tax has no rate there (BR-O-05, BR-O-06). */
const lineTax = ({ category, percent }: Tax) => [
  leaf('cbc:ID', category),
  leaf('cbc:Percent', category === 'O' ? null : percent),
  vat(),
]

const vat = () => branch('cac:TaxScheme', [leaf('cbc:ID', 'VAT')])

const allowanceOf = ({ amountMinor, reason }: Allowance, currency: Currency, tax: Xml | null = null) =>
  branch('cac:AllowanceCharge', [
    leaf('cbc:ChargeIndicator', 'false'),
    leaf('cbc:AllowanceChargeReasonCode', discountCode),
    leaf('cbc:AllowanceChargeReason', reason),
    amount('cbc:Amount', amountMinor, currency),
    tax,
  ])

function monetaryTotal({ currency, totals }: EInvoice): Xml | null {
  const { allowancesMinor, prepaidMinor } = totals
  return branch('cac:LegalMonetaryTotal', [
    amount('cbc:LineExtensionAmount', totals.linesMinor, currency),
    amount('cbc:TaxExclusiveAmount', totals.withoutTaxMinor, currency),
    amount('cbc:TaxInclusiveAmount', totals.withTaxMinor, currency),
    allowancesMinor === 0 ? null : amount('cbc:AllowanceTotalAmount', allowancesMinor, currency),
    prepaidMinor === 0 ? null : amount('cbc:PrepaidAmount', prepaidMinor, currency),
    amount('cbc:PayableAmount', totals.dueMinor, currency),
  ])
}

function lineOf(line: EInvoiceLine, { kind, currency }: EInvoice): Xml | null {
  const { line: element, quantity } = names[kind]
  return branch(element, [
    leaf('cbc:ID', line.id),
    leaf(quantity, line.quantity, { unitCode }),
    amount('cbc:LineExtensionAmount', line.netMinor, currency),
    periodOf(line.period),
    ...line.allowances.map((allowance) => allowanceOf(allowance, currency)),
    branch('cac:Item', [leaf('cbc:Name', line.name), branch('cac:ClassifiedTaxCategory', lineTax(line.tax))]),
    branch('cac:Price', [leaf('cbc:PriceAmount', line.price, { currencyID: currency.toUpperCase() })]),
  ])
}

const periodOf = (period: Period | null) =>
  period && branch('cac:InvoicePeriod', [leaf('cbc:StartDate', period.from), leaf('cbc:EndDate', period.to)])

const amount = (name: string, amountMinor: number, currency: Currency) =>
  leaf(name, amountText(amountMinor, currency), { currencyID: currency.toUpperCase() })
