import { assert } from '../assert.ts'
import { type Currency, exponentOf, shownDecimals, stepMinor } from './currencies.ts'
import { type Decimal, parseDecimal, printDecimal } from './decimal.ts'
import { formatterFor } from './formatters.ts'
import { assertMinor, type Money } from './money.ts'

export type MoneyStyle = {
  /** Which amounts have a sign; negative ones by default. */
  readonly sign?: 'auto' | 'always' | 'exceptZero' | 'negative' | 'never'
  readonly currencyDisplay?: 'symbol' | 'narrowSymbol' | 'code' | 'name'
}

/** An amount formatted for a locale, exact to 2^53 and with the currency's own decimals. */
export function formatMoney(
  { amountMinor, currency }: Money,
  locale: string,
  { sign = 'auto', currencyDisplay = 'symbol' }: MoneyStyle = {},
): string {
  assertMinor(amountMinor)
  const exact = { units: BigInt(amountMinor), scale: exponentOf(currency) }
  const decimals = amountMinor % stepMinor(currency) === 0 ? shownDecimals(currency) : exponentOf(currency)
  return formatterFor(locale, {
    style: 'currency',
    currency,
    currencyDisplay,
    signDisplay: sign,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(numeric(exact))
}

/** A unit price, a decimal string of minor units, with as many decimals as it needs. Throws on a malformed decimal. */
export function formatUnitAmount(unitAmountMinor: string, currency: Currency, locale: string): string {
  const { units, scale } = exactly(unitAmountMinor)
  return formatterFor(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: shownDecimals(currency),
    maximumFractionDigits: 15,
  }).format(numeric({ units, scale: scale + exponentOf(currency) }))
}

/** A decimal string such as a quantity, formatted for a locale. Throws on a malformed decimal. */
export const formatQuantity = (decimal: string, locale: string): string =>
  formatterFor(locale, { maximumFractionDigits: 12 }).format(numeric(exactly(decimal)))

/** A percentage, `'19'` for 19 %, formatted for a locale. Throws on a malformed decimal. */
export function formatPercent(percentage: string, locale: string): string {
  const { units, scale } = exactly(percentage)
  return formatterFor(locale, { style: 'percent', maximumFractionDigits: 12 }).format(
    numeric({ units, scale: scale + 2 }),
  )
}

function exactly(text: string): Decimal {
  const decimal = parseDecimal(text, { signed: true })
  assert(decimal.ok, 'a decimal is well formed by the time it is shown')
  return decimal.value
}

// Intl formats a decimal string exactly; a number would lose digits.
const numeric = (decimal: Decimal): Intl.StringNumericLiteral => printDecimal(decimal) as Intl.StringNumericLiteral
