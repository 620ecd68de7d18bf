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
import { begun, byTransfer, heard, told } from './told.ts'

type ApplyReport = typeof applyReport

const reports = ['open', 'processing', 'failed', 'succeeded', 'canceled', 'succeeded'] as const

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield []
  for (const [i, first] of items.entries()) for (const rest of orders(items.toSpliced(i, 1))) yield [first, ...rest]
}

const asked = begun(issued())

/** Where a payment ends after these reports, and how often money was booked on the way. */
function outcome(statuses: Iterable<PaymentReport['status']>, listen: ApplyReport) {
  let invoice: IssuedInvoice = asked
  let booked = 0
  for (const status of statuses) {
    const events = listen(invoice, told(invoice, status), false, monday)
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

type Told = readonly [PaymentReport['status'], Partial<PaymentReport>]

const after = (order: readonly Told[]) => order.reduce((invoice, one) => heard(invoice, ...one), asked)

test('all 120 orders of what is reported until a transfer is waited for end in waiting, with the account to transfer to', () => {
  const ends = [...orders<Told>(untilTransfer)].map((order) => after(order).payments[0]!)
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
  const all: readonly Told[] = [...untilTransfer, ['processing', byTransfer], ['succeeded', {}]]
  const ends = [...orders(all)].map(after)
  expect(ends).toHaveLength(5_040)
  expect(ends.filter(({ status, payments }) => status !== 'paid' || payments[0]!.receivedMinor !== 119_000)).toEqual([])
})

/** Believes whatever is told last. */
const last: ApplyReport = (invoice, report, ...rest) => {
  const payments = invoice.payments.map((payment) => ({ ...payment, status: 'unknown' as const }))
  return applyReport({ ...invoice, payments }, report, ...rest)
}

test('the orders see a desk that believes whatever was told last', () => {
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

const never =
  (listen: ApplyReport) => (drawn: { status: PaymentReport['status']; difference: Partial<PaymentReport> }) => {
    const report = { ...told(asked, drawn.status), ...drawn.difference }
    const events = listen(asked, report, false, monday)
    if (events.ok && report.providerAccount !== 'acct_provider') throw new Error('heard of another account')
    if (events.ok) throw new Error('heard though it does not fit')
  }

test('a report that differs in amount, currency, mode, account or provider books nothing', () => {
  hold('reports that do not fit', 5_000, differing, never(applyReport))
})

const blind: ApplyReport = (invoice, report, livemode, now) =>
  applyReport(invoice, { ...report, currency: report.currency.toLowerCase() }, livemode, now)

test('the law sees a desk that does not mind how a currency is written', () => {
  expect(foundAfter(5_000, differing, never(blind))).not.toBeNull()
})
