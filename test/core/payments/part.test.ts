import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountPaidMinor, amountRemainingMinor } from '../../../src/core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import type { Currency } from '../../../src/core/money/currencies.ts'
import { chargeable, chargeLimits } from '../../../src/core/payments/chargeable.ts'
import { offersFor } from '../../../src/core/payments/offers.ts'
import {
  minimumPaymentPercent,
  nearestPayable,
  offeredParts,
  offersForPart,
  partIn,
  partRange,
} from '../../../src/core/payments/part.ts'
import { start } from '../../../src/core/payments/start.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { rounds } from '../../proof/rounds.ts'
import { kranwerk, monday, visa } from '../../world/cast.ts'
import { dayMs, issued, line } from '../../world/invoices.ts'
import { hold } from '../money/law.ts'
import { begun, reported, toStart } from './reported.ts'

const of = (amountMinor: number, currency: Currency = 'eur', changes: Parameters<typeof issued>[0] = {}) =>
  issued({ currency, defaultTaxRates: [], lines: [line('Turmdrehkran 30 m', '1', String(amountMinor))], ...changes })
const invoice = of(100_000)
const part = (amountMinor: number, minimumPercent = 30) => ({ amountMinor, minimumPercent })

/** The invoice after a part of it was paid. */
const partPaid = (before: IssuedInvoice, amountMinor: number, paymentId = 'inpay_1') =>
  reported(begun(before, { paymentId, part: part(amountMinor, 1) }), 'succeeded', { paymentId })

describe('the merchant’s minimum', () => {
  test('is the invoice’s own, else the account’s, else all', () => {
    expect(minimumPaymentPercent({}, {})).toBe(100)
    expect(minimumPaymentPercent({ minimumPaymentPercent: 30 }, { minimumPaymentPercent: null })).toBe(30)
    expect(minimumPaymentPercent({ minimumPaymentPercent: 30 }, { minimumPaymentPercent: 100 })).toBe(100)
  })

  test('is a share of the amount due, also once a part is paid, rounded up to what can be charged', () => {
    expect(partRange(invoice, 30)).toEqual({ leastMinor: 30_000, mostMinor: 99_950, stepMinor: 1 })
    expect(partRange(partPaid(invoice, 40_000), 30)).toEqual({ leastMinor: 30_000, mostMinor: 59_950, stepMinor: 1 })
    expect(partRange(of(999), 33)?.leastMinor).toBe(330)
    expect(partRange(of(123_450, 'kwd'), 33)).toEqual({ leastMinor: 40_740, mostMinor: 123_440, stepMinor: 10 })
    expect(partRange(of(10_000, 'jpy'), 1)).toEqual({ leastMinor: 100, mostMinor: 9950, stepMinor: 1 })
    expect(partRange(of(10_000_00, 'isk'), 1)).toEqual({ leastMinor: 10_000, mostMinor: 999_900, stepMinor: 100 })
  })

  test('is not below what the provider charges at least, and a larger amount than one charge takes is no part', () => {
    expect(partRange(of(10_000, 'eur'), 1)?.leastMinor).toBe(100)
    expect(partRange(of(4000), 1)?.leastMinor).toBe(50)
    expect(partRange(of(150_000_000), 1)?.mostMinor).toBe(99_999_999)
    expect(partRange(of(1_000_000_000, 'cop'), 1, 'amex')?.mostMinor).toBe(999_999_950)
  })

  test('leaves no part where the rest could not be charged, where all is asked for, and where it is charged automatically', () => {
    expect(partRange(of(99), 1)).toBeNull()
    expect(partRange(of(100), 1)).toEqual({ leastMinor: 50, mostMinor: 50, stepMinor: 1 })
    expect(partRange(partPaid(invoice, 80_000), 30)).toBeNull()
    expect(partRange(invoice, 100)).toBeNull()
    expect(partRange(of(100_000, 'eur', { collectionMethod: 'charge_automatically' }), 30)).toBeNull()
    expect(partRange(of(1_000_001, 'bhd'), 30)).toBeNull()
  })
})

describe('a part that cannot be paid', () => {
  const range = partRange(invoice, 30)!
  test('has the nearest amounts that can', () => {
    expect(nearestPayable(range, 100_000, 29_999)).toEqual([30_000])
    expect(nearestPayable(range, 100_000, 99_951)).toEqual([99_950, 100_000])
    expect(nearestPayable(range, 100_000, 100_001)).toEqual([100_000])
    const dinars = partRange(of(123_450, 'kwd'), 33)!
    expect(nearestPayable(dinars, 123_450, 50_005)).toEqual([50_000, 50_010])
    const large = partRange(of(150_000_000), 1)!
    expect(nearestPayable(large, 99_999_999, 120_000_000)).toEqual([99_999_999])
  })

  test('is refused', () => {
    expect(partIn(null, 30_000)).toEqual(refuse('part_not_allowed'))
    for (const amountMinor of [0, 29_999, 99_951, 100_000, 100_001, Number.NaN])
      expect(partIn(range, amountMinor)).toEqual(refuse('part_unfit'))
    for (const amountMinor of [30_000, 99_950]) expect(partIn(range, amountMinor)).toEqual(ok(amountMinor))
  })
})

describe('parts are offered', () => {
  const account = { ...kranwerk, minimumPaymentPercent: 30 }
  const transfersOnly = of(100_000, 'eur', { paymentMethodTypes: ['customer_balance'] })
  test('with every way but the provider’s transfers', () => {
    const all = of(100_000, 'eur', { paymentMethodTypes: ['card', 'customer_balance', 'sepa_debit'] })
    const offers = offersFor(account, all, [visa])
    expect(offersForPart(offers)).toEqual({ ...offers, checkout: ['card', 'sepa_debit'] })
    expect(offeredParts(account, all, offers)).toEqual({ leastMinor: 30_000, mostMinor: 99_950, stepMinor: 1 })
  })

  test('not where transfers are the only way, or by a merchant who does not take them', () => {
    expect(offeredParts(account, transfersOnly, offersFor(account, transfersOnly, []))).toBeNull()
    expect(offeredParts(kranwerk, invoice, offersFor(kranwerk, invoice, [visa]))).toBeNull()
  })
})

describe('starting to pay a part', () => {
  test('asks the provider for the part that was chosen, where what was shown is still what remains', () => {
    const wanted = toStart({ shownMinor: 100_000, part: part(40_000) })
    expect(start(invoice, wanted)).toMatchObject({ ok: true, value: { do: 'begin', event: { amountMinor: 40_000 } } })
    expect(start(partPaid(invoice, 40_000), { ...wanted, paymentId: 'inpay_2' })).toEqual(refuse('amount_changed'))
  })

  test('is refused below the minimum, above what remains, and where the merchant does not take parts', () => {
    expect(start(invoice, toStart({ part: part(29_999) }))).toEqual(refuse('part_unfit'))
    expect(start(invoice, toStart({ part: part(100_001) }))).toEqual(refuse('part_unfit'))
    expect(start(invoice, toStart({ part: part(40_000, 100) }))).toEqual(refuse('part_not_allowed'))
  })

  test('continues the open checkout of the same part, and first closes one of another amount', () => {
    const open = { url: 'https://checkout.example/cs_1', urlExpiresAt: monday + dayMs }
    const half = reported(begun(invoice, { part: part(50_000) }), 'open', open)
    const again = (changes: object) => start(half, toStart({ paymentId: 'inpay_2', ...changes }))
    expect(again({ part: part(50_000) })).toMatchObject({ ok: true, value: { do: 'continue' } })
    expect(again({ part: part(60_000) })).toMatchObject({ ok: true, value: { do: 'close_first' } })
    expect(again({})).toMatchObject({ ok: true, value: { do: 'close_first' } })
  })
})

test('parts in any sequence sum to the total, respect the minimum and never leave what cannot be charged', () => {
  let paid = 0
  const cases = fc.record({
    currency: fc.constantFrom<Currency>('eur', 'jpy', 'kwd', 'isk', 'huf'),
    units: fc.integer({ min: 1, max: 3000 }),
    minimumPercent: fc.integer({ min: 1, max: 100 }),
    wanted: fc.array(fc.integer({ min: 0, max: 1100 }), { maxLength: 8 }),
  })
  hold('parts sum to the total', rounds(300, 20_000), cases, ({ currency, units, minimumPercent, wanted }) => {
    const { minMinor, stepMinor } = chargeLimits(currency)
    const totalMinor = Math.max(minMinor, units * 100)
    let now: IssuedInvoice = of(totalMinor, currency)
    const amounts = wanted.map((thousandth) => Math.floor((amountRemainingMinor(now) * thousandth) / 1000))
    for (const [at, asked] of [...amounts, null].entries()) {
      const remainingMinor = amountRemainingMinor(now)
      const amountMinor = asked === null ? null : asked - (asked % stepMinor)
      const paymentId = `inpay_${at}`
      const wish = { paymentId, part: amountMinor === null ? null : part(amountMinor, minimumPercent) }
      const started = start(now, toStart(wish))
      if (!started.ok) {
        expect(started.refusal.code).toMatch(/^part_/)
        continue
      }
      if (amountMinor !== null) {
        expect(amountMinor * 100).toBeGreaterThanOrEqual(totalMinor * minimumPercent)
        expect(amountMinor).toBeLessThan(remainingMinor)
      }
      now = reported(begun(now, wish), 'succeeded', { paymentId })
      expect(amountPaidMinor(now)).toBe(totalMinor - remainingMinor + (amountMinor ?? remainingMinor))
      if (now.status === 'open') expect(chargeable(amountRemainingMinor(now), currency).kind).toBe('whole')
      else paid += 1
    }
    expect(now.status).toBe('paid')
    expect(now.payments.reduce((sum, { allocatedMinor }) => sum + allocatedMinor, 0)).toBe(totalMinor)
  })
  expect(paid).toBeGreaterThan(200)
})
