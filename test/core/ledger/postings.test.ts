import { describe, expect, test } from 'vitest'
import type { CashReceipt } from '../../../src/core/cash-receipts/cash-receipt.ts'
import { receiptEffects } from '../../../src/core/cash-receipts/effects.ts'
import { evolve as evolveReceipt } from '../../../src/core/cash-receipts/evolve.ts'
import { postingsOf as receiptPostingsOf } from '../../../src/core/cash-receipts/postings.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import { finalize } from '../../../src/core/invoices/finalize.ts'
import type { Invoice } from '../../../src/core/invoices/invoice.ts'
import { postingsOf } from '../../../src/core/invoices/postings.ts'
import { post } from '../../../src/core/ledger/post.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { drafted, issue } from '../invoices/drafted.ts'
import { begun, reported } from '../payments/reported.ts'

/** What an event posts, of the invoice and of its money, and the receipt after it. */
function book(before: Invoice, event: InvoiceEvent, receipt: CashReceipt | null = null) {
  const after = evolve(before, { seq: before.version + 1, at: monday, event })!
  const effects = receiptEffects(before, [event], after, receipt, 'rcpt_1')
  const next = replay(evolveReceipt, record(effects, receipt?.version ?? 0, monday), receipt)
  const ofReceipt = effects.flatMap((one) => receiptPostingsOf(next!, one) ?? [])
  return { receipt: next, transactions: [postingsOf(before, event, after) ?? [], ofReceipt].flat() }
}

/** What an event posts, by account; the invoice before it decides. */
function posted(...about: Parameters<typeof book>) {
  const [transaction, ...others] = book(...about).transactions
  expect(others).toEqual([])
  return transaction
    ? Object.fromEntries(transaction.postings.map(({ account, amountMinor }) => [account, amountMinor]))
    : null
}

const open = issued()
const checkout = reported(begun(open), 'open')
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
const { receipt } = book(checkout, succeeded(119_000))
const overpaid = evolve(checkout, { seq: checkout.version + 1, at: monday, event: succeeded(119_000, 118_500) })!
const withSurplus = book(checkout, succeeded(119_000, 118_500)).receipt

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

  const refund = { type: 'payment.refunded', paymentId: 'inpay_1', refundId: 're_1', amountMinor: 500 } as const

  test('money that went back is a refund, or the credit that it had been', () => {
    expect(posted(paid, { ...refund, fromCreditMinor: 0 }, receipt)).toEqual({ refunds: 500, cash_provider: -500 })
    expect(posted(overpaid, { ...refund, fromCreditMinor: 200 }, withSurplus)).toEqual({
      refunds: 300,
      customer_credit: 200,
      cash_provider: -500,
    })
  })

  test('a refund that failed posts the refund the other way round, and nothing where none was booked', () => {
    const refunded = book(overpaid, { ...refund, fromCreditMinor: 200 }, withSurplus).receipt
    const failed = { type: 'payment.refund_failed', paymentId: 'inpay_1', refundId: 're_1' } as const
    expect(posted(overpaid, { ...failed, amountMinor: 500, fromCreditMinor: 200 }, refunded)).toEqual({
      refunds: -300,
      customer_credit: -200,
      cash_provider: 500,
    })
    expect(posted(paid, { ...failed, amountMinor: 0, fromCreditMinor: 0 }, receipt)).toBeNull()
  })

  const dispute = { paymentId: 'inpay_1', disputeId: 'dp_1', amountMinor: 700 }
  const disputed = book(paid, { type: 'payment.dispute_opened', ...dispute }, receipt).receipt

  test('a dispute that grew or shrank posts the difference', () => {
    const changed = { type: 'payment.dispute_changed', paymentId: 'inpay_1', disputeId: 'dp_1' } as const
    expect(posted(paid, { ...changed, byMinor: 600 }, disputed)).toEqual({ disputes: 600, cash_provider: -600 })
    expect(posted(paid, { ...changed, byMinor: -100 }, disputed)).toEqual({ disputes: -100, cash_provider: 100 })
  })

  test('a dispute takes cash away; winning brings it back, losing leaves it', () => {
    const closed = { type: 'payment.dispute_closed', ...dispute } as const
    const opened = { type: 'payment.dispute_opened', ...dispute } as const
    expect(posted(paid, opened, receipt)).toEqual({ disputes: 700, cash_provider: -700 })
    expect(posted(paid, { ...closed, won: true }, disputed)).toEqual({ disputes: -700, cash_provider: 700 })
    expect(posted(paid, { ...closed, won: false }, disputed)).toBeNull()
  })

  test('an event that moves no money posts nothing', () => {
    expect(posted(open, { type: 'invoice.viewed', linkId: 'lnk_1' })).toBeNull()
    expect(posted(checkout, { type: 'payment.canceled', paymentId: 'inpay_1', reason: 'expired' })).toBeNull()
    expect(posted(lost, { type: 'invoice.paid' })).toBeNull()
  })

  test('a payment is identified by the id that the provider gave it, so that two reports of it post once', () => {
    const about = { causeKind: 'payment', causeId: 'stripe:acct_provider:pi_1', invoiceId: open.id }
    expect(book(checkout, succeeded(119_000)).transactions).toMatchObject([about])
  })
})

describe('a transaction', () => {
  const about = { causeKind: 'test', causeId: 'x', customerId: 'cus_1', invoiceId: null }

  test('must sum to zero in whole units', () => {
    expect(() => post(about, { receivable: 1 })).toThrow('debits equal to credits')
    expect(() => post(about, { receivable: 0.5, revenue: -0.5 })).toThrow('whole minor units')
    expect(() => post(about, { receivable: 2 ** 53, revenue: -(2 ** 53) })).toThrow('whole minor units')
  })

  test('has no empty postings, and is none where nothing moved', () => {
    expect(post(about, { receivable: 1, revenue: -1, fees: 0, rounding: -0 })?.postings).toHaveLength(2)
    expect(post(about, { receivable: 0 })).toBeNull()
  })
})
