import { describe, expect, test } from 'vitest'
import { amountRemainingMinor } from '../../../src/core/invoices/amounts.ts'
import { voidInvoice } from '../../../src/core/invoices/close.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { type AdverseReport, hearAdverse } from '../../../src/core/payments/adverse.ts'
import { moneyBackOf } from '../../../src/core/payments/money-back.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { issued } from '../../world/invoices.ts'
import { begun, decided, heard } from './told.ts'

const paid = heard(begun(issued()), 'succeeded')
const report = (kind: AdverseReport['kind'], changes: Partial<AdverseReport> = {}): AdverseReport => ({
  kind,
  id: 'x_1',
  providerPaymentId: 'pi_inpay_1',
  amountMinor: 19_000,
  currency: 'eur',
  ...changes,
})
const told = (invoice: IssuedInvoice, adverse: AdverseReport) => decided(invoice, hearAdverse(invoice, adverse))
const payment = (invoice: IssuedInvoice) => invoice.payments[0]!

describe('refunds', () => {
  test('a refund goes back from what had paid the invoice, which stays paid', () => {
    const refunded = told(paid, report('refund'))
    expect(refunded.status).toBe('paid')
    expect(amountRemainingMinor(refunded)).toBe(0)
    expect(payment(refunded)).toMatchObject({ refundedMinor: 19_000, adverse: ['refund:x_1'] })
  })

  test('a refund that is told again counts once', () => {
    const refunded = told(paid, report('refund'))
    expect(hearAdverse(refunded, report('refund'))).toEqual(ok([]))
  })

  test('refunds never add up to more than was received', () => {
    const refunded = told(paid, report('refund', { amountMinor: 119_000 }))
    const another = report('refund', { id: 'x_2', amountMinor: 1 })
    expect(hearAdverse(refunded, another)).toEqual(refuse('provider_mismatch'))
  })

  test('a refund of a surplus takes the credit first, and only once', () => {
    const closed = heard(begun(issued()), 'canceled')
    const late = heard(decided(closed, voidInvoice(closed)), 'succeeded')
    const first = hearAdverse(late, report('refund', { amountMinor: 100_000 }))
    expect(first).toMatchObject({ value: [{ fromCreditMinor: 100_000 }] })
    const second = hearAdverse(decided(late, first), report('refund', { id: 'x_2', amountMinor: 19_000 }))
    expect(second).toMatchObject({ value: [{ fromCreditMinor: 19_000 }] })
  })
})

describe('disputes', () => {
  test('a dispute takes money away until it is won', () => {
    const opened = told(paid, report('dispute_opened'))
    expect(payment(opened).disputedMinor).toBe(19_000)
    expect(payment(told(opened, report('dispute_won'))).disputedMinor).toBe(0)
    expect(payment(told(opened, report('dispute_lost'))).disputedMinor).toBe(19_000)
    expect(moneyBackOf(payment(opened))).toEqual({ refundedMinor: 0, disputedMinor: 19_000, lostMinor: 0 })
    expect(moneyBackOf(payment(told(opened, report('dispute_lost'))))).toMatchObject({
      disputedMinor: 0,
      lostMinor: 19_000,
    })
    expect(moneyBackOf(payment(told(opened, report('dispute_won'))))).toMatchObject({ disputedMinor: 0, lostMinor: 0 })
  })

  test('news of the end that comes first brings the beginning with it', () => {
    const closed = told(paid, report('dispute_lost'))
    expect(payment(closed)).toMatchObject({ disputedMinor: 19_000, adverse: ['opened:x_1', 'closed:x_1'] })
    for (const kind of ['dispute_opened', 'dispute_lost', 'dispute_won'] as const)
      expect(hearAdverse(closed, report(kind))).toEqual(ok([]))
  })

  // Bug: a dispute over more than had been received was booked in full.
  test('a dispute over more than was received books nothing', () => {
    const amountMinor = 119_001
    for (const kind of ['dispute_opened', 'dispute_won', 'dispute_lost'] as const)
      expect(hearAdverse(paid, report(kind, { amountMinor }))).toEqual(refuse('provider_mismatch'))
  })
})

describe('refusals', () => {
  test('money does not go back from a payment that is not known, has not succeeded, or was in another currency', () => {
    const open = heard(begun(issued()), 'open')
    expect(hearAdverse(paid, report('refund', { providerPaymentId: 'pi_x' }))).toEqual(refuse('payment_unknown'))
    expect(hearAdverse(open, report('refund'))).toEqual(refuse('provider_mismatch'))
    expect(hearAdverse(paid, report('refund', { currency: 'usd' }))).toEqual(refuse('provider_mismatch'))
  })
})
