import { amountPaidMinor, amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Discount } from '../../core/invoices/lines.ts'
import type { TaxTotal, Totals } from '../../core/invoices/totals.ts'
import { allWentBack } from '../../core/payments/money-back.ts'
import { taxOn } from '../../core/tax/levy.ts'
import type { TaxRate } from '../../core/tax/rates.ts'
import type { I18n } from '../i18n.ts'
import type { BillingDocument, TotalsRow } from './billing-document.ts'
import { discountName } from './discount-name.ts'

/** From the subtotal to how it ends, all from the computed totals. */
export function totalsRows(invoice: IssuedInvoice, i18n: I18n): TotalsRow[] {
  const { totals, discounts, creditAppliedMinor } = invoice
  const { document: words } = i18n.words
  const paidMinor = amountPaidMinor(invoice)
  const lineDiscountMinor = totals.discountMinor - sum(discounts.map((discount) => takenMinor(totals, discount)))
  const addedTaxMinor = sum(totals.taxes.filter(({ inclusive }) => !inclusive).map(({ amountMinor }) => amountMinor))
  const notChargedMinor = totals.totalMinor - (totals.subtotalMinor - totals.discountMinor + addedTaxMinor)
  const isCharged = ({ reason }: TaxTotal) => reason !== 'reverse_charge' && reason !== 'customer_exempt'
  const rows: readonly (TotalsRow | false)[] = [
    { kind: 'subtotal', label: words.subtotal, amountMinor: totals.subtotalMinor },
    lineDiscountMinor > 0 && { kind: 'discount', label: words.lineDiscounts, amountMinor: -lineDiscountMinor },
    ...discounts.map((discount) => discountRow(discount, totals, i18n)),
    ...taxRows(totals.taxes.filter(isCharged), invoice, i18n),
    notChargedMinor !== 0 && { kind: 'tax_not_charged', label: words.taxNotCharged, amountMinor: notChargedMinor },
    { kind: 'total', label: words.total, amountMinor: totals.totalMinor },
    creditAppliedMinor !== 0 && {
      kind: 'balance',
      label: creditAppliedMinor > 0 ? words.creditApplied : words.balanceCarried,
      amountMinor: -creditAppliedMinor,
    },
    paidMinor > 0 && { kind: 'paid', label: words.paid, amountMinor: -paidMinor },
    (paidMinor > 0 || creditAppliedMinor !== 0) && lastRow(invoice, i18n),
  ]
  return rows.filter((row) => row !== false)
}

/** How the sums end. A cancelled invoice asks for nothing, and one whose money went back is not called paid. */
function lastRow(invoice: IssuedInvoice, { words: { document } }: I18n): TotalsRow | false {
  if (invoice.status === 'void' || (invoice.status === 'paid' && allWentBack(invoice))) return false
  if (invoice.status !== 'paid')
    return { kind: 'remaining', label: document.remaining, amountMinor: amountRemainingMinor(invoice) }
  const label = invoice.totals.totalMinor > 0 ? document.paidInFull : document.nothingDue
  return { kind: 'settled', label, amountMinor: 0 }
}

/** Explanations of the totals, and the notes that the law requires. */
export function totalsNotes(invoice: IssuedInvoice, { words }: I18n): BillingDocument['notes'] {
  const { taxByLine, reverseCharge, exempt } = words.document
  return [
    ...(isOffByLine(invoice) ? [{ kind: 'rounding', text: taxByLine } as const] : []),
    ...(invoice.totals.reverseCharge ? [{ kind: 'tax', text: reverseCharge } as const] : []),
    ...(invoice.taxExempt === 'exempt' ? [{ kind: 'tax', text: exempt } as const] : []),
  ]
}

const discountRow = (discount: Discount, totals: Totals, i18n: I18n): TotalsRow => ({
  kind: 'discount',
  label: discountName(discount, i18n),
  amountMinor: -takenMinor(totals, discount),
})

function taxRows(
  taxes: readonly TaxTotal[],
  invoice: IssuedInvoice,
  { words, percent, money, name }: I18n,
): TotalsRow[] {
  const rates = ratesById(invoice)
  return taxes.map(({ taxRateId, taxableMinor, amountMinor, inclusive }) => {
    const rate = rates.get(taxRateId)
    const parts = {
      name: name(rate?.displayName ?? words.document.tax),
      percent: rate ? percent(rate.percentage) : '',
      taxable: money(taxableMinor),
    }
    const label = inclusive ? words.document.taxIncluded(parts) : words.document.taxOn(parts)
    return { kind: inclusive ? 'included_tax' : 'tax', label, amountMinor }
  })
}

/** Whether a tax that was rounded line by line differs from its rate on the sum that is printed beside it. */
function isOffByLine(invoice: IssuedInvoice): boolean {
  if (invoice.rounding !== 'line') return false
  const rates = ratesById(invoice)
  return invoice.totals.taxes.some(({ taxRateId, taxableMinor, amountMinor }) => {
    const rate = rates.get(taxRateId)
    return rate !== undefined && taxOn(taxableMinor, rate) !== amountMinor
  })
}

const takenMinor = (totals: Totals, { id }: Discount): number =>
  totals.discounts.find(({ discountId }) => discountId === id)?.amountMinor ?? 0

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

function ratesById(invoice: IssuedInvoice): Map<string, TaxRate> {
  const used = [...invoice.defaultTaxRates, ...invoice.lines.flatMap(({ taxRates }) => taxRates ?? [])]
  return new Map(used.map((rate) => [rate.id, rate]))
}
