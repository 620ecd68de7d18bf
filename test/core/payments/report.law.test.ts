import fc from 'fast-check'
import { expect, test } from 'vitest'
import { receiptEffects } from '../../../src/core/cash-receipts/effects.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { applyReport, type PaymentReport } from '../../../src/core/payments/report.ts'
import { record } from '../../../src/core/recorded.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { foundAfter, hold } from '../money/law.ts'
import { begun, byTransfer, reported, reportOf } from './reported.ts'

type ApplyReport = typeof applyReport

const reports = ['open', 'processing', 'failed', 'succeeded', 'canceled', 'succeeded'] as const

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield []
  for (const [i, first] of items.entries()) for (const rest of orders(items.toSpliced(i, 1))) yield [first, ...rest]
}

const started = begun(issued())

/** Where a payment ends after these reports, and how often money was booked on the way. */
function outcome(statuses: Iterable<PaymentReport['status']>, apply: ApplyReport) {
  let invoice: IssuedInvoice = started
  let booked = 0
  for (const status of statuses) {
    const events = apply(invoice, reportOf(invoice, status), false, monday)
    if (!events.ok) throw new Error(events.refusal.code)
    for (const entry of record(events.value, invoice.version, monday)) {
      const next = evolve(invoice, entry) as IssuedInvoice
      booked += receiptEffects(invoice, [entry.event], next, null, 'rcpt_1').length
      invoice = next
    }
  }
  return { invoice: invoice.status, payment: invoice.payments[0]!.status, booked }
}

const paidOnce = { invoice: 'paid', payment: 'succeeded', booked: 1 }

test('all 720 orders of six reports of one payment end in one booking and a paid invoice', () => {
  const ends = [...orders(reports)].map((order) => outcome(order, applyReport))
  expect(ends).toHaveLength(720)
  expect(ends.filter((end) => JSON.stringify(end) !== JSON.stringify(paidOnce))).toEqual([])
  console.log('720 orders of six reports, each booked once')
})

const atCheckout = { providerSessionId: 'cs_1', url: 'https://checkout.example/c/1', urlExpiresAt: monday + 3_600_000 }
const noFunds = { code: 'card_declined', declineCode: 'insufficient_funds', at: monday }

/** A card was declined, another one was not confirmed with the bank, then the customer chose to transfer. */
const untilTransfer = [
  ['open', atCheckout],
  ['open', { failure: noFunds }],
  ['requires_action', { url: 'https://bank.example/3ds' }],
  ['requires_action', byTransfer],
  ['requires_action', { ...byTransfer, providerSessionId: 'cs_1' }],
] as const

type Report = readonly [PaymentReport['status'], Partial<PaymentReport>]

const after = (order: readonly Report[]) => order.reduce((invoice, one) => reported(invoice, ...one), started)

test('all 120 orders of what is reported until a transfer is waited for end in waiting, with the account to transfer to', () => {
  const ends = [...orders<Report>(untilTransfer)].map((order) => after(order).payments[0]!)
  expect(ends).toHaveLength(120)
  for (const end of ends)
    expect(end).toMatchObject({
      status: 'requires_action',
      ...byTransfer,
      urlExpiresAt: null,
      nextCheckAt: expect.any(Number),
    })
})

test('all 5,040 orders with its two parts end in one booking and a paid invoice', () => {
  const all: readonly Report[] = [...untilTransfer, ['processing', byTransfer], ['succeeded', {}]]
  const ends = [...orders(all)].map(after)
  expect(ends).toHaveLength(5_040)
  expect(ends.filter(({ status, payments }) => status !== 'paid' || payments[0]!.receivedMinor !== 119_000)).toEqual([])
})

/** Applies the last report without comparing it with the recorded status. */
const last: ApplyReport = (invoice, report, ...rest) => {
  const payments = invoice.payments.map((payment) => ({ ...payment, status: 'unknown' as const }))
  return applyReport({ ...invoice, payments }, report, ...rest)
}

test('applying the last report without a comparison is detected by some of the orders', () => {
  const wrong = [...orders(reports)].filter((order) => {
    try {
      return outcome(order, last).booked !== 1
    } catch {
      return true
    }
  })
  expect(wrong.length).toBeGreaterThan(0)
})

const differing = fc.record({
  status: fc.constantFrom<PaymentReport['status']>(
    'open',
    'requires_action',
    'processing',
    'failed',
    'canceled',
    'succeeded',
  ),
  difference: fc.oneof(
    fc
      .integer({ min: -119_000, max: 1_000_000 })
      .filter((by) => by !== 0)
      .map((by) => ({ amountMinor: 119_000 + by })),
    fc.constantFrom({ currency: 'usd' }, { currency: 'EUR' }, { currency: '' }),
    fc.constant({ livemode: true }),
    fc.string().map((text) => ({ providerAccount: `acct_${text}` })),
    fc.string().map((text) => ({ provider: `stripe${text}.` })),
  ),
})

const mustRefuse =
  (apply: ApplyReport) => (drawn: { status: PaymentReport['status']; difference: Partial<PaymentReport> }) => {
    const report = { ...reportOf(started, drawn.status), ...drawn.difference }
    const events = apply(started, report, false, monday)
    if (events.ok && report.providerAccount !== 'acct_provider')
      throw new Error('a report of another account was applied')
    if (events.ok) throw new Error('a mismatched report was applied')
  }

test('a report that differs in amount, currency, mode, account or provider books nothing', () => {
  hold('mismatched reports', 5_000, differing, mustRefuse(applyReport))
})

const ignoringCase: ApplyReport = (invoice, report, livemode, now) =>
  applyReport(invoice, { ...report, currency: report.currency.toLowerCase() }, livemode, now)

test('the law detects a comparison that ignores the case of a currency', () => {
  expect(foundAfter(5_000, differing, mustRefuse(ignoringCase))).not.toBeNull()
})
