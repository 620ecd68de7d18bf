import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AllocationTarget,
  allocateOldestFirst,
  allocationTo,
  reverseAllocation,
} from '../../../src/core/cash-receipts/allocate.ts'
import {
  type CashReceipt,
  type CashReceiptEvent,
  type Received,
  unappliedMinor,
} from '../../../src/core/cash-receipts/cash-receipt.ts'
import { evolve } from '../../../src/core/cash-receipts/evolve.ts'
import { postingsOf } from '../../../src/core/cash-receipts/postings.ts'
import { amountPaidMinor, amountRemainingMinor } from '../../../src/core/invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../../../src/core/invoices/invoice.ts'
import type { LedgerAccount, LedgerTransaction } from '../../../src/core/ledger/accounts.ts'
import { type Recorded, record, replay } from '../../../src/core/recorded.ts'
import { rounds, seed } from '../../proof/rounds.ts'
import { tally } from '../../proof/tally.ts'
import { issued, later, line, paidInFull, started, succeeded } from '../../world/invoices.ts'
import { choicesOf } from '../choices.ts'
import { foldOf, law } from '../invoices/book.ts'
import { foundAfter } from '../money/law.ts'

/** The rules under test; a planted bug replaces one of them. */
const rules = { evolve, postingsOf, allocateOldestFirst, reverseAllocation }
type Rules = typeof rules
type Counts = Record<string, number>

const dayMs = 86_400_000

/** Invoices of one customer, of some euros each, the third written off, issued in another order than their ids have. */
const invoices = [300, 120, 75, 410].map((euros, at): IssuedInvoice => {
  const lines = [line(null, '1', String(euros * 100))]
  const invoice: IssuedInvoice = {
    ...issued({ lines, at: issued().finalizedAt - ((at * 7) % 4) * dayMs }),
    id: `in_${at}`,
  }
  return at === 2
    ? later(invoice, invoice.finalizedAt, {
        type: 'invoice.marked_uncollectible',
        writtenOffMinor: amountRemainingMinor(invoice),
      })
    : invoice
})

/** What became of it all, kept as the database keeps it: each receipt with its history, each invoice with its payments. */
class Cashbook {
  readonly rules: Rules
  readonly invoices = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  readonly receipts = new Map<string, { receipt: CashReceipt; history: Recorded<CashReceiptEvent>[] }>()
  readonly ledger: LedgerTransaction[] = []
  /** What came and went, counted apart from the rules. */
  receivedMinor = 0
  returnedMinor = 0
  creditedMinor = 0
  #ids = 0

  constructor(changed: Partial<Rules>) {
    this.rules = { ...rules, ...changed }
  }

  newId = (kind: string): string => `${kind}_${++this.#ids}`

  write(id: string, events: readonly CashReceiptEvent[]): void {
    const before = this.receipts.get(id)
    const history = [...(before?.history ?? []), ...record(events, before?.history.length ?? 0, 0)]
    const receipt = replay(this.rules.evolve, history)
    law(receipt, 'a receipt is never deleted')
    this.receipts.set(id, { receipt, history })
    for (const event of events) {
      const posted = this.rules.postingsOf(receipt, event)
      if (posted) this.ledger.push(posted)
      if (event.type === 'cash_receipt.allocated') this.pay(event.allocation)
      if (event.type === 'cash_receipt.received' && event.allocation) this.pay(event.allocation)
      if (event.type === 'cash_receipt.allocation_reversed') this.unpay(event.allocation)
    }
  }

  /** The invoice shows the allocation as a payment of its own. */
  pay({ invoiceId, paymentId, amountMinor }: { invoiceId: string; paymentId: string; amountMinor: number }): void {
    const invoice = this.invoices.get(invoiceId)!
    const isAll = amountMinor === amountRemainingMinor(invoice)
    const about = { paymentId, kind: 'out_of_band', provider: 'bank', providerAccount: 'DE1' } as const
    const events = [started(amountMinor, about), succeeded(amountMinor, { paymentId, providerPaymentId: null })]
    this.invoices.set(invoiceId, later(invoice, invoice.finalizedAt, ...events, ...(isAll ? [paidInFull] : [])))
  }

  unpay({ invoiceId, paymentId, settles }: { invoiceId: string; paymentId: string; settles: string }): void {
    const invoice = this.invoices.get(invoiceId)!
    const payments = invoice.payments.filter(({ id }) => id !== paymentId)
    const status = settles === 'bad_debt' ? 'uncollectible' : 'open'
    this.invoices.set(invoiceId, { ...invoice, payments, status } as IssuedInvoice)
  }

  check(): void {
    const receipts = [...this.receipts.values()]
    for (const { receipt, history } of receipts) {
      const { receivedMinor, allocations, creditedMinor, returns } = receipt
      const parts = [...allocations, { amountMinor: creditedMinor }, { amountMinor: unappliedMinor(receipt) }]
      const fromCreditMinor = returns.reduce((sum, one) => sum + one.fromCreditMinor, 0)
      law(
        parts.every(({ amountMinor }) => amountMinor >= 0),
        'no part of a receipt is negative',
      )
      law(sumOf(parts) + fromCreditMinor === receivedMinor, 'the parts of a receipt are what was received')
      const stored = JSON.parse(JSON.stringify(history)) as typeof history
      law(isDeepStrictEqual(replay(evolve, stored), receipt), 'the history adds up to the receipt')
    }
    const all = receipts.flatMap(({ receipt }) => receipt.allocations)
    for (const invoice of this.invoices.values()) {
      const allocated = all.filter(({ invoiceId }) => invoiceId === invoice.id)
      law(sumOf(allocated) === amountPaidMinor(invoice), 'the allocations to an invoice are what it says was paid')
      const settled = this.ledger.filter(({ invoiceId }) => invoiceId === invoice.id)
      const paid = foldOf(settled, 'receivable') + foldOf(settled, 'bad_debt')
      law(paid === -amountPaidMinor(invoice), 'the ledger says of an invoice what it says was paid')
    }
    const balance = (account: LedgerAccount) => foldOf(this.ledger, account)
    const unapplied = receipts.reduce((sum, { receipt }) => sum + unappliedMinor(receipt), 0)
    law(balance('unapplied_cash') === -unapplied, 'unapplied cash in the ledger is what no receipt has used')
    law(balance('cash_bank') === this.receivedMinor - this.returnedMinor, 'cash is what came and did not go back')
    law(balance('customer_credit') === -this.creditedMinor, 'credit is what was credited and did not go back')
    const causes = this.ledger.map(({ causeKind, causeId }) => `${causeKind} ${causeId}`)
    law(new Set(causes).size === causes.length, 'a cause posts once')
  }
}

const sumOf = (parts: readonly { amountMinor: number }[]) =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const weights = { receive: 2, receiveFor: 1, allocate: 4, reverse: 3, undoAll: 1, refund: 2, failRefund: 1 } as const
type Operation = keyof typeof weights
const operations = Object.entries(weights).flatMap(([name, weight]) => Array<Operation>(weight).fill(name as Operation))
const numbers = fc.array(fc.nat({ max: 2_147_483_647 }), { minLength: 4, maxLength: 25, size: 'max' })

/** One history: each number is read as an operation and its choices. */
function run(drawn: readonly number[], changed: Partial<Rules> = {}, counts: Counts = {}): void {
  const book = new Cashbook(changed)
  for (const number of drawn) {
    const pick = choicesOf(number)
    const operation = operations[pick(operations.length)]!
    if (perform[operation](book, pick, counts)) counts[operation] = (counts[operation] ?? 0) + 1
    book.check()
  }
}

type Perform = (book: Cashbook, pick: (from: number) => number, counts: Counts) => boolean

const receiptIn = ({ receipts }: Cashbook, pick: (from: number) => number) =>
  [...receipts.values()].at(-1 - pick(Math.max(1, receipts.size)))?.receipt

function receive(book: Cashbook, receivedMinor: number, changes: Partial<Received>): boolean {
  const id = book.newId('rcpt')
  const { accountId, customerId, currency } = invoices[0]!
  book.receivedMinor += receivedMinor
  book.creditedMinor += changes.creditedMinor ?? 0
  const source = { accountId, id, customerId, currency, provider: 'bank', providerAccount: 'DE1' }
  const nothing = { attempt: null, allocation: null, creditedMinor: 0 }
  const received = { ...source, providerPaymentId: `tr_${id}`, receivedMinor, ...nothing }
  book.write(id, [{ type: 'cash_receipt.received', ...received, ...changes }])
  return true
}

const perform: Readonly<Record<Operation, Perform>> = {
  receive(book, pick) {
    const receivedMinor = 1 + pick(90_000)
    return receive(book, receivedMinor, { creditedMinor: pick(2) * Math.floor(receivedMinor / 3) })
  },

  /** As a payment is received today: for one invoice, its surplus as credit. */
  receiveFor(book, pick) {
    const invoice = [...book.invoices.values()][pick(invoices.length)]!
    if (!isPayable(invoice)) return false
    const receivedMinor = 1 + pick(60_000)
    const attempt = { invoiceId: invoice.id, paymentId: book.newId('inpay') }
    const allocatedMinor = Math.min(receivedMinor, amountRemainingMinor(invoice))
    const allocation = allocationTo(invoice, attempt.paymentId, allocatedMinor)
    return receive(book, receivedMinor, { attempt, allocation, creditedMinor: receivedMinor - allocatedMinor })
  },

  allocate(book, pick, counts) {
    const receipt = receiptIn(book, pick)
    if (!receipt) return false
    const leftOut = pick(invoices.length + 1)
    const targets = [...book.invoices.values()]
      .filter((_, at) => at !== leftOut)
      .map((invoice): AllocationTarget => ({ invoice, paymentId: book.newId('inpay') }))
    const events = book.rules.allocateOldestFirst(receipt, targets)
    if (events.length === 0) return false
    book.write(receipt.id, events)
    if (events.length > 1) counts['over several invoices'] = (counts['over several invoices'] ?? 0) + 1
    checkOrder(book, receipt.id, targets)
    return true
  },

  reverse(book, pick) {
    const receipt = receiptIn(book, pick)
    const allocation = receipt?.allocations[pick(Math.max(1, receipt.allocations.length))]
    if (!receipt || !allocation) return false
    const reversed = book.rules.reverseAllocation(receipt, allocation.paymentId)
    law(reversed.ok, 'what is allocated can be undone')
    book.write(receipt.id, [reversed.value])
    const again = book.rules.reverseAllocation(book.receipts.get(receipt.id)!.receipt, allocation.paymentId)
    law(!again.ok, 'what is undone is not undone again')
    return true
  },

  /** Allocating and undoing all of it leaves the receipt as it was. */
  undoAll(book, pick) {
    const receipt = receiptIn(book, pick)
    if (!receipt) return false
    const targets = [...book.invoices.values()].map((invoice) => ({ invoice, paymentId: book.newId('inpay') }))
    const events = book.rules.allocateOldestFirst(receipt, targets)
    if (events.length === 0) return false
    book.write(receipt.id, events)
    for (const event of events.toReversed()) {
      const now = book.receipts.get(receipt.id)!.receipt
      const reversed = book.rules.reverseAllocation(now, event.allocation.paymentId)
      law(reversed.ok, 'what is allocated can be undone')
      book.write(receipt.id, [reversed.value])
    }
    const after = book.receipts.get(receipt.id)!.receipt
    law(isDeepStrictEqual({ ...after, version: 0 }, { ...receipt, version: 0 }), 'undoing leaves the receipt as it was')
    return true
  },

  refund(book, pick) {
    const receipt = receiptIn(book, pick)
    const backMinor = sumOf(receipt?.returns ?? [])
    if (!receipt || backMinor === receipt.receivedMinor) return false
    const amountMinor = 1 + pick(receipt.receivedMinor - backMinor)
    const fromCreditMinor = Math.min(amountMinor, receipt.creditedMinor)
    const about = { by: 'refund', returnId: book.newId('re'), amountMinor, fromCreditMinor } as const
    book.returnedMinor += amountMinor
    book.creditedMinor -= fromCreditMinor
    book.write(receipt.id, [{ type: 'cash_receipt.returned', ...about }])
    return true
  },

  failRefund(book, pick) {
    const receipt = receiptIn(book, pick)
    const refund = receipt?.returns[0]
    if (!receipt || !refund) return false
    const { id: returnId, amountMinor, fromCreditMinor } = refund
    book.returnedMinor -= amountMinor
    book.creditedMinor += fromCreditMinor
    const back = { amountMinor: -amountMinor, fromCreditMinor: -fromCreditMinor }
    book.write(receipt.id, [{ type: 'cash_receipt.returned', by: 'refund_failed', returnId, ...back }])
    return true
  },
}

/** A later invoice gets nothing while an earlier one is unpaid, and nothing stays unapplied while any is unpaid. */
function checkOrder({ invoices, receipts }: Cashbook, receiptId: string, targets: readonly AllocationTarget[]): void {
  const { receipt } = receipts.get(receiptId)!
  const oldestFirst = targets
    .filter(({ invoice }) => isPayable(invoice))
    .toSorted(({ invoice: one }, { invoice: other }) => one.finalizedAt - other.finalizedAt)
  const unpaid = oldestFirst.findIndex(({ invoice }) => amountRemainingMinor(invoices.get(invoice.id)!) > 0)
  law(unpaid < 0 || unappliedMinor(receipt) === 0, 'nothing stays unapplied while an invoice is unpaid')
  const younger = unpaid < 0 ? [] : oldestFirst.slice(unpaid + 1).map(({ paymentId }) => paymentId)
  law(!receipt.allocations.some(({ paymentId }) => younger.includes(paymentId)), 'the oldest invoice is paid first')
}

test('money allocated over several invoices, oldest first, and undone in any order always adds up', () => {
  const counts: Counts = {}
  const histories = rounds(1000, 10_000)
  fc.assert(
    fc.property(numbers, (drawn) => run(drawn, {}, counts)),
    { numRuns: histories, seed },
  )
  tally('Histories of receipts', { histories, ...counts })
  const rare = [...Object.keys(weights), 'over several invoices'].filter((name) => (counts[name] ?? 0) < 50)
  expect(rare).toEqual([])
})

const youngestFirst: Rules['allocateOldestFirst'] = (receipt, targets) =>
  rules.allocateOldestFirst(
    receipt,
    targets.map(({ invoice, ...target }) => ({
      ...target,
      invoice: { ...invoice, finalizedAt: -invoice.finalizedAt },
    })),
  )

const firstOnly: Rules['allocateOldestFirst'] = (...about) => rules.allocateOldestFirst(...about).slice(0, 1)

const pastTheEnd: Rules['allocateOldestFirst'] = (receipt, targets) =>
  rules.allocateOldestFirst({ ...receipt, receivedMinor: receipt.receivedMinor + 1 }, targets)

const allocationStays: Rules['evolve'] = (receipt, entry) => {
  const next = rules.evolve(receipt, entry)
  return entry.event.type === 'cash_receipt.allocation_reversed' ? { ...receipt!, version: next.version } : next
}

const neverUnposted: Rules['postingsOf'] = (receipt, event) =>
  event.type === 'cash_receipt.allocation_reversed' ? null : rules.postingsOf(receipt, event)

const toFirstInvoice: Rules['postingsOf'] = (receipt, event) => {
  const posted = rules.postingsOf(receipt, event)
  return posted && { ...posted, invoiceId: receipt.allocations[0]?.invoiceId ?? null }
}

test.each<[string, Partial<Rules>]>([
  ['the youngest invoice paid first', { allocateOldestFirst: youngestFirst }],
  ['money kept back after the first invoice', { allocateOldestFirst: firstOnly }],
  ['more allocated than was received', { allocateOldestFirst: pastTheEnd }],
  ['an allocation that stays though it was undone', { evolve: allocationStays }],
  ['an allocation that is undone but stays posted', { postingsOf: neverUnposted }],
  ['an allocation that is posted to another invoice', { postingsOf: toFirstInvoice }],
])('the law detects %s', (_, planted) => {
  expect(foundAfter(400, numbers, (drawn) => run(drawn, planted))).not.toBeNull()
})
