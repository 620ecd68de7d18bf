import type { Day } from '../core/calendar/day.ts'
import type { Currency } from '../core/money/currencies.ts'
import type { Allowance, EInvoice, EInvoiceLine, EInvoiceParty, Period, PostalAddress, Tax, TaxSum } from './model.ts'
import { amountText, discountCode, mailScheme, processes, specifications, typeCodes, unitCode } from './syntax.ts'
import { branch, empty, leaf, type Xml, xmlDocument } from './xml.ts'

const namespaces = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
}

/** An invoice as UN/CEFACT Cross Industry Invoice (D16B), which Factur-X and ZUGFeRD embed. */
export function ciiOf(invoice: EInvoice): string {
  const { profile, kind, number, issuedOn, note } = invoice
  return xmlDocument(
    branch(
      'rsm:CrossIndustryInvoice',
      [
        branch('rsm:ExchangedDocumentContext', [
          branch('ram:BusinessProcessSpecifiedDocumentContextParameter', [leaf('ram:ID', processes[profile])]),
          branch('ram:GuidelineSpecifiedDocumentContextParameter', [leaf('ram:ID', specifications[profile])]),
        ]),
        branch('rsm:ExchangedDocument', [
          leaf('ram:ID', number),
          leaf('ram:TypeCode', typeCodes[kind]),
          date('ram:IssueDateTime', issuedOn),
          branch('ram:IncludedNote', [leaf('ram:Content', note)]),
        ]),
        branch('rsm:SupplyChainTradeTransaction', [
          ...invoice.lines.map((line) => lineItem(line, invoice.currency)),
          agreement(invoice),
          delivery(invoice) ?? empty('ram:ApplicableHeaderTradeDelivery'),
          settlement(invoice),
        ]),
      ],
      namespaces,
    )!,
  )
}

const lineItem = ({ id, name, quantity, price, period, allowances, netMinor, tax }: EInvoiceLine, currency: Currency) =>
  branch('ram:IncludedSupplyChainTradeLineItem', [
    branch('ram:AssociatedDocumentLineDocument', [leaf('ram:LineID', id)]),
    branch('ram:SpecifiedTradeProduct', [leaf('ram:Name', name)]),
    branch('ram:SpecifiedLineTradeAgreement', [
      branch('ram:NetPriceProductTradePrice', [leaf('ram:ChargeAmount', price)]),
    ]),
    branch('ram:SpecifiedLineTradeDelivery', [leaf('ram:BilledQuantity', quantity, { unitCode })]),
    branch('ram:SpecifiedLineTradeSettlement', [
      branch('ram:ApplicableTradeTax', lineTax(tax)),
      billingPeriod(period),
      ...allowances.map((allowance) => allowanceOf(allowance, currency)),
      branch('ram:SpecifiedTradeSettlementLineMonetarySummation', [
        leaf('ram:LineTotalAmount', amountText(netMinor, currency)),
      ]),
    ]),
  ])

const agreement = ({ buyerReference, seller, buyer, purchaseOrder }: EInvoice) =>
  branch('ram:ApplicableHeaderTradeAgreement', [
    leaf('ram:BuyerReference', buyerReference),
    branch('ram:SellerTradeParty', party(seller)),
    branch('ram:BuyerTradeParty', party(buyer)),
    branch('ram:BuyerOrderReferencedDocument', [leaf('ram:IssuerAssignedID', purchaseOrder)]),
  ])

const party = ({ identifier, name, registration, contact, address, email, vatNumber, taxNumber }: EInvoiceParty) => [
  leaf('ram:ID', identifier),
  leaf('ram:Name', name),
  registration &&
    branch('ram:SpecifiedLegalOrganization', [leaf('ram:ID', registration.value, { schemeID: registration.scheme })]),
  contact &&
    branch('ram:DefinedTradeContact', [
      leaf('ram:PersonName', contact.name),
      branch('ram:TelephoneUniversalCommunication', [leaf('ram:CompleteNumber', contact.phone)]),
      branch('ram:EmailURIUniversalCommunication', [leaf('ram:URIID', contact.email)]),
    ]),
  postalAddress(address),
  branch('ram:URIUniversalCommunication', [leaf('ram:URIID', email, { schemeID: mailScheme })]),
  branch('ram:SpecifiedTaxRegistration', [leaf('ram:ID', vatNumber, { schemeID: 'VA' })]),
  branch('ram:SpecifiedTaxRegistration', [leaf('ram:ID', taxNumber, { schemeID: 'FC' })]),
]

const postalAddress = ({ postalCode, line1, line2, city, country, subdivision }: PostalAddress) =>
  branch('ram:PostalTradeAddress', [
    leaf('ram:PostcodeCode', postalCode),
    leaf('ram:LineOne', line1),
    leaf('ram:LineTwo', line2),
    leaf('ram:CityName', city),
    leaf('ram:CountryID', country),
    leaf('ram:CountrySubDivisionName', subdivision),
  ])

const delivery = ({ delivery }: EInvoice) =>
  delivery &&
  branch('ram:ApplicableHeaderTradeDelivery', [
    branch('ram:ShipToTradeParty', [leaf('ram:Name', delivery.name), postalAddress(delivery.address)]),
  ])

function settlement(invoice: EInvoice): Xml | null {
  const { currency, paymentMeans, taxes, period, allowances, paymentTerms, dueOn, credits } = invoice
  return branch('ram:ApplicableHeaderTradeSettlement', [
    leaf('ram:PaymentReference', paymentMeans.reference),
    leaf('ram:InvoiceCurrencyCode', currency.toUpperCase()),
    payment(invoice),
    ...taxes.map((tax) => taxSum(tax, currency)),
    billingPeriod(period),
    ...allowances.map((allowance) =>
      allowanceOf(allowance, currency, branch('ram:CategoryTradeTax', lineTax(allowance.tax))),
    ),
    branch('ram:SpecifiedTradePaymentTerms', [
      leaf('ram:Description', paymentTerms),
      dueOn && date('ram:DueDateDateTime', dueOn),
    ]),
    summation(invoice),
    credits &&
      branch('ram:InvoiceReferencedDocument', [
        leaf('ram:IssuerAssignedID', credits.number),
        date('ram:FormattedIssueDateTime', credits.issuedOn, 'qdt'),
      ]),
  ])
}

const payment = ({ paymentMeans: { code, account } }: EInvoice) =>
  branch('ram:SpecifiedTradeSettlementPaymentMeans', [
    leaf('ram:TypeCode', code),
    leaf('ram:Information', account?.bank ?? null),
    account &&
      branch('ram:PayeePartyCreditorFinancialAccount', [
        leaf('ram:IBANID', account.isIban ? account.number : null),
        leaf('ram:AccountName', account.holder),
        leaf('ram:ProprietaryID', account.isIban ? null : account.number),
      ]),
    branch('ram:PayeeSpecifiedCreditorFinancialInstitution', [leaf('ram:BICID', account?.bic ?? null)]),
  ])

const taxSum = ({ amountMinor, exemption, taxableMinor, category, percent }: TaxSum, currency: Currency) =>
  branch('ram:ApplicableTradeTax', [
    leaf('ram:CalculatedAmount', amountText(amountMinor, currency)),
    leaf('ram:TypeCode', 'VAT'),
    leaf('ram:ExemptionReason', exemption?.text ?? null),
    leaf('ram:BasisAmount', amountText(taxableMinor, currency)),
    leaf('ram:CategoryCode', category),
    leaf('ram:ExemptionReasonCode', exemption?.code ?? null),
    leaf('ram:RateApplicablePercent', percent),
  ])

/** Of a line or an allowance: what is not subject to tax has no rate there (BR-O-05, BR-O-06). */
const lineTax = ({ category, percent }: Tax) => [
  leaf('ram:TypeCode', 'VAT'),
  leaf('ram:CategoryCode', category),
  leaf('ram:RateApplicablePercent', category === 'O' ? null : percent),
]

const allowanceOf = ({ amountMinor, reason }: Allowance, currency: Currency, tax: Xml | null = null) =>
  branch('ram:SpecifiedTradeAllowanceCharge', [
    branch('ram:ChargeIndicator', [leaf('udt:Indicator', 'false')]),
    leaf('ram:ActualAmount', amountText(amountMinor, currency)),
    leaf('ram:ReasonCode', discountCode),
    leaf('ram:Reason', reason),
    tax,
  ])

function summation({ currency, totals }: EInvoice): Xml | null {
  const amount = (name: string, amountMinor: number, attributes = {}) =>
    leaf(name, amountText(amountMinor, currency), attributes)
  return branch('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
    amount('ram:LineTotalAmount', totals.linesMinor),
    totals.allowancesMinor === 0 ? null : amount('ram:AllowanceTotalAmount', totals.allowancesMinor),
    amount('ram:TaxBasisTotalAmount', totals.withoutTaxMinor),
    amount('ram:TaxTotalAmount', totals.taxMinor, { currencyID: currency.toUpperCase() }),
    amount('ram:GrandTotalAmount', totals.withTaxMinor),
    totals.prepaidMinor === 0 ? null : amount('ram:TotalPrepaidAmount', totals.prepaidMinor),
    amount('ram:DuePayableAmount', totals.dueMinor),
  ])
}

const billingPeriod = (period: Period | null) =>
  period &&
  branch('ram:BillingSpecifiedPeriod', [date('ram:StartDateTime', period.from), date('ram:EndDateTime', period.to)])

/** A day in format 102: `20261130`. */
const date = (name: string, day: Day, types: 'udt' | 'qdt' = 'udt') =>
  branch(name, [leaf(`${types}:DateTimeString`, day.replaceAll('-', ''), { format: '102' })])
