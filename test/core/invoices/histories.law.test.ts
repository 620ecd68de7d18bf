import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CashReceiptEvent } from '../../../src/core/cash-receipts/cash-receipt.ts'
import { isPayable } from '../../../src/core/invoices/invoice.ts'
import { isSettled } from '../../../src/core/payments/payment.ts'
import { ok } from '../../../src/core/result.ts'
import { rounds } from '../../proof/rounds.ts'
import { foundAfter, hold } from '../money/law.ts'
import { type Rules, rules } from './book.ts'
import { runHistory, type Tally } from './history-runner.ts'

const histories = fc.array(fc.nat({ max: 2_147_483_647 }), { minLength: 20, maxLength: 45, size: 'max' })

test('after any operations in any order the books balance, each row follows from its history, and nothing is paid twice', () => {
  const tally: Tally = new Map()
  hold('the invariants after every step of a random history', rounds(3_000, 20_000), histories, (numbers) => {
    runHistory(numbers, {}, tally)
  })
  const counts = [...tally].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what} ${count}`)
  console.log(`in these histories: ${counts.join(', ')}`)
  const met = [
    'reached paid',
    'reached void',
    'reached uncollectible',
    'reported payment',
    'reported refund',
    'reported refund failed',
    'reported dispute changed',
    'reported dispute won',
    'close_first',
  ]
  expect(met.filter((what) => (tally.get(what) ?? 0) < 100)).toEqual([])
})

const forgetful: Rules['applyReport'] = (invoice, report, ...rest) =>
  rules.applyReport(
    { ...invoice, payments: invoice.payments.map((payment) => ({ ...payment, status: 'pending' as const })) },
    report,
    ...rest,
  )

const trusting: Rules['applyReport'] = (invoice, report, _, now) => {
  const {
    id: paymentId,
    amountMinor,
    providerPaymentId,
  } = invoice.payments.find(({ id }) => id === report.paymentId) ?? invoice.payments[0]!
  const fitting = {
    paymentId,
    amountMinor,
    receivedMinor: amountMinor,
    providerPaymentId,
    currency: 'eur',
    livemode: false,
  }
  return rules.applyReport(
    invoice,
    { ...report, ...fitting, provider: 'stripe', providerAccount: 'acct_1' },
    false,
    now,
  )
}

const withoutAllocations: Rules['evolve'] = (invoice, entry) => {
  const { event } = entry
  return rules.evolve(
    invoice,
    event.type === 'payment.succeeded' ? { ...entry, event: { ...event, allocatedMinor: 0 } } : entry,
  )
}

/** Allocates all that was received, as if there were no surplus. */
const allAllocated = (event: CashReceiptEvent): CashReceiptEvent => {
  if (event.type !== 'cash_receipt.received') return event
  const { receivedMinor: amountMinor, id } = event
  const allocation = {
    paymentId: id,
    invoiceId: 'in_a',
    settles: 'receivable',
    ...event.allocation,
    amountMinor,
  } as const
  return { ...event, creditedMinor: 0, allocation }
}

const surplusLost: Rules['receiptPostingsOf'] = (receipt, event) =>
  rules.receiptPostingsOf(receipt, allAllocated(event))

const surplusAllocated: Rules['receiptEffects'] = (...about) => rules.receiptEffects(...about).map(allAllocated)

const returnsForgotten: Rules['evolveReceipt'] = (receipt, entry) => ({
  ...rules.evolveReceipt(receipt, entry),
  returns: receipt?.returns ?? [],
})

const notReceived: Rules['receiptEffects'] = (before, decided, ...rest) =>
  rules.receiptEffects(
    before,
    decided.filter(({ type }) => type !== 'payment.refund_failed'),
    ...rest,
  )

const secondPayment: Rules['start'] = (invoice, toStart) =>
  rules.start(isPayable(invoice) ? { ...invoice, payments: invoice.payments.filter(isSettled) } : invoice, toStart)

const twiceRefunded: Rules['applyMoneyBack'] = (invoice, report) =>
  rules.applyMoneyBack(
    { ...invoice, payments: invoice.payments.map((payment) => ({ ...payment, refunds: [], disputes: [] })) },
    report,
  )

const creditKept: Rules['balanceEffects'] = (invoice, decided) =>
  rules.balanceEffects(
    invoice,
    decided.filter(({ type }) => type !== 'invoice.voided'),
  )

const voidAnyway: Rules['voidInvoice'] = (invoice) =>
  isPayable(invoice) ? ok([{ type: 'invoice.voided' }]) : rules.voidInvoice(invoice)

const reopened: Rules['evolve'] = (invoice, entry) => {
  const next = rules.evolve(invoice, entry)
  return next?.status === 'paid' && entry.event.type === 'payment.refunded' ? { ...next, status: 'open' } : next
}

test.each<[string, Partial<Rules>]>([
  ['a report that is applied again', { applyReport: forgetful }],
  ['a mismatched report that is applied', { applyReport: trusting }],
  ['an allocation that is not recorded', { evolve: withoutAllocations }],
  ['a surplus that is posted as if it had been due', { receiptPostingsOf: surplusLost }],
  ['a surplus that its receipt allocates', { receiptEffects: surplusAllocated }],
  ['a receipt without the money that went back', { evolveReceipt: returnsForgotten }],
  ['a failed refund that is missing from its receipt', { receiptEffects: notReceived }],
  ['a second payment beside one on its way', { start: secondPayment }],
  ['a refund or dispute that counts each time it is reported', { applyMoneyBack: twiceRefunded }],
  ['credit that a voided invoice keeps', { balanceEffects: creditKept }],
  ['voiding what was paid in part or is being paid', { voidInvoice: voidAnyway }],
  ['an invoice that a refund opens again', { evolve: reopened }],
])('the invariants detect %s', (_, planted) => {
  const seen = foundAfter(3_000, histories, (numbers) => {
    runHistory(numbers, planted)
  })
  expect(seen).not.toBeNull()
})
