import type { ComponentChildren } from 'preact'
import { amountPaidMinor, amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Discount } from '../../core/invoices/lines.ts'
import type { TaxTotal, Totals } from '../../core/invoices/totals.ts'
import { taxOn } from '../../core/tax/levy.ts'
import type { TaxRate } from '../../core/tax/rates.ts'
import type { PageI18n } from '../i18n.ts'
import { carriedRow } from '../parts/carried-row.ts'
import { discountName } from './discount-name.ts'

type TotalsListProps = { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** From the subtotal to what is still to pay, every figure as it was computed once. */
export function TotalsList({ invoice, i18n }: TotalsListProps) {
  const { totals } = invoice
  const { words, money } = i18n
  const rates = ratesById(invoice)
  const paidMinor = amountPaidMinor(invoice)
  const lineDiscountMinor =
    totals.discountMinor - sum(invoice.discounts.map((discount) => takenMinor(totals, discount)))
  const addedTaxMinor = sum(totals.taxes.filter(({ inclusive }) => !inclusive).map(({ amountMinor }) => amountMinor))
  const notChargedMinor = totals.totalMinor - (totals.subtotalMinor - totals.discountMinor + addedTaxMinor)
  const balanceRow = carriedRow(invoice, i18n)
  return (
    <>
      <dl class="totals">
        <Row label={words.document.subtotal} amount={money(totals.subtotalMinor)} />
        {lineDiscountMinor > 0 && <Row label={words.document.lineDiscounts} amount={money(-lineDiscountMinor)} />}
        {invoice.discounts.map((discount) => (
          <Row label={discountName(discount, i18n)} amount={money(-takenMinor(totals, discount))} />
        ))}
        {totals.taxes
          .filter(({ reason }) => reason !== 'reverse_charge' && reason !== 'customer_exempt')
          .map((tax) => (
            <Row
              label={taxLabel(tax, rates.get(tax.taxRateId), i18n)}
              amount={money(tax.amountMinor)}
              isQuiet={tax.inclusive}
            />
          ))}
        {notChargedMinor !== 0 && <Row label={words.document.taxNotCharged} amount={money(notChargedMinor)} />}
        <Row label={words.document.total} amount={money(totals.totalMinor)} isTotal={true} />
        {balanceRow && <Row {...balanceRow} />}
        {paidMinor > 0 && <Row label={words.document.paid} amount={money(-paidMinor)} />}
        {invoice.status !== 'void' && (paidMinor > 0 || balanceRow) && (
          <Row label={words.document.remaining} amount={money(amountRemainingMinor(invoice))} isTotal={true} />
        )}
      </dl>
      {isOffByLine(invoice, rates) && <p class="hint">{words.document.taxByLine}</p>}
    </>
  )
}

type RowProps = {
  readonly label: ComponentChildren
  readonly amount: string
  readonly isTotal?: boolean
  readonly isQuiet?: boolean
}

function Row({ label, amount, isTotal = false, isQuiet = false }: RowProps) {
  return (
    <div class="total-row" data-total={isTotal || undefined} data-quiet={isQuiet || undefined}>
      <dt>{label}</dt>
      <dd class="number">{amount}</dd>
    </div>
  )
}

/** Whether a tax that was rounded line by line differs from its rate on the sum that is printed beside it. */
const isOffByLine = ({ rounding, totals }: IssuedInvoice, rates: ReadonlyMap<string, TaxRate>): boolean =>
  rounding === 'line' &&
  totals.taxes.some(({ taxRateId, taxableMinor, amountMinor }) => {
    const rate = rates.get(taxRateId)
    return rate !== undefined && taxOn(taxableMinor, rate) !== amountMinor
  })

const takenMinor = (totals: Totals, { id }: Discount): number =>
  totals.discounts.find(({ discountId }) => discountId === id)?.amountMinor ?? 0

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

function ratesById(invoice: IssuedInvoice): Map<string, TaxRate> {
  const used = [...invoice.defaultTaxRates, ...invoice.lines.flatMap(({ taxRates }) => taxRates ?? [])]
  return new Map(used.map((rate) => [rate.id, rate]))
}

function taxLabel(tax: TaxTotal, rate: TaxRate | undefined, { words, percent, money, name }: PageI18n): string {
  const parts = {
    name: name(rate?.displayName ?? words.document.tax),
    percent: rate ? percent(rate.percentage) : '',
    taxable: money(tax.taxableMinor),
  }
  return tax.inclusive ? words.document.taxIncluded(parts) : words.document.taxOn(parts)
}
