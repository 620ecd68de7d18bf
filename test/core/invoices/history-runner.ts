import { nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import { amountRemainingMinor } from '../../../src/core/invoices/amounts.ts'
import { markUncollectible } from '../../../src/core/invoices/close.ts'
import { addLine, changeLine, draft, remove, removeLine, update } from '../../../src/core/invoices/draft.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { finalize } from '../../../src/core/invoices/finalize.ts'
import { type Draft, type Invoice, type IssuedInvoice, isIssued } from '../../../src/core/invoices/invoice.ts'
import { send } from '../../../src/core/invoices/send.ts'
import { buyerOf, sellerOf } from '../../../src/core/parties-of.ts'
import { payOutOfBand } from '../../../src/core/payments/out-of-band.ts'
import { isSettled, type Payment } from '../../../src/core/payments/payment.ts'
import { nextCheckAt } from '../../../src/core/payments/poll-schedule.ts'
import { elsewhere } from '../../../src/core/payments/provider-account.ts'
import type { PaymentReport } from '../../../src/core/payments/report.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import { kranwerk, monday } from '../../world/cast.ts'
import { choicesOf } from '../choices.ts'
import { Book, law, type Rules } from './book.ts'
import { contentOf, dayMs } from './content.ts'

/** How often each operation and outcome occurred, to check that the histories reach all of them. */
export type Tally = Map<string, number>

const weights = {
  update: 2,
  finalize: 2,
  send: 1,
  void: 1,
  markUncollectible: 1,
  outOfBand: 1,
  remove: 1,
  begin: 6,
  report: 10,
  mismatch: 1,
  unanswered: 1,
  check: 1,
  giveUp: 1,
  refund: 5,
  failRefund: 3,
  dispute: 13,
  remind: 1,
  view: 1,
  wait: 1,
} as const

type Operation = keyof typeof weights
const operations = Object.entries(weights).flatMap(([operation, weight]) =>
  Array<Operation>(weight).fill(operation as Operation),
)

/** Runs one history: each number encodes an operation and its choices, for one of two invoices of a customer who may have credit. */
export function runHistory(numbers: readonly number[], changed: Partial<Rules> = {}, tally: Tally = new Map()): Book {
  const runner = new HistoryRunner(new Book(changed), tally)
  const [first = 0, ...others] = numbers
  runner.create('in_a', first % 2)
  runner.create('in_b', (first >> 1) % 4)
  runner.create('in_c', 3)
  if ((first >> 3) % 2 === 1) runner.apply('in_c', 'finalize', () => 0)
  runner.apply('in_a', 'finalize', () => 0)
  for (const number of others) {
    const pick = choicesOf(number)
    const operation = operations[pick(operations.length)]!
    runner.apply(pick(3) === 0 ? 'in_b' : 'in_a', operation, pick)
  }
  return runner.book
}

/** Applied less often, so that more happens before the end. */
const endings: ReadonlySet<Operation> = new Set(['void', 'markUncollectible', 'outOfBand', 'remove'])

type Pick = (from: number) => number

class HistoryRunner {
  readonly book: Book
  readonly tally: Tally
  now = monday
  #payments = 0

  constructor(book: Book, tally: Tally) {
    this.book = book
    this.tally = tally
  }

  create(id: string, shape: number): void {
    const created = draft({
      accountId: kranwerk.id,
      id,
      customerId: this.book.customer.id,
      currency: 'eur',
      rounding: 'line',
      taxExempt: 'none',
      content: contentOf(shape),
    })
    law(created.ok, 'a draft is written')
    this.book.write(id, [created.value], this.now)
  }

  apply(id: string, operation: Operation, pick: Pick): void {
    const kept = this.book.kept.get(id)
    if (!kept?.invoice || (endings.has(operation) && pick(3) > 0)) return
    const decided = this[operation](kept.invoice, pick)
    this.tally.set(operation, (this.tally.get(operation) ?? 0) + 1)
    if (!decided.ok) this.count(`refused ${decided.refusal.code}`)
    if (!decided.ok || decided.value.length === 0) return
    this.book.write(id, decided.value, this.now)
    this.count(`reached ${kept.invoice?.status ?? 'deleted'}`)
    this.now += pick(7) * 3_600_000
  }

  count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1)
  }

  update(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const changes = [
      { memo: 'Danke' },
      { autoAdvance: pick(2) === 0 },
      { terms: null },
      { metadata: { order: String(pick(9)) } },
    ][pick(5)]
    if (changes) return update(invoice, changes)
    return invoice.status === 'draft' ? this.edit(invoice, pick) : ok([])
  }

  edit(draft: Draft, pick: Pick): Result<InvoiceEvent[]> {
    const [first, second] = draft.lines
    const line = contentOf(pick(4)).lines[0]!
    if (!first || pick(3) === 0) return addLine(draft, line)
    if (pick(2) === 0) return changeLine(draft, { ...first, unitAmount: line.unitAmount })
    return removeLine(draft, (second ?? first).id)
  }

  finalize(invoice: Invoice): Result<InvoiceEvent[]> {
    const { customer } = this.book
    return finalize(invoice, {
      number: `KW-${invoice.id}`,
      series: 'KW',
      sequence: 1,
      seller: sellerOf(kranwerk),
      buyer: buyerOf(customer),
      taxExempt: 'none',
      plan: { reminderDays: [-3, 0, 3, 7, 14], hour: 9, timeZone: 'Europe/Berlin', maxRetries: 4 },
      balanceMinor: customer.balances.eur ?? 0,
      daysUntilDue: 14,
      now: this.now,
    })
  }

  send = (invoice: Invoice) => send(invoice, this.now)
  void = (invoice: Invoice) => this.book.rules.voidInvoice(invoice)
  markUncollectible = (invoice: Invoice) => markUncollectible(invoice)
  remove = (invoice: Invoice): Result<InvoiceEvent[]> => each(remove(invoice))
  view = (invoice: Invoice): Result<InvoiceEvent[]> =>
    ok(isIssued(invoice) ? [{ type: 'invoice.viewed', linkId: 'l' }] : [])

  wait(_: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    this.now += pick(40) * dayMs
    return ok([])
  }

  remind(invoice: Invoice): Result<InvoiceEvent[]> {
    if (!isIssued(invoice)) return ok([])
    const decided = remind(invoice, this.now)
    law(
      decided === null || decided.type === 'reminder.skipped' || invoice.status === 'open',
      'I24 no reminder once closed',
    )
    law(decided !== null || (nextReminderAt(invoice) ?? Infinity) > this.now, 'a reminder that is due is decided')
    return ok(decided ? [decided] : [])
  }

  begin(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const kind = (['checkout', 'saved_method', 'automatic'] as const)[pick(3)]!
    const paymentId = `inpay_${++this.#payments}`
    const part = pick(3) === 0 ? { amountMinor: 10 * pick(20_000), minimumPercent: 1 + pick(99) } : null
    const started = this.book.rules.start(invoice, {
      paymentId,
      kind,
      provider: 'stripe',
      providerAccount: 'acct_1',
      methodId: kind === 'checkout' ? null : 'pm_1',
      brand: null,
      saveMethod: false,
      request: { link: null, methodTypes: ['card'], language: 'en' },
      shownMinor: null,
      part,
      now: this.now,
    })
    law(!started.ok || invoice.status === 'open' || invoice.status === 'uncollectible', 'I10 no charge once closed')
    if (!started.ok) return started
    if (started.value.do === 'begin') {
      const { event } = started.value
      law(event.amountMinor <= amountRemainingMinor(invoice), 'no payment asks for more than remains')
      if (event.amountMinor < amountRemainingMinor(invoice)) this.count('begin a part')
      return ok([event])
    }
    const { payment } = started.value
    law(!isSettled(payment), 'only what is open is continued or closed')
    this.count(started.value.do)
    return ok(
      started.value.do === 'continue'
        ? []
        : [{ type: 'payment.canceled', paymentId: payment.id, reason: 'superseded' }],
    )
  }

  report(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (!payment) return ok([])
    const status = statuses[pick(statuses.length)]!
    const result = this.book.rules.applyReport(
      invoice as IssuedInvoice,
      reportOf(payment, status, pick),
      false,
      this.now,
    )
    if (result.ok && status === 'succeeded') this.recordReport(invoice.id, `payment ${payment.id}`, payment.amountMinor)
    return result
  }

  mismatch(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (!payment) return ok([])
    const fitting = reportOf(payment, 'succeeded', pick)
    const wrong: Partial<PaymentReport>[] = [
      { amountMinor: payment.amountMinor + 1 },
      { amountMinor: payment.amountMinor - 1 },
      { receivedMinor: payment.amountMinor - 1 },
      { receivedMinor: payment.amountMinor + 1 },
      { receivedMinor: 0 },
      { currency: 'usd' },
      { livemode: true },
      { provider: 'other' },
      { providerAccount: 'acct_2' },
      { paymentId: 'inpay_other' },
      ...(payment.providerPaymentId === null ? [] : [{ providerPaymentId: 'pi_other' }]),
    ]
    const result = this.book.rules.applyReport(
      invoice as IssuedInvoice,
      { ...fitting, ...wrong[pick(wrong.length)] },
      false,
      this.now,
    )
    law(!result.ok, 'I19 a mismatched report books nothing')
    return result
  }

  /** The event for a payment without a readable answer, or one that never reached the provider. */
  unanswered(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (payment?.status !== 'pending' && payment?.status !== 'unknown') return ok([])
    const paymentId = payment.id
    if (pick(2) === 0) return ok([{ type: 'payment.canceled', paymentId, reason: 'abandoned' }])
    const nothing = { providerPaymentId: null, providerSessionId: null, url: null, urlExpiresAt: null, paidWith: null }
    const next = nextCheckAt('unknown', 0, this.now)
    return ok([{ type: 'payment.moved', paymentId, status: 'unknown', ...nothing, failure: null, nextCheckAt: next }])
  }

  check(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (!payment || isSettled(payment)) return ok([])
    const next = nextCheckAt(payment.status, payment.checks + 1, this.now)
    return ok([{ type: 'payment.checked', paymentId: payment.id, nextCheckAt: next }])
  }

  giveUp = (invoice: Invoice): Result<InvoiceEvent[]> =>
    ok(isIssued(invoice) && invoice.nextChargeAt !== null ? [{ type: 'charge.given_up', reason: 'none' }] : [])

  outOfBand(invoice: Invoice): Result<InvoiceEvent[]> {
    const paymentId = `inpay_${++this.#payments}`
    const decided = payOutOfBand(invoice, paymentId, elsewhere)
    if (decided.ok) {
      const [, succeeded] = decided.value
      this.book.kept.get(invoice.id)!.reported.bankMinor += (succeeded as { receivedMinor: number }).receivedMinor
    }
    return decided
  }

  refund(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (!payment?.providerPaymentId) return ok([])
    const part = pick(4)
    const amountMinor =
      part === 3 ? payment.amountMinor + 1 : Math.floor(payment.amountMinor * [0.3, 0.15, 0.05][part]!)
    const id = `${payment.id}_${part}`
    const about = { id, providerPaymentId: payment.providerPaymentId, amountMinor, currency: 'eur' }
    const result = this.book.rules.applyMoneyBack(invoice as IssuedInvoice, { kind: 'refund', ...about })
    law(!result.ok || part < 3, 'I18 no more is refunded than was received')
    // A refund that was reported as failed before is not booked.
    if (result.ok && !this.isReported(invoice.id, `refund failed ${id}`))
      this.recordReport(invoice.id, `refund ${id}`, -amountMinor)
    return result
  }

  /** A refund of one part failed, which may be reported before the refund. */
  failRefund(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (!payment?.providerPaymentId) return ok([])
    const id = `${payment.id}_${pick(3)}`
    const amountMinor = payment.refunds.find((one) => one.id === id)?.amountMinor ?? 0
    const about = { id, providerPaymentId: payment.providerPaymentId, amountMinor, currency: 'eur' }
    const result = this.book.rules.applyMoneyBack(invoice as IssuedInvoice, { kind: 'refund_failed', ...about })
    if (result.ok) {
      const wasBooked = this.isReported(invoice.id, `refund ${id}`)
      this.recordReport(invoice.id, `refund failed ${id}`, wasBooked ? amountMinor : 0)
    }
    return result
  }

  /** Each payment may be disputed twice, for about a quarter each: the first is lost in the end, the second won. */
  dispute(invoice: Invoice, pick: Pick): Result<InvoiceEvent[]> {
    const payment = paymentOf(invoice, pick)
    if (!payment?.providerPaymentId) return ok([])
    const isWon = pick(3) === 0
    const id = `${payment.id} ${isWon}`
    const isEnd = pick(this.isReported(invoice.id, `dispute ${id}`) ? 4 : 2) > 0
    const kind = !isEnd ? 'dispute_opened' : isWon ? 'dispute_won' : 'dispute_lost'
    const openedMinor = Math.floor(payment.amountMinor / 4)
    const amountMinor = kind === 'dispute_opened' ? openedMinor : Math.floor(payment.amountMinor / (5 + pick(3)))
    const about = { id, providerPaymentId: payment.providerPaymentId, amountMinor, currency: 'eur' }
    const result = this.book.rules.applyMoneyBack(invoice as IssuedInvoice, { kind, ...about })
    const ended = `dispute ${isWon ? 'won' : 'lost'} ${id}`
    if (result.ok && !this.isReported(invoice.id, ended)) {
      const isNew = !this.isReported(invoice.id, `dispute ${id}`)
      this.recordReport(invoice.id, `dispute ${id}`, -amountMinor)
      if (kind !== 'dispute_opened') {
        if (!isNew && openedMinor !== amountMinor)
          this.recordReport(invoice.id, `dispute changed ${id}`, openedMinor - amountMinor)
        this.recordReport(invoice.id, ended, isWon ? amountMinor : 0)
      }
    }
    return result
  }

  isReported = (invoiceId: string, fact: string): boolean => this.book.kept.get(invoiceId)!.reported.facts.has(fact)

  recordReport(invoiceId: string, fact: string, amountMinor: number): void {
    const { reported } = this.book.kept.get(invoiceId)!
    if (reported.facts.has(fact)) return
    reported.facts.add(fact)
    reported.providerMinor += amountMinor
    this.count(`reported ${fact.replace(/ inpay_.*/, '')}`)
  }
}

const statuses = ['open', 'requires_action', 'processing', 'failed', 'canceled', 'succeeded', 'succeeded'] as const

/** The newest payment at the provider, or the one before it. */
function paymentOf(invoice: Invoice, pick: Pick): Payment | undefined {
  if (!isIssued(invoice)) return undefined
  const payments = invoice.payments.filter(({ kind }) => kind !== 'out_of_band')
  return payments.at(payments.length > 1 && pick(2) === 0 ? -2 : -1)
}

const reportOf = (payment: Payment, status: PaymentReport['status'], pick: Pick): PaymentReport => ({
  paymentId: payment.id,
  provider: 'stripe',
  providerAccount: 'acct_1',
  livemode: false,
  status,
  amountMinor: payment.amountMinor,
  currency: 'eur',
  receivedMinor: status === 'succeeded' ? payment.amountMinor : 0,
  providerPaymentId: status === 'open' && pick(2) === 0 ? null : `pi_${payment.id}`,
  providerSessionId: null,
  url: status === 'open' && pick(2) === 0 ? `https://pay.example/${payment.id}` : null,
  urlExpiresAt: null,
  paidWith: null,
  failure: status === 'failed' ? { code: 'card_declined', declineCode: codes[pick(codes.length)]!, at: 0 } : null,
})

const codes = ['insufficient_funds', 'lost_card', 'authentication_required', 'try_again_later'] as const

const each = (result: Result<InvoiceEvent>): Result<InvoiceEvent[]> => (result.ok ? ok([result.value]) : result)
