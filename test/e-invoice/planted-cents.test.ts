import { expect, test } from 'vitest'
import { ciiOf } from '../../src/e-invoice/cii.ts'
import { eInvoiceOf } from '../../src/e-invoice/e-invoice-of.ts'
import type { EInvoice } from '../../src/e-invoice/model.ts'
import { ublOf } from '../../src/e-invoice/ubl.ts'
import { rounds } from '../proof/rounds.ts'
import { discount, issued, line } from '../world/invoices.ts'
import { details } from './generated.ts'
import { hasOfficialRules, violatedRules } from './official-rules.ts'
import { read } from './read.ts'
import { brokenSums } from './sums.ts'

const written = eInvoiceOf(
  issued({
    lines: [line('Crane', '3', '33333'), line('Assembly', '1', '5000')],
    discounts: [discount('Spring', { percent: '10' })],
  }),
  details,
)
if (!written.ok) throw new Error(written.refusal.code)
const genuine = written.value

const withTotal = (part: keyof EInvoice['totals']): EInvoice => ({
  ...genuine,
  totals: { ...genuine.totals, [part]: genuine.totals[part] + 1 },
})
const [first, ...others] = genuine.lines

/** The same invoice with one cent too much in one place. */
const planted: readonly (readonly [place: string, invoice: EInvoice])[] = [
  ['the sum of its lines', withTotal('linesMinor')],
  ['its allowances', withTotal('allowancesMinor')],
  ['its total without tax', withTotal('withoutTaxMinor')],
  ['its tax', withTotal('taxMinor')],
  ['its total with tax', withTotal('withTaxMinor')],
  ['what was paid', withTotal('prepaidMinor')],
  ['what is due', withTotal('dueMinor')],
  ['a line', { ...genuine, lines: [{ ...first!, netMinor: first!.netMinor + 1 }, ...others] }],
  [
    'an allowance',
    { ...genuine, allowances: genuine.allowances.map((one) => ({ ...one, amountMinor: one.amountMinor + 1 })) },
  ],
  [
    'the tax of a rate',
    { ...genuine, taxes: genuine.taxes.map((tax) => ({ ...tax, amountMinor: tax.amountMinor + 1 })) },
  ],
]

const isAtHand = hasOfficialRules()
const exactly = { taxHundredths: 0n }

test.each(planted)('one cent too much in %s is found by the independent sum', (_, invoice) => {
  expect(brokenSums(read('CII', ciiOf(invoice)), exactly)).not.toEqual([])
  expect(brokenSums(read('UBL', ublOf(invoice)), exactly)).not.toEqual([])
})

test.runIf(isAtHand).each(planted.slice(0, rounds(4, planted.length)))(
  'one cent too much in %s is found by the official rules',
  (_, invoice) => {
    expect(violatedRules('CII', ciiOf(invoice))).not.toEqual([])
    expect(violatedRules('UBL', ublOf(invoice))).not.toEqual([])
  },
  600_000,
)

test('without a wrong cent nothing is found', () => {
  expect(brokenSums(read('CII', ciiOf(genuine)), exactly)).toEqual([])
  expect(brokenSums(read('UBL', ublOf(genuine)), exactly)).toEqual([])
})
