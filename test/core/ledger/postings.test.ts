import { describe, expect, test } from 'vitest'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import { finalize } from '../../../src/core/invoices/finalize.ts'
import type { Invoice } from '../../../src/core/invoices/invoice.ts'
import { post } from '../../../src/core/ledger/post.ts'
import { postingsOf } from '../../../src/core/ledger/postings.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { drafted, issue } from '../invoices/drafted.ts'
import { begun, heard } from '../payments/told.ts'

/** What an event posts, by account; the invoice before it decides. */
function posted(before: Invoice, event: InvoiceEvent) {
  const after = evolve(before, { seq: before.version + 1, at: monday, event })!
  const transaction = postingsOf(before, event, after)
  return (
    transaction && Object.fromEntries(transaction.postings.map(({ account, amountMinor }) => [account, amountMinor]))
  )
}

const open = issued()
const checkout = heard(begun(open), 'open')
const succeeded = (receivedMinor: number, allocatedMinor = receivedMinor): InvoiceEvent => ({
  type: 'payment.succeeded',
  paymentId: 'inpay_1',
  providerPaymentId: 'pi_1',
  paidWith: null,
  receivedMinor,
  allocatedMinor,
})
const writtenOff: InvoiceEvent = { type: 'invoice.marked_uncollectible', writtenOffMinor: 119_000 }
const lost = evolve(checkout, { seq: checkout.version + 1, at: monday, event: writtenOff })!
const paid = evolve(checkout, { seq: checkout.version + 1, at: monday, event: succeeded(119_000) })!

describe('what each event posts', () => {
  test('finalizing owes the total, earns the net and holds the tax', () => {
    const done = finalize(drafted(), issue())
    expect(done.ok && posted(drafted(), done.value[0]!)).toEqual({
      receivable: 119_000,
      revenue: -100_000,
      tax_payable: -19_000,
    })
  })

  test('credit that was applied is taken from what the customer has', () => {
    const done = finalize(drafted(), issue({ balanceMinor: -19_000 }))
    expect(done.ok && posted(drafted(), done.value[0]!)).toEqual({
      receivable: 100_000,
      revenue: -100_000,
      tax_payable: -19_000,
      customer_credit: 19_000,
    })
  })

  test('voiding takes all of it back', () => {
    const reversed = { receivable: -119_000, revenue: 100_000, tax_payable: 19_000 }
    expect(posted(open, { type: 'invoice.voided' })).toEqual(reversed)
    expect(posted(lost, { type: 'invoice.voided' })).toEqual({
      bad_debt: -119_000,
      revenue: 100_000,
      tax_payable: 19_000,
    })
  })

  test('writing off moves what remains to bad debt, and a late payment moves it back to cash', () => {
    expect(posted(checkout, writtenOff)).toEqual({ bad_debt: 119_000, receivable: -119_000 })
    expect(posted(lost, succeeded(119_000))).toEqual({ cash_provider: 119_000, bad_debt: -119_000 })
  })

  test('a payment is cash, and what is above what was due is the customer’s', () => {
    expect(posted(checkout, succeeded(119_000))).toEqual({ cash_provider: 119_000, receivable: -119_000 })
    expect(posted(checkout, succeeded(119_000, 19_000))).toEqual({
      cash_provider: 119_000,
      receivable: -19_000,
      customer_credit: -100_000,
    })
  })

  test('money that went back is a refund, or the credit that it had been', () => {
    const refund = { type: 'payment.refunded', paymentId: 'inpay_1', refundId: 're_1', amountMinor: 500 } as const
    expect(posted(paid, { ...refund, fromCreditMinor: 0 })).toEqual({ refunds: 500, cash_provider: -500 })
    expect(posted(paid, { ...refund, fromCreditMinor: 200 })).toEqual({
      refunds: 300,
      customer_credit: 200,
      cash_provider: -500,
    })
  })

  test('a refund that failed posts the refund the other way round, and nothing where none was booked', () => {
    const failed = { type: 'payment.refund_failed', paymentId: 'inpay_1', refundId: 're_1' } as const
    expect(posted(paid, { ...failed, amountMinor: 500, fromCreditMinor: 200 })).toEqual({
      refunds: -300,
      customer_credit: -200,
      cash_provider: 500,
    })
    expect(posted(paid, { ...failed, amountMinor: 0, fromCreditMinor: 0 })).toBeNull()
  })

  test('a dispute that grew or shrank posts the difference', () => {
    const changed = { type: 'payment.dispute_changed', paymentId: 'inpay_1', disputeId: 'dp_1' } as const
    expect(posted(paid, { ...changed, byMinor: 600 })).toEqual({ disputes: 600, cash_provider: -600 })
    expect(posted(paid, { ...changed, byMinor: -100 })).toEqual({ disputes: -100, cash_provider: 100 })
  })

  test('a dispute takes cash away; winning brings it back, losing leaves it', () => {
    const dispute = { paymentId: 'inpay_1', disputeId: 'dp_1', amountMinor: 700 }
    expect(posted(paid, { type: 'payment.dispute_opened', ...dispute })).toEqual({ disputes: 700, cash_provider: -700 })
    expect(posted(paid, { type: 'payment.dispute_closed', ...dispute, won: true })).toEqual({
      disputes: -700,
      cash_provider: 700,
    })
    expect(posted(paid, { type: 'payment.dispute_closed', ...dispute, won: false })).toBeNull()
  })

  test('what moves no money posts nothing', () => {
    expect(posted(open, { type: 'invoice.viewed', linkId: 'lnk_1' })).toBeNull()
    expect(posted(checkout, { type: 'payment.canceled', paymentId: 'inpay_1', reason: 'expired' })).toBeNull()
    expect(posted(lost, { type: 'invoice.paid' })).toBeNull()
  })

  test('a payment is known by what the provider calls it, so that two messengers of one fact post once', () => {
    const before = postingsOf(checkout, succeeded(119_000), paid)
    expect(before).toMatchObject({ causeKind: 'payment', causeId: 'stripe:acct_provider:pi_1' })
  })
})

describe('a transaction', () => {
  test('must sum to zero in whole units', () => {
    expect(() => post('test', 'x', { receivable: 1 })).toThrow('debits equal to credits')
    expect(() => post('test', 'x', { receivable: 0.5, revenue: -0.5 })).toThrow('whole minor units')
    expect(() => post('test', 'x', { receivable: 2 ** 53, revenue: -(2 ** 53) })).toThrow('whole minor units')
  })

  test('has no empty postings, and is none where nothing moved', () => {
    expect(post('test', 'x', { receivable: 1, revenue: -1, fees: 0, rounding: -0 })?.postings).toHaveLength(2)
    expect(post('test', 'x', { receivable: 0 })).toBeNull()
  })
})
