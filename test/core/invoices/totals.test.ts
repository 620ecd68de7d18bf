import { describe, expect, test } from 'vitest'
import { computeTotals } from '../../../src/core/invoices/totals.ts'
import { refuse } from '../../../src/core/result.ts'
import { amountOff, invoiced, line, percentOff, rate, totalsOf } from './priced.ts'

const vat = rate('vat', '19')
const reduced = rate('reduced', '7')
const beans = line('beans', '100000')
const cups = line('cups', '5000')

describe('lines', () => {
  test('a line is quantity times unit amount, rounded half up, away from zero for a credit', () => {
    const totals = totalsOf([
      line('hours', '8050', { quantity: '1.25' }),
      line('calls', '0.001', { quantity: '500' }),
      line('credit', '-0.5', { quantity: '3' }),
      line('tiny', '0.000000000001', { quantity: '0.000000000001' }),
    ])
    expect(totals.lines.map(({ amountMinor }) => amountMinor)).toEqual([10063, 1, -2, 0])
    expect(totals.totalMinor).toBe(10062)
  })

  test('an invoice with nothing on it is zero everywhere', () => {
    const totals = totalsOf([], { discounts: [percentOff('spring', '10')], defaultTaxRates: [vat] })
    expect(totals).toMatchObject({ subtotalMinor: 0, discountMinor: 0, taxMinor: 0, totalMinor: 0, taxes: [] })
    expect(totals.discounts).toEqual([{ discountId: 'spring', amountMinor: 0 }])
  })

  test('a credit larger than the rest makes the total negative', () => {
    const totals = totalsOf([cups, line('credit', '-8000')], { defaultTaxRates: [vat] })
    expect(totals).toMatchObject({ subtotalMinor: -3000, taxMinor: -570, totalMinor: -3570 })
  })

  test('a whole-unit currency has no hundredths on any line, discount or tax', () => {
    const totals = totalsOf([line('fish', '33333.3'), line('ice', '12345')], {
      currency: 'isk',
      discounts: [percentOff('spring', '33.33')],
      defaultTaxRates: [rate('vsk', '24')],
    })
    const figures = [
      ...totals.lines.flatMap(({ amountMinor, netMinor, totalMinor }) => [amountMinor, netMinor, totalMinor]),
      ...totals.taxes.map(({ amountMinor }) => amountMinor),
      totals.discountMinor,
      totals.totalMinor,
    ]
    expect(figures.filter((figure) => figure % 100 !== 0)).toEqual([])
    expect(totals).toMatchObject({ subtotalMinor: 45600, discountMinor: 15200, taxMinor: 7300, totalMinor: 37700 })
  })
})

describe('discounts', () => {
  test('a line discount comes before an invoice discount, each on what the one before has left', () => {
    const totals = totalsOf([line('beans', '10000', { discounts: [percentOff('bulk', '20')] }), line('cups', '2000')], {
      discounts: [percentOff('spring', '10'), amountOff('voucher', 900)],
    })
    expect(totals.discounts).toEqual([
      { discountId: 'bulk', amountMinor: 2000 },
      { discountId: 'spring', amountMinor: 1000 },
      { discountId: 'voucher', amountMinor: 900 },
    ])
    expect(totals).toMatchObject({ subtotalMinor: 12000, discountMinor: 3900, totalMinor: 8100 })
  })

  test('an invoice discount is spread over its lines in proportion, to the cent', () => {
    const totals = totalsOf([line('a', '1000'), line('b', '1000'), line('c', '1000')], {
      discounts: [amountOff('v', 1000)],
    })
    expect(totals.lines.map(({ discounts }) => discounts)).toEqual([
      [{ discountId: 'v', amountMinor: 334 }],
      [{ discountId: 'v', amountMinor: 333 }],
      [{ discountId: 'v', amountMinor: 333 }],
    ])
  })

  test('a discount never takes a line below zero, and what is too much is not carried over', () => {
    const totals = totalsOf([line('a', '500', { discounts: [amountOff('gift', 900)] }), line('b', '300')], {
      discounts: [amountOff('voucher', 10_000)],
    })
    expect(totals.discounts.map(({ amountMinor }) => amountMinor)).toEqual([500, 300])
    expect(totals.totalMinor).toBe(0)
  })

  test('lines that take no discount, and credits, are left as they are', () => {
    const totals = totalsOf(
      [line('book', '1000', { discountable: false }), line('credit', '-200'), line('tea', '400')],
      { discounts: [percentOff('half', '50')] },
    )
    expect(totals.lines.map(({ netMinor }) => netMinor)).toEqual([1000, -200, 200])
    expect(totals.lines.map(({ discounts }) => discounts.length)).toEqual([0, 0, 1])
  })

  test('a discount takes the total to zero and not below, whatever credits there are', () => {
    const lines = [line('crane', '5000'), line('credit', '-2500')]
    const free = totalsOf(lines, { discounts: [percentOff('all', '100')] })
    expect(free).toMatchObject({ discountMinor: 2500, totalMinor: 0 })
    const taxed = totalsOf(lines, { discounts: [percentOff('all', '100')], defaultTaxRates: [vat] })
    expect(taxed).toMatchObject({ discountMinor: 2500, taxMinor: 0, totalMinor: 0 })
    expect(totalsOf(lines, { discounts: [amountOff('thirty', 3000)] })).toMatchObject({
      discountMinor: 2500,
      totalMinor: 0,
    })
    const owed = totalsOf([line('crane', '1000'), line('credit', '-2500')], { discounts: [percentOff('all', '100')] })
    expect(owed).toMatchObject({ discountMinor: 0, totalMinor: -1500 })
  })

  test('tax is charged on the discounted amount', () => {
    const totals = totalsOf([line('tea', '1000')], { discounts: [percentOff('half', '50')], defaultTaxRates: [vat] })
    expect(totals).toMatchObject({ discountMinor: 500, totalExcludingTaxMinor: 500, taxMinor: 95, totalMinor: 595 })
  })

  test('a leftover cent of a discount falls on the same line wherever that line stands', () => {
    const taxed = line('taxed', '50', { taxRates: [vat] })
    const free = line('free', '50', { taxRates: [] })
    const details = { discounts: [amountOff('cent', 1)] }
    const one = totalsOf([taxed, free], details)
    const other = totalsOf([free, taxed], details)
    expect(other.lines.toReversed()).toEqual(one.lines)
    expect(other.totalMinor).toBe(one.totalMinor)
  })
})

describe('tax', () => {
  test('5.00 at 25 % exclusive is 6.25, and at 25 % inclusive contains 1.00', () => {
    const exclusive = totalsOf([line('tea', '500')], { defaultTaxRates: [rate('moms', '25')] })
    expect(exclusive).toMatchObject({ subtotalMinor: 500, taxMinor: 125, totalMinor: 625, totalExcludingTaxMinor: 500 })
    const inclusive = totalsOf([line('tea', '500')], { defaultTaxRates: [rate('moms', '25', true)] })
    expect(inclusive).toMatchObject({
      subtotalMinor: 500,
      subtotalExcludingTaxMinor: 400,
      taxMinor: 100,
      totalMinor: 500,
      totalExcludingTaxMinor: 400,
    })
  })

  test('1000.00 and 50.00 at 10 % inclusive contain 95.46 rounded per line and 95.45 per invoice', () => {
    const gst = { defaultTaxRates: [rate('gst', '10', true)] }
    expect(totalsOf([beans, cups], { ...gst, rounding: 'line' }).taxMinor).toBe(9546)
    const once = totalsOf([beans, cups], { ...gst, rounding: 'invoice' })
    expect(once.taxMinor).toBe(9545)
    expect(once.lines.map(({ taxes }) => taxes[0]!.amountMinor)).toEqual([9091, 454])
    expect(once.lines.map(({ totalMinor }) => totalMinor)).toEqual([100000, 5000])
  })

  test('inclusive and exclusive tax on one line: inclusive first, exclusive on what it leaves', () => {
    const totals = totalsOf([line('room', '11000')], { defaultTaxRates: [rate('vat', '10', true), rate('city', '5')] })
    expect(totals.taxes.map(({ amountMinor, taxableMinor }) => [amountMinor, taxableMinor])).toEqual([
      [1000, 10000],
      [500, 10000],
    ])
    expect(totals).toMatchObject({ totalExcludingTaxMinor: 10000, taxMinor: 1500, totalMinor: 11500 })
  })

  test('several inclusive rates share what the price contains', () => {
    const totals = totalsOf([line('room', '11500')], {
      defaultTaxRates: [rate('gst', '5', true), rate('pst', '10', true)],
    })
    expect(totals.taxes.map(({ amountMinor }) => amountMinor)).toEqual([500, 1000])
    expect(totals.totalExcludingTaxMinor).toBe(10000)
  })

  test("a line's own rates replace the invoice's, even with none at all", () => {
    const totals = totalsOf(
      [line('tea', '1000'), line('book', '1000', { taxRates: [reduced] }), line('stamp', '1000', { taxRates: [] })],
      { defaultTaxRates: [vat] },
    )
    expect(totals.lines.map(({ totalMinor }) => totalMinor)).toEqual([1190, 1070, 1000])
    expect(totals.taxes.map(({ taxRateId, taxableMinor }) => [taxRateId, taxableMinor])).toEqual([
      ['vat', 1000],
      ['reduced', 1000],
    ])
  })

  test('100.00 at 10 % inclusive costs an exempt customer 90.91, because the tax is backed out of the price', () => {
    const totals = totalsOf([line('tea', '10000')], { defaultTaxRates: [rate('gst', '10', true)], taxExempt: 'exempt' })
    expect(totals).toMatchObject({ subtotalMinor: 10000, taxMinor: 0, totalMinor: 9091, reverseCharge: false })
    expect(totals.taxes).toEqual([
      { taxRateId: 'gst', amountMinor: 0, taxableMinor: 9091, inclusive: true, reason: 'customer_exempt' },
    ])
  })

  test('under reverse charge no tax is charged, and the invoice says why', () => {
    const totals = totalsOf([line('tea', '10000')], { defaultTaxRates: [vat], taxExempt: 'reverse' })
    expect(totals).toMatchObject({ totalMinor: 10000, taxMinor: 0, reverseCharge: true })
    expect(totals.taxes[0]!.reason).toBe('reverse_charge')
  })

  test('a rate of zero is on the invoice as zero rated', () => {
    const totals = totalsOf([line('milk', '1000', { taxRates: [rate('zero', '0.00')] }), line('tea', '1000')], {
      defaultTaxRates: [vat],
    })
    expect(totals.taxes.map(({ reason, amountMinor }) => [reason, amountMinor])).toEqual([
      ['zero_rated', 0],
      ['standard_rated', 190],
    ])
  })
})

describe('refusals', () => {
  const codeOf = (...invoice: Parameters<typeof invoiced>) => computeTotals(invoiced(...invoice))

  test('a malformed number is refused with the parameter it came in', () => {
    expect(codeOf([beans, line('x', '1', { quantity: '1e3' })])).toEqual(
      refuse('decimal_invalid', { param: 'lines[1][quantity]' }),
    )
    expect(codeOf([line('x', '1', { quantity: '-1' })])).toMatchObject({ refusal: { code: 'decimal_invalid' } })
    expect(codeOf([line('x', '1.0000000000001')])).toEqual(
      refuse('decimal_invalid', { param: 'lines[0][unit_amount_decimal]' }),
    )
  })

  test('a tax rate above 100 or finer than four decimals is refused', () => {
    for (const percentage of ['100.0001', '-1', '1.23456', ''])
      expect(codeOf([beans], { defaultTaxRates: [rate('x', percentage)] })).toEqual(
        refuse('percentage_invalid', { param: 'default_tax_rates' }),
      )
  })

  test('a discount is either a percentage above zero or an amount in whole steps', () => {
    const both = { ...percentOff('x', '5'), amountOffMinor: 5 }
    const neither = { ...percentOff('x', '5'), percentOff: null }
    for (const wrong of [
      both,
      neither,
      percentOff('x', '0'),
      percentOff('x', '101'),
      amountOff('x', -1),
      amountOff('x', 0.5),
    ])
      expect(codeOf([beans], { discounts: [wrong] })).toEqual(refuse('discount_invalid', { param: 'discounts' }))
    expect(codeOf([beans], { currency: 'ugx', discounts: [amountOff('x', 150)] })).toMatchObject({ ok: false })
  })

  test('eleven rates on a line, six for the invoice or twenty-one discounts are too many', () => {
    const rates = Array.from({ length: 11 }, (_, i) => rate(`r${i}`, '1'))
    const discounts = Array.from({ length: 21 }, (_, i) => amountOff(`d${i}`, 1))
    expect(codeOf([line('x', '1', { taxRates: rates })])).toMatchObject({ refusal: { code: 'tax_rates_too_many' } })
    expect(codeOf([beans], { defaultTaxRates: rates.slice(0, 6) })).toMatchObject({
      refusal: { code: 'tax_rates_too_many' },
    })
    expect(codeOf([beans], { discounts })).toMatchObject({ refusal: { code: 'discounts_too_many' } })
    expect(codeOf([line('x', '1', { discounts })])).toMatchObject({ refusal: { code: 'discounts_too_many' } })
  })

  test('more than twelve digits are too large, on a line, over all lines, or once tax is added', () => {
    const most = line('most', '999999999999')
    expect(totalsOf([most]).totalMinor).toBe(999_999_999_999)
    const tooLarge = refuse('amount_too_large', { param: 'lines' })
    expect(codeOf([line('x', '999999999999', { quantity: '999999999999999' })])).toEqual(tooLarge)
    expect(codeOf([most, line('x', '1')])).toEqual(tooLarge)
    expect(codeOf([most, line('x', '-1')])).toEqual(tooLarge)
    expect(codeOf([most], { defaultTaxRates: [rate('x', '0.0001')] })).toEqual(tooLarge)
  })
})
