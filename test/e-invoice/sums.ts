import type { ReadDocument, ReadTax } from './read.ts'

/** How far a tax may be from its rate on its base, in hundredths. */
type Tolerance = { readonly taxHundredths: bigint }

/**
 * The calculation rules of EN 16931 that a document breaks, from its own amounts alone: BR-CO-10 to BR-CO-17 without charges,
 * of which there are none, and the rules 08 and 09 of every category, as well as the arithmetic of every line.
 */
export function brokenSums({ lines, allowances, taxes, totals }: ReadDocument, { taxHundredths }: Tolerance): string[] {
  const rules: [string, boolean][] = [
    ['BR-CO-10', totals.lines === sum(lines.map(({ net }) => net))],
    ['BR-CO-11', totals.allowances === sum(allowances.map(({ amount }) => amount))],
    ['BR-CO-13', totals.withoutTax === totals.lines - totals.allowances],
    ['BR-CO-14', totals.tax === sum(taxes.map(({ amount }) => amount))],
    ['BR-CO-15', totals.withTax === totals.withoutTax + totals.tax],
    ['BR-CO-16', totals.due === totals.withTax - totals.prepaid],
    ['taxable amounts', totals.withoutTax === sum(taxes.map(({ taxable }) => taxable))],
    ['one sum for each tax', new Set(taxes.map(keyOf)).size === taxes.length],
    ['a sum for every line', lines.every((line) => taxes.some((tax) => isSame(tax, line)))],
    ...taxes.flatMap((tax): [string, boolean][] => {
      const ofTax = sum(lines.filter((line) => isSame(tax, line)).map(({ net }) => net))
      const off = sum(allowances.filter((one) => isSame(tax, one)).map(({ amount }) => amount))
      const isCharged = tax.category === 'S'
      const due = onBase(tax.taxable, tax.percent ?? '0')
      return [
        [`BR-${tax.category}-08`, tax.taxable === ofTax - off],
        ['BR-CO-17', absolute(tax.amount - due) <= taxHundredths],
        [`BR-${tax.category}-09`, isCharged ? Number(tax.percent) > 0 : tax.amount === 0n && Number(tax.percent) === 0],
        [`BR-${tax.category}-10`, tax.exemption === !['S', 'Z'].includes(tax.category)],
      ]
    }),
    ...lines.map((line): [string, boolean] => [
      'quantity times price',
      product(line.quantity, line.price) === line.net + sum(line.allowances),
    ]),
    ['BR-O-05', [...lines, ...allowances].every(({ category, percent }) => (category === 'O') === (percent === null))],
    ['BR-27', lines.every(({ price }) => !price.startsWith('-'))],
  ]
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule)
}

/** What is not subject to tax has no rate on its lines, and zero in the sum. */
const keyOf = ({ category, percent }: ReadTax) => `${category} ${category === 'O' ? '' : Number(percent)}`
const isSame = (one: ReadTax, other: ReadTax) => keyOf(one) === keyOf(other)

/** A percentage with four decimals at most on an amount, rounded to a hundredth. */
const onBase = (amount: bigint, percent: string) => divided(amount * units(percent, 4), 1_000_000n)

/** In hundredths, rounded. */
function product(quantity: string, price: string): bigint {
  const [one, other] = [placesOf(quantity), placesOf(price)]
  return divided(units(quantity, one) * units(price, other) * 100n, 10n ** BigInt(one + other))
}

const placesOf = (decimal: string) => decimal.split('.')[1]?.length ?? 0
const units = (decimal: string, places: number) => {
  const [whole, fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(places, '0')}`)
}
const divided = (dividend: bigint, divisor: bigint): bigint =>
  dividend < 0n ? -divided(-dividend, divisor) : (2n * dividend + divisor) / (2n * divisor)
const absolute = (amount: bigint) => (amount < 0n ? -amount : amount)
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
