import { assert } from '../assert.ts'
import { type Currency, exponentOf, shownDecimals, stepMinor } from './currencies.ts'
import { type Decimal, parseDecimal, printDecimal } from './decimal.ts'
import { formatDecimal, formatWithoutCurrency } from './formatters.ts'
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
  return formatDecimal(exactAmount({ amountMinor, currency }), locale, {
    style: 'currency',
    currency,
    currencyDisplay,
    signDisplay: sign,
    ...decimalsOf({ amountMinor, currency }),
  })
}

/** An amount without its currency, for columns that name it in their head. */
export const formatFigure = (amount: Money, locale: string): string =>
  formatWithoutCurrency(exactAmount(amount), locale, { currency: amount.currency, ...decimalsOf(amount) })

function exactAmount({ amountMinor, currency }: Money): Intl.StringNumericLiteral {
  assertMinor(amountMinor)
  return numeric({ units: BigInt(amountMinor), scale: exponentOf(currency) })
}

function decimalsOf({ amountMinor, currency }: Money) {
  const decimals = amountMinor % stepMinor(currency) === 0 ? shownDecimals(currency) : exponentOf(currency)
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
}

/**
 * A unit price, a decimal string of minor units, without its currency and with as many decimals as it needs. Throws on a malformed
 * decimal.
 */
export function formatUnitPrice(unitAmountMinor: string, currency: Currency, locale: string): string {
  const { units, scale } = exactly(unitAmountMinor)
  return formatWithoutCurrency(numeric({ units, scale: scale + exponentOf(currency) }), locale, {
    currency,
    minimumFractionDigits: shownDecimals(currency),
    maximumFractionDigits: 15,
  })
}

/** A decimal string such as a quantity, formatted for a locale. Throws on a malformed decimal. */
export const formatQuantity = (decimal: string, locale: string): string =>
  formatDecimal(numeric(exactly(decimal)), locale, { maximumFractionDigits: 12 })

/** A percentage, `'19'` for 19 %, formatted for a locale. Throws on a malformed decimal. */
export function formatPercent(percentage: string, locale: string): string {
  const { units, scale } = exactly(percentage)
  return formatDecimal(numeric({ units, scale: scale + 2 }), locale, { style: 'percent', maximumFractionDigits: 12 })
}

function exactly(text: string): Decimal {
  const decimal = parseDecimal(text, { signed: true })
  assert(decimal.ok, 'a decimal is well formed by the time it is shown')
  return decimal.value
}

// Intl formats a decimal string exactly; a number would lose digits.
const numeric = (decimal: Decimal): Intl.StringNumericLiteral => printDecimal(decimal) as Intl.StringNumericLiteral
