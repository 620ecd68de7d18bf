import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Discount, Line } from '../../../src/core/invoices/lines.ts'
import { computeTotals, type TotalsInput } from '../../../src/core/invoices/totals.ts'
import { type Currency, stepMinor } from '../../../src/core/money/currencies.ts'
import { rounds, seed } from '../../proof/rounds.ts'
import { foundAfter, hold } from '../money/law.ts'
import { type OracleTotals, oracleTotals } from './oracle.ts'
import { amountOff, line, percentOff, rate } from './priced.ts'

type Computing = typeof computeTotals

const currencies: Currency[] = ['eur', 'jpy', 'kwd', 'isk', 'ugx']
const pool = [
  rate('vat', '19'),
  rate('gst', '10', true),
  rate('state', '8.875'),
  rate('city', '0.0125', true),
  rate('zero', '0'),
  rate('all', '100', true),
  rate('third', '33.3333'),
]

const digits = (most: number) => fc.integer({ min: 0, max: most })
const decimal = fc
  .tuple(fc.oneof(digits(20), digits(200_000)), digits(999_999_999), fc.constantFrom(0, 0, 2, 9))
  .map(
    ([whole, fraction, places]) => `${whole}${places ? `.${String(fraction).padStart(9, '0').slice(0, places)}` : ''}`,
  )
const percentage = fc
  .integer({ min: 1, max: 1_000_000 })
  .map((n) => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`)
const off = fc.oneof(
  percentage.map((percent) => (id: string) => percentOff(id, percent)),
  fc.integer({ min: 1, max: 3_000 }).map((steps) => (id: string) => amountOff(id, steps * 100)),
)
const discounts = (owner: string, most: number): fc.Arbitrary<Discount[]> =>
  fc.array(off, { maxLength: most }).map((offs) => offs.map((give, i) => give(`${owner}-${i}`)))
const rates = (most: number) => fc.subarray(pool, { maxLength: most })

/** Similar lines, among which leftover units must be distributed. */
const plainLine = fc.record({
  quantity: fc.constant('1'),
  unitAmount: fc.constantFrom('100', '50', '1000'),
  discountable: fc.constant(true),
  discounts: fc.constant([]),
  taxRates: fc.constantFrom(null, [], [pool[0]!]),
})
const mixedLine = (id: string) =>
  fc.record({
    quantity: fc.oneof(fc.constant('1'), decimal),
    unitAmount: fc.tuple(fc.constantFrom('', '', '', '-'), decimal).map(([sign, size]) => sign + size),
    discountable: fc.boolean(),
    discounts: discounts(id, 2),
    taxRates: fc.option(rates(4)),
  })
const lineNumber = (n: number): fc.Arbitrary<Line> =>
  fc
    .oneof({ weight: 1, arbitrary: plainLine }, { weight: 2, arbitrary: mixedLine(`line${n}`) })
    .map((details) => line(`line${n}`, details.unitAmount, details))

const invoices: fc.Arbitrary<TotalsInput> = fc.record({
  currency: fc.constantFrom(...currencies),
  lines: fc
    .integer({ min: 1, max: 6 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => lineNumber(n)))),
  discounts: discounts('invoice', 3),
  defaultTaxRates: rates(3),
  rounding: fc.constantFrom('line', 'invoice'),
  taxExempt: fc.constantFrom('none', 'none', 'none', 'exempt', 'reverse'),
})

function totalled(computing: Computing, input: TotalsInput) {
  const totals = computing(input)
  if (!totals.ok) throw new Error(`refused: ${totals.refusal.code} ${totals.refusal.param}`)
  return totals.value
}

const figures = (map: ReadonlyMap<string, bigint>) =>
  Object.fromEntries([...map].map(([id, figure]) => [id, Number(figure)]))
const byId = (parts: readonly { discountId?: string; taxRateId?: string; amountMinor: number }[]) =>
  Object.fromEntries(parts.map((part) => [part.discountId ?? part.taxRateId, part.amountMinor]))

/** The invoice's totals, independent of the order of lines. */
const overall = (totals: ReturnType<typeof totalled>) => ({
  subtotal: totals.subtotalMinor,
  subtotalExcludingTax: totals.subtotalExcludingTaxMinor,
  discounts: byId(totals.discounts.filter(({ amountMinor }) => amountMinor > 0)),
  taxes: byId(totals.taxes),
  tax: totals.taxMinor,
  totalExcludingTax: totals.totalExcludingTaxMinor,
  total: totals.totalMinor,
})

const opinion = (oracle: OracleTotals) => ({
  subtotal: Number(oracle.subtotal),
  subtotalExcludingTax: Number(oracle.subtotalExcludingTax),
  discounts: byId(
    [...oracle.discounts]
      .filter(([, off]) => off > 0n)
      .map(([discountId, off]) => ({ discountId, amountMinor: Number(off) })),
  ),
  taxes: figures(oracle.taxes),
  tax: Number(oracle.tax),
  totalExcludingTax: Number(oracle.totalExcludingTax),
  total: Number(oracle.total),
})

/** Where discounts would turn a total negative, the oracle only checks that one step more would have been too much. */
function boundedOracle(input: TotalsInput, step: bigint, taken: bigint): OracleTotals {
  const unbounded = oracleTotals(input, step)
  if (unbounded.total >= 0n) return unbounded
  const undiscounted = oracleTotals(input, step, 0n).total
  const floor = undiscounted < 0n ? undiscounted : 0n
  if (unbounded.total >= floor) return unbounded
  expect(oracleTotals(input, step, taken + 1n).total).toBeLessThan(floor)
  return oracleTotals(input, step, taken)
}

const agrees = (computing: Computing) => (input: TotalsInput) => {
  const step = BigInt(stepMinor(input.currency))
  const totals = totalled(computing, input)
  const oracle = boundedOracle(input, step, BigInt(totals.discountMinor) / step)
  expect(overall(totals)).toEqual(opinion(oracle))
  expect(
    totals.lines.map((line) => [
      line.lineId,
      line.amountMinor,
      byId(line.discounts),
      byId(line.taxes),
      line.netMinor,
      line.totalMinor,
    ]),
  ).toEqual(
    oracle.lines.map((line) => [
      line.lineId,
      Number(line.amount),
      figures(line.taken),
      figures(line.taxes),
      Number(line.net),
      Number(line.total),
    ]),
  )
}

const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0)

const within = (offBy: bigint, unit: bigint) => offBy <= unit && -offBy <= unit

/** Checks the first invoice discount: its shares are proportional to what the line discounts have left. */
function spreadsFairly(input: TotalsInput, { lines }: ReturnType<typeof totalled>, step: number): boolean {
  const shares = lines.map((line, i) => {
    const ofInvoice = line.discounts.filter(({ discountId }) => discountId.startsWith('invoice'))
    const ofLine = line.discounts.filter((discount) => !ofInvoice.includes(discount))
    const left = line.amountMinor - sum(ofLine.map(({ amountMinor }) => amountMinor))
    const part = ofInvoice.find(({ discountId }) => discountId === 'invoice-0')?.amountMinor ?? 0
    return { part: BigInt(part), left: input.lines[i]!.discountable && left > 0 ? BigInt(left) : 0n }
  })
  const whole = shares.reduce((all, { left }) => all + left, 0n)
  const off = shares.reduce((all, { part }) => all + part, 0n)
  return shares.every(({ part, left }) => within(part * whole - off * left, BigInt(step) * whole))
}

const withoutDiscounts = (input: TotalsInput): TotalsInput => ({
  ...input,
  discounts: [],
  lines: input.lines.map((line) => ({ ...line, discounts: [] })),
})

/** Broken laws by name, so that one comparison covers them all. */
const broken = (computing: Computing) => (input: TotalsInput) => {
  const totals = totalled(computing, input)
  const { lines } = totals
  const step = stepMinor(input.currency)
  const exact = boundedOracle(input, BigInt(step), BigInt(totals.discountMinor / step)).lines.map(
    ({ exactTaxes }) => exactTaxes,
  )
  const laws: Record<string, boolean> = {
    'total is the sum of its lines': totals.totalMinor === sum(lines.map(({ totalMinor }) => totalMinor)),
    'total is net and tax': totals.totalMinor === totals.totalExcludingTaxMinor + totals.taxMinor,
    'tax is the sum of its rates': totals.taxMinor === sum(totals.taxes.map(({ amountMinor }) => amountMinor)),
    'discount is the sum of discounts':
      totals.discountMinor === sum(totals.discounts.map(({ amountMinor }) => amountMinor)),
    'every line is net and tax': lines.every(
      (line) => line.totalMinor === line.netMinor + sum(line.taxes.map(({ amountMinor }) => amountMinor)),
    ),
    'rates are the sum over lines': totals.taxes.every(
      ({ taxRateId, amountMinor }) =>
        amountMinor ===
        sum(
          lines
            .flatMap(({ taxes }) => taxes.filter((tax) => tax.taxRateId === taxRateId))
            .map((tax) => tax.amountMinor),
        ),
    ),
    'discounts take no line below zero': lines.every(
      (line) => line.amountMinor < 0 || sum(line.discounts.map(({ amountMinor }) => amountMinor)) <= line.amountMinor,
    ),
    'no discount is negative': lines.every(({ discounts }) => discounts.every(({ amountMinor }) => amountMinor >= 0)),
    'no discount takes the total below zero':
      totals.totalMinor >= 0 || totals.totalMinor >= totalled(computing, withoutDiscounts(input)).totalMinor,
    'every figure is in whole steps': lines.every((line) =>
      [line.amountMinor, line.netMinor, line.totalMinor, ...line.taxes.map((tax) => tax.amountMinor)].every(
        (figure) => figure % step === 0,
      ),
    ),
    'tax on a line is within one step of exact': lines.every((line, i) =>
      line.taxes.every(({ taxRateId, amountMinor }) => {
        if (input.taxExempt !== 'none') return amountMinor === 0
        const [n, d] = exact[i]!.get(taxRateId)!
        return within(BigInt(amountMinor) * d - n, BigInt(step) * d)
      }),
    ),
    'a spread discount is within one step of its share': spreadsFairly(input, totals, step),
  }
  expect(Object.keys(laws).filter((law) => !laws[law])).toEqual([])
}

/** The one law about totals that credits and discounts could break together. */
const below = (computing: Computing) => (input: TotalsInput) =>
  expect(totalled(computing, input).totalMinor).toBeGreaterThanOrEqual(
    Math.min(0, totalled(computeTotals, withoutDiscounts(input)).totalMinor),
  )

const reordered = (computing: Computing) => (input: TotalsInput) => {
  const forwards = totalled(computing, input)
  const lines = input.lines.toReversed()
  const moved = [...lines.slice(1), ...lines.slice(0, 1)]
  const other = totalled(computing, { ...input, lines: moved })
  expect(overall(other)).toEqual(overall(forwards))
  expect(moved.map(({ id }) => forwards.lines.find(({ lineId }) => lineId === id))).toEqual(other.lines)
}

test('totals agree with the oracle to the last unit', () => {
  hold('totals against the oracle', rounds(4_000, 15_000), invoices, agrees(computeTotals))
})

test('lines, discounts and taxes add up, and every share is within one unit', () => {
  hold('sum laws of totals', rounds(3_000, 10_000), invoices, broken(computeTotals))
})

test('the order of lines changes no figure', () => {
  hold('order of lines', rounds(2_500, 8_000), invoices, reordered(computeTotals))
})

const floating: Computing = (input) =>
  computeTotals({
    ...input,
    lines: input.lines.map((line) => {
      const amount = Math.round(Number(line.quantity) * Number(line.unitAmount) * 10) / 10
      return { ...line, quantity: '1', unitAmount: amount.toFixed(1) }
    }),
  })

const roundingOnce: Computing = (input) => computeTotals({ ...input, rounding: 'invoice' })

const lineByLine: Computing = (input) => {
  const whole = computeTotals(input)
  if (!whole.ok) return whole
  const alone = input.lines.map((line) => totalled(computeTotals, { ...input, lines: [line] }).lines[0]!)
  return { ok: true, value: { ...whole.value, lines: alone } }
}

/** Takes credits into account only after the discounts. */
const creditsLast: Computing = (input) => {
  const whole = computeTotals(input)
  if (!whole.ok) return whole
  const isCredit = ({ unitAmount }: Line) => unitAmount.startsWith('-')
  const charges = totalled(computeTotals, { ...input, lines: input.lines.filter((line) => !isCredit(line)) })
  const credits = totalled(computeTotals, { ...input, lines: input.lines.filter(isCredit) })
  return { ok: true, value: { ...whole.value, totalMinor: charges.totalMinor + credits.totalMinor } }
}

const tieByPlace: Computing = (input) => {
  const numbered = computeTotals({ ...input, lines: input.lines.map((line, place) => ({ ...line, id: `${place}` })) })
  if (!numbered.ok) return numbered
  const lines = numbered.value.lines.map((line, place) => ({ ...line, lineId: input.lines[place]!.id }))
  return { ok: true, value: { ...numbered.value, lines } }
}

test.each([
  ['line amounts through floats', floating, agrees],
  ['the wrong kind of rounding', roundingOnce, agrees],
  ['invoice discounts taken from every line in full', lineByLine, broken],
  ['discounts that do not see the credits', creditsLast, below],
  ['leftover units that go by place', tieByPlace, reordered],
])('the laws detect %s', (_, wrong, law) => {
  expect(foundAfter(2_000, invoices, law(wrong))).not.toBeNull()
})

test('the drawn invoices are of every kind', () => {
  const drawn = fc
    .sample(invoices, { numRuns: rounds(2_000, 4_000), seed })
    .map((input) => ({ input, totals: totalled(computeTotals, input) }))
  const kinds = {
    'with discounts': drawn.filter(({ totals }) => totals.discountMinor > 0),
    'with a spread discount': drawn.filter(
      ({ totals }) => totals.lines.filter(({ discounts }) => discounts.length > 0).length > 1,
    ),
    'with inclusive and exclusive tax on a line': drawn.filter(({ totals }) =>
      totals.lines.some(({ taxes }) => taxes.some((tax) => tax.inclusive) && taxes.some((tax) => !tax.inclusive)),
    ),
    'with several inclusive rates on a line': drawn.filter(({ totals }) =>
      totals.lines.some(({ taxes }) => taxes.filter((tax) => tax.inclusive).length > 1),
    ),
    'where discounts are bounded by the total': drawn.filter(
      ({ input, totals }) =>
        totals.discountMinor > 0 && oracleTotals(input, BigInt(stepMinor(input.currency))).total < totals.totalMinor,
    ),
    'with credits': drawn.filter(({ totals }) => totals.lines.some(({ amountMinor }) => amountMinor < 0)),
    'where the kind of rounding matters': drawn.filter(
      ({ input, totals }) =>
        totalled(computeTotals, { ...input, rounding: input.rounding === 'line' ? 'invoice' : 'line' }).taxMinor !==
        totals.taxMinor,
    ),
  }
  const counts = Object.entries(kinds).map(([kind, found]) => [kind, found.length] as const)
  console.log(`of ${drawn.length} invoices: ${counts.map(([kind, count]) => `${count} ${kind}`).join(', ')}`)
  expect(counts.filter(([, count]) => count < drawn.length / 40)).toEqual([])
})
