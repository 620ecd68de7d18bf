import type { BankAccount } from '../core/accounts/bank-account.ts'
import type { EInvoiceSettings } from '../core/accounts/e-invoice-settings.ts'
import type { Day } from '../core/calendar/day.ts'
import { amountPaidMinor } from '../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../core/invoices/invoice.ts'
import type { LineTotals } from '../core/invoices/totals.ts'
import { exponentOf } from '../core/money/currencies.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { type NetLine, netLine, ratesOf } from './lines.ts'
import type { EInvoice, EInvoiceParty, Period, Tax } from './model.ts'
import { buyerParty, postalAddress, sellerParty } from './parties.ts'
import { paymentMeans, paymentTerms } from './payment.ts'
import { missing } from './refusal.ts'
import { checkNumbers, exemptionOf, keyOf, lineTax, type Supply, taxSums } from './taxes.ts'
import { isBlank } from './xml.ts'

/** What an e-invoice says besides the invoice. */
export type EInvoiceDetails = EInvoiceSettings & {
  /** Where the customer may transfer the money to; null where it is paid online. */
  readonly bankAccount: BankAccount | null
  /** The invoice that this document credits; null where it is an invoice. */
  readonly credits: { readonly number: string; readonly issuedOn: Day } | null
}

/** The code list of the rules still has the dobra's code of before 2018. */
const unlistedCurrencies: readonly string[] = ['stn']

/** An issued invoice in the terms of EN 16931, with the invoice's own totals. Refuses what these cannot express. */
export function eInvoiceOf(invoice: IssuedInvoice, details: EInvoiceDetails): Result<EInvoice> {
  const { profile, credits } = details
  const { number, issuedOn, dueOn, currency, totals, buyer, purchaseOrder = null } = invoice
  const { reference: buyerReference = null } = buyer
  if (exponentOf(currency) > 2 || unlistedCurrencies.includes(currency))
    return refuse('e_invoice_currency_unsupported', { param: 'currency' })
  if (profile === 'xrechnung' && isBlank(buyerReference)) return missing('customer.buyer_reference')
  const parties = partiesOf(invoice, details)
  if (!parties.ok) return parties
  const { delivery, ...supply } = parties.value
  const lines = taxedLines(invoice, supply)
  if (!lines.ok) return lines
  const taxes = taxSums(currency, lines.value, (category) => exemptionOf(category, supply, details.exemption))
  if (!taxes.ok) return taxes
  const checked = checkSupply(taxes.value, supply, lines.value)
  if (!checked.ok) return checked
  const allowances = documentAllowances(invoice, lines.value)
  const prepaidMinor = invoice.creditAppliedMinor + amountPaidMinor(invoice)
  const dueMinor = totals.totalMinor - prepaidMinor
  return ok({
    profile,
    kind: credits ? 'credit_note' : 'invoice',
    number,
    issuedOn,
    currency,
    dueOn,
    buyerReference,
    purchaseOrder,
    paymentTerms: dueMinor > 0 ? paymentTerms(invoice, credits !== null) : null,
    note: noteOf(invoice),
    credits,
    seller: supply.seller,
    buyer: taxes.value.some(({ category }) => category === 'O') ? withoutVatNumber(supply.buyer) : supply.buyer,
    delivery,
    period: wholePeriod(lines.value),
    paymentMeans: paymentMeans(invoice, details.bankAccount),
    allowances,
    totals: {
      linesMinor: sum(lines.value.map(({ line }) => line.netMinor)),
      allowancesMinor: sum(allowances.map(({ amountMinor }) => amountMinor)),
      withoutTaxMinor: totals.totalExcludingTaxMinor,
      taxMinor: totals.taxMinor,
      withTaxMinor: totals.totalMinor,
      prepaidMinor,
      dueMinor,
    },
    taxes: taxes.value,
    lines: lines.value.map(({ line }) => line),
  })
}

type Parties = Supply & Pick<EInvoice, 'delivery'>

function partiesOf(invoice: IssuedInvoice, { profile, supplies }: EInvoiceDetails): Result<Parties> {
  const seller = sellerParty(invoice.seller, profile)
  if (!seller.ok) return seller
  const buyer = buyerParty(invoice.buyer, profile)
  if (!buyer.ok) return buyer
  const { shipping } = invoice.buyer
  const isDelivered = supplies === 'goods'
  const address = shipping ? postalAddress(shipping.address, 'customer.shipping', profile) : ok(buyer.value.address)
  if (!address.ok && isDelivered) return address
  const delivery =
    address.ok && (shipping || isDelivered) ? { name: shipping?.name ?? null, address: address.value } : null
  const goodsTo = isDelivered && delivery ? delivery.address.country : null
  return ok({ seller: seller.value, buyer: buyer.value, goodsTo, delivery })
}

type TaxedLine = NetLine & { readonly totals: LineTotals; readonly tax: Tax }

function taxedLines(invoice: IssuedInvoice, supply: Supply): Result<TaxedLine[]> {
  const lines: TaxedLine[] = []
  for (const [place, line] of invoice.lines.entries()) {
    if (isBlank(line.description)) return missing(`lines[${place}].description`)
    const totals = invoice.totals.lines[place]!
    const tax = lineTax(ratesOf(line, invoice), totals, supply, `lines[${place}].tax_rates`)
    if (!tax.ok) return tax
    lines.push({ ...netLine(invoice, place, totals, tax.value), totals, tax: tax.value })
  }
  return ok(lines)
}

/** Each discount of the invoice once for every tax that it lowers, since an allowance has one. */
function documentAllowances({ discounts }: IssuedInvoice, lines: readonly TaxedLine[]): EInvoice['allowances'] {
  const groups = [...Map.groupBy(lines, ({ tax }) => keyOf(tax)).values()]
  return discounts.flatMap(({ id, name: reason }) =>
    groups
      .map((group) => ({
        amountMinor: sum(group.map(({ shares }) => shares.get(id) ?? 0)),
        reason,
        tax: group[0]!.tax,
      }))
      .filter(({ amountMinor }) => amountMinor !== 0),
  )
}

/** From the first day of any line's period to the last; null where no line has one. */
function wholePeriod(lines: readonly TaxedLine[]): Period | null {
  const periods = lines.map(({ line }) => line.period).filter((period) => period !== null)
  const [first] = periods.map(({ from }) => from).sort()
  const last = periods
    .map(({ to }) => to)
    .sort()
    .at(-1)
  return first && last ? { from: first, to: last } : null
}

/** The numbers that the taxes want of seller and buyer, and the time of a supply within the union (BR-IC-11). */
function checkSupply(taxes: readonly Tax[], supply: Supply, lines: readonly TaxedLine[]): Result<null> {
  const numbers = checkNumbers(taxes, supply)
  if (!numbers.ok) return numbers
  const isWithinUnion = taxes.some(({ category }) => category === 'K')
  return isWithinUnion && wholePeriod(lines) === null ? missing('lines[0].period') : ok(null)
}

/** What is not subject to tax must not name a number for it (BR-O-02): it stays as a plain identifier. */
const withoutVatNumber = (buyer: EInvoiceParty): EInvoiceParty => ({
  ...buyer,
  identifier: buyer.identifier ?? buyer.vatNumber,
  vatNumber: null,
})

function noteOf({ memo, footer, customFields }: IssuedInvoice): string | null {
  const fields = customFields.map(({ name, value }) => `${name}: ${value}`)
  const parts = [memo, ...fields, footer].filter((part) => part !== null)
  return parts.length > 0 ? parts.join('\n') : null
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
