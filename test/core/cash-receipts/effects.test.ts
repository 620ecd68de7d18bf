import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aggregateOf, readEvent } from '../../../src/core/aggregates.ts'
import { type CashReceipt, unappliedMinor } from '../../../src/core/cash-receipts/cash-receipt.ts'
import { receiptEffects } from '../../../src/core/cash-receipts/effects.ts'
import { evolve } from '../../../src/core/cash-receipts/evolve.ts'
import { postingsOf } from '../../../src/core/cash-receipts/postings.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { evolve as evolveInvoice } from '../../../src/core/invoices/evolve.ts'
import { type Invoice, isIssued } from '../../../src/core/invoices/invoice.ts'
import { applyMoneyBack, type MoneyBackReport } from '../../../src/core/payments/money-back-report.ts'
import { payOutOfBand } from '../../../src/core/payments/out-of-band.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { monday } from '../../world/cast.ts'
import { issued, later, lostDispute, paidInFull, refundOf, started, succeeded } from '../../world/invoices.ts'
import { receiptViolations } from '../../world/receipts.ts'

/** The invoice and the receipt after these events. */
function book(invoice: Invoice, events: readonly InvoiceEvent[], receipt: CashReceipt | null = null) {
  const after = replay(evolveInvoice, record(events, invoice.version, monday), invoice)!
  const effects = receiptEffects(invoice, events, after, receipt, 'rcpt_1')
  return { after, effects, receipt: replay(evolve, record(effects, receipt?.version ?? 0, monday), receipt) }
}

const pending = later(issued(), monday, started(119_000))
const paid = later(pending, monday, succeeded(119_000), paidInFull)

describe('the receipt of a payment', () => {
  test('is for the invoice, and has the surplus as the customer’s credit', () => {
    const { receipt } = book(pending, [succeeded(119_000, { allocatedMinor: 100_000 })])
    expect(receipt).toMatchObject({
      id: 'rcpt_1',
      receivedMinor: 119_000,
      allocations: [{ invoiceId: 'in_1', paymentId: 'inpay_1', amountMinor: 100_000, settles: 'receivable' }],
      creditedMinor: 19_000,
      providerPaymentId: 'pi_1',
    })
    expect(unappliedMinor(receipt!)).toBe(0)
  })

  test('pays bad debt where the invoice had been written off, and nothing where it needs nothing', () => {
    const lost = later(pending, monday, { type: 'invoice.marked_uncollectible', writtenOffMinor: 119_000 })
    expect(book(lost, [succeeded(119_000)]).receipt?.allocations).toMatchObject([{ settles: 'bad_debt' }])
    const surplus = book(paid, [succeeded(119_000, { allocatedMinor: 0 })]).receipt
    expect(surplus).toMatchObject({ allocations: [], creditedMinor: 119_000, attempt: { paymentId: 'inpay_1' } })
  })

  test('is written for money received elsewhere, in the commit that begins and ends its payment', () => {
    const decided = payOutOfBand(issued(), 'inpay_9', { name: 'bank', account: 'DE1' }, 19_000)
    const { receipt } = book(issued(), decided.ok ? decided.value : [])
    expect(receipt).toMatchObject({ provider: 'bank', receivedMinor: 19_000, allocations: [{ paymentId: 'inpay_9' }] })
  })

  test('is opened by one event, and by no other', () => {
    const { effects, receipt } = book(pending, [succeeded(119_000)])
    const returned = { ...effects[0]!, type: 'cash_receipt.returned' } as never
    expect(() => replay(evolve, record(effects, receipt!.version, monday), receipt)).toThrow('money is received once')
    expect(() => evolve(null, { seq: 1, at: monday, event: returned })).toThrow('before anything happens to it')
  })

  test('has what went back, until it comes in again', () => {
    const { receipt } = book(pending, [succeeded(119_000)])
    const refunded = book(paid, [refundOf(500)], receipt).receipt
    expect(refunded?.returns).toEqual([{ kind: 'refund', id: 're_1', amountMinor: 500, fromCreditMinor: 0 }])
    const failed = { ...refundOf(500), type: 'payment.refund_failed' } as InvoiceEvent
    expect(book(paid, [failed], refunded).receipt?.returns).toEqual([])
    const disputed = book(paid, lostDispute(700), receipt).receipt
    expect(disputed?.returns).toEqual([{ kind: 'dispute', id: 'dp_1', amountMinor: 700, fromCreditMinor: 0 }])
  })

  test('is not changed by an event that moves no money', () => {
    const { effects } = book(paid, [{ type: 'invoice.viewed', linkId: 'lnk_1' }])
    expect(effects).toEqual([])
    const unknown = { ...refundOf(0), type: 'payment.refund_failed' } as InvoiceEvent
    expect(book(paid, [unknown]).effects).toEqual([])
  })
})

type Frozen = { kind: string; id: string; events: { seq: number; at: number; type: string; data: string }[] }

/** Invoices as version 1 wrote them, when there were no receipts. */
const old = readFileSync(join(import.meta.dirname, '../histories/version-1.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((text) => JSON.parse(text) as Frozen)
  .filter(({ kind }) => kind === 'invoice')
  .flatMap(({ events }) => {
    const invoice = aggregateOf('invoice')
    const history = events.map((event) => readEvent(invoice, { ...event, data: JSON.parse(event.data) }))
    const kept = replay(invoice.evolve, history)
    return kept ? [invoice.read(kept) as Invoice] : []
  })
  .filter(isIssued)

describe('money that was booked before there were receipts', () => {
  test('settled a receivable or bad debt, depending on the status of the invoice at that time', () => {
    const part = later(issued(), monday, started(19_000), succeeded(19_000))
    const writtenOff: InvoiceEvent = { type: 'invoice.marked_uncollectible', writtenOffMinor: 100_000 }
    const lost = later(part, monday + 1, writtenOff)
    expect(book(lost, [refundOf(500)]).receipt?.allocations).toMatchObject([{ settles: 'receivable' }])
    const second = { paymentId: 'inpay_2', providerPaymentId: 'pi_2' }
    const late = later(lost, monday + 2, started(100_000, second), succeeded(100_000, second), paidInFull)
    const refund = { ...refundOf(500), paymentId: 'inpay_2' } as InvoiceEvent
    expect(book(late, [refund]).receipt?.allocations).toMatchObject([{ paymentId: 'inpay_2', settles: 'bad_debt' }])
  })

  test('gets a receipt once some of it goes back, and only what goes back is posted', () => {
    const received = old.flatMap((invoice) =>
      invoice.payments
        .filter(({ status, providerPaymentId }) => status === 'succeeded' && providerPaymentId !== null)
        .map((payment) => ({ invoice: { ...invoice, payments: [payment] }, payment })),
    )
    expect(received.length).toBeGreaterThan(5)
    const withReturns = received.filter(({ payment }) => payment.refunds.length + payment.disputes.length > 0)
    expect(withReturns.length).toBeGreaterThan(1)
    for (const { invoice, payment } of received) {
      const report = { id: 're_new', amountMinor: 1, currency: invoice.currency } as const
      const about: MoneyBackReport = { ...report, kind: 'refund', providerPaymentId: payment.providerPaymentId! }
      const decided = applyMoneyBack(invoice, about)
      // All of it went back already.
      if (!decided.ok) continue
      const { after, effects, receipt } = book(invoice, decided.value)
      expect(effects.map(({ type }) => type)).toEqual(['cash_receipt.carried_over', 'cash_receipt.returned'])
      expect(receipt).toMatchObject({ createdAt: payment.settledAt, version: 2 })
      const cashMinor = receipt!.receivedMinor - receipt!.returns.reduce((sum, one) => sum + one.amountMinor, 0)
      expect(
        receiptViolations([after], [receipt!], (account) => (account === 'cash_provider' ? cashMinor : 0)),
      ).toEqual([])
      expect(effects.flatMap((event) => postingsOf(receipt!, event)?.causeId ?? [])).toEqual(['re_new'])
      expect(
        book(after, [{ ...decided.value[0]!, type: 'payment.refund_failed' } as InvoiceEvent], receipt).receipt,
      ).toEqual({
        ...receipt,
        returns: receipt!.returns.filter(({ id }) => id !== 're_new'),
        creditedMinor: receipt!.creditedMinor + receipt!.returns.find(({ id }) => id === 're_new')!.fromCreditMinor,
        version: 3,
      })
    }
  })
})
