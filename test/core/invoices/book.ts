import { isDeepStrictEqual } from 'node:util'
import type { CashReceipt, CashReceiptEvent } from '../../../src/core/cash-receipts/cash-receipt.ts'
import { receiptEffects } from '../../../src/core/cash-receipts/effects.ts'
import { evolve as evolveReceipt } from '../../../src/core/cash-receipts/evolve.ts'
import { postingsOf as receiptPostingsOf } from '../../../src/core/cash-receipts/postings.ts'
import { isCharged } from '../../../src/core/collection/charging.ts'
import { balanceEffects } from '../../../src/core/credit/balance.ts'
import type { Customer } from '../../../src/core/customers/customer.ts'
import { evolve as evolveCustomer } from '../../../src/core/customers/evolve.ts'
import { amountDueMinor, amountPaidMinor, amountRemainingMinor } from '../../../src/core/invoices/amounts.ts'
import { voidInvoice } from '../../../src/core/invoices/close.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import { type Invoice, type InvoiceStatus, isIssued, isPayable } from '../../../src/core/invoices/invoice.ts'
import { postingsOf } from '../../../src/core/invoices/postings.ts'
import type { LedgerAccount, LedgerTransaction } from '../../../src/core/ledger/accounts.ts'
import { moneyBackOf } from '../../../src/core/payments/money-back.ts'
import { applyMoneyBack } from '../../../src/core/payments/money-back-report.ts'
import { isSettled } from '../../../src/core/payments/payment.ts'
import { applyReport } from '../../../src/core/payments/report.ts'
import { start } from '../../../src/core/payments/start.ts'
import { reactionsTo } from '../../../src/core/reactions.ts'
import { type Recorded, record, replay } from '../../../src/core/recorded.ts'
import { customers } from '../../world/cast.ts'
import { receiptViolations } from '../../world/receipts.ts'

/** The rules under test; a planted bug replaces one of them. */
export const rules = {
  evolve,
  postingsOf,
  balanceEffects,
  receiptEffects,
  evolveReceipt,
  receiptPostingsOf,
  applyReport,
  applyMoneyBack,
  start,
  voidInvoice,
}
export type Rules = typeof rules

/** The money that the provider and the merchant have reported, summed independently of the code under test. */
type Reported = { providerMinor: number; bankMinor: number; readonly facts: Set<string> }

/** With the instant of its commit, ms since 1970. */
export type BookedAt = LedgerTransaction & { readonly at: number }

type Kept = {
  invoice: Invoice | null
  readonly history: Recorded<InvoiceEvent>[]
  readonly ledger: BookedAt[]
  readonly reported: Reported
  frozen: Invoice | null
}

type KeptReceipt = { readonly receipt: CashReceipt; readonly history: readonly Recorded<CashReceiptEvent>[] }

/** A customer's invoices as the database holds them: histories, rows, postings and follow-ups, written together. */
export class Book {
  readonly rules: Rules
  readonly kept = new Map<string, Kept>()
  /** By the payment that the money came with. */
  readonly receipts = new Map<string, KeptReceipt>()
  readonly mails = new Set<string>()
  readonly causes = new Set<string>()
  customer: Customer = { ...customers.jonas, balances: {} }

  constructor(changed: Partial<Rules> = {}) {
    this.rules = { ...rules, ...changed }
  }

  write(id: string, decided: readonly InvoiceEvent[], at: number): void {
    const kept = this.kept.get(id) ?? {
      invoice: null,
      history: [],
      ledger: [],
      reported: nothingReported(),
      frozen: null,
    }
    this.kept.set(id, kept)
    const before = kept.invoice
    const effects = before ? this.rules.balanceEffects(before, decided) : []
    for (const entry of record(decided, kept.history.length, at)) this.append(kept, entry)
    for (const entry of record(effects, this.customer.version, at)) {
      this.customer = evolveCustomer(this.customer, entry) as Customer
    }
    if (before && kept.invoice) this.receive(kept, before, decided, kept.invoice, at)
    checkTransition(before, kept.invoice)
    this.check(kept)
  }

  receive(kept: Kept, before: Invoice, decided: readonly InvoiceEvent[], after: Invoice, at: number): void {
    const paymentId = decided.map((event) => ('paymentId' in event ? event.paymentId : null)).find((id) => id !== null)
    const known = paymentId ? this.receipts.get(paymentId) : undefined
    const { receipt = null, history = [] } = known ?? {}
    const effects = this.rules.receiptEffects(before, decided, after, receipt, `rcpt_${paymentId}`)
    if (effects.length === 0 || !paymentId) return
    const all = [...history, ...record(effects, history.length, at)]
    const next = replay(this.rules.evolveReceipt, all)
    law(next, 'a receipt is never deleted')
    law(
      isDeepStrictEqual(replay(this.rules.evolveReceipt, JSON.parse(JSON.stringify(all)) as typeof all), next),
      'I3 the history adds up to the receipt',
    )
    this.receipts.set(paymentId, { receipt: next, history: all })
    for (const event of effects) this.post(kept, this.rules.receiptPostingsOf(next, event), at)
  }

  append(kept: Kept, entry: Recorded<InvoiceEvent>): void {
    const before = kept.invoice
    const after = this.rules.evolve(before, entry)
    kept.history.push(entry)
    kept.invoice = after
    if (!before || !after) return
    if (entry.event.type === 'invoice.finalized') kept.frozen = after
    this.post(kept, this.rules.postingsOf(before, entry.event, after), entry.at)
    for (const { dedupeKey } of reactionsTo(entry.event, after, entry.seq)) {
      law(!this.mails.has(dedupeKey), `I24 a mail is ordered once: ${dedupeKey}`)
      this.mails.add(dedupeKey)
    }
  }

  post(kept: Kept, posted: LedgerTransaction | null, at: number): void {
    if (!posted) return
    const cause = `${posted.causeKind} ${posted.causeId}`
    law(!this.causes.has(cause), `I5 a cause posts once: ${cause}`)
    this.causes.add(cause)
    kept.ledger.push({ ...posted, at })
  }

  balanceOf(account: LedgerAccount): number {
    return [...this.kept.values()].reduce((sum, kept) => sum + foldOf(kept.ledger, account), 0)
  }

  /** Checks every invariant of the money core for a state and its history. */
  check({ invoice, history, ledger, reported, frozen }: Kept): void {
    for (const { postings } of ledger) {
      law(postings.length >= 2 && postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 0, 'I1 balanced')
      law(
        postings.every(({ amountMinor }) => Number.isSafeInteger(amountMinor)),
        'I6 whole units',
      )
    }
    law(
      this.balanceOf('customer_credit') === (this.customer.balances.eur ?? 0),
      `I3 credit in the books ${this.balanceOf('customer_credit')} is the customer's ${this.customer.balances.eur ?? 0}`,
    )
    const [violation] = receiptViolations(
      [...this.kept.values()].flatMap((one) => one.invoice ?? []),
      [...this.receipts.values()].map(({ receipt }) => receipt),
      (account) => this.balanceOf(account),
    )
    law(!violation, `I3 ${violation}`)
    const stored = JSON.parse(JSON.stringify(history)) as Recorded<InvoiceEvent>[]
    law(isDeepStrictEqual(replay(this.rules.evolve, stored), invoice), 'I3 the history adds up to the row')
    if (!invoice || !isIssued(invoice)) return
    law(invoice.version === history.length, 'I4 no gap in the sequence')
    checkAmounts(invoice, ledger)
    checkPayments(invoice, ledger, reported)
    for (const part of frozenParts) law(invoice[part] === (frozen as typeof invoice)[part], `I8 ${part} is frozen`)
    law(invoice.nextChargeAt === null || isCharged(invoice), 'a charge is only planned where one is made')
  }
}

const nothingReported = (): Reported => ({ providerMinor: 0, bankMinor: 0, facts: new Set() })

const frozenParts = [
  'number',
  'currency',
  'lines',
  'totals',
  'discounts',
  'defaultTaxRates',
  'terms',
  'footer',
  'customFields',
  'collectionMethod',
  'customerId',
  'taxExempt',
  'seller',
  'buyer',
  'plan',
  'issuedOn',
  'dueOn',
  'overdueFrom',
  'creditAppliedMinor',
  'startingBalanceMinor',
] as const

const graph: Readonly<Record<InvoiceStatus, readonly InvoiceStatus[]>> = {
  draft: ['draft', 'open', 'paid'],
  open: ['open', 'paid', 'void', 'uncollectible'],
  uncollectible: ['uncollectible', 'paid', 'void'],
  paid: ['paid'],
  void: ['void'],
}

function checkTransition(before: Invoice | null, after: Invoice | null): void {
  if (!before) return
  law(after || before.status === 'draft', 'I10 only a draft is deleted')
  if (!after) return
  law(graph[before.status].includes(after.status), `I10 no transition from ${before.status} to ${after.status}`)
  if (!isIssued(before) || !isIssued(after)) return
  const isVoided = before.status !== 'void' && after.status === 'void'
  law(!isVoided || before.payments.every(isSettled), 'I10 nothing is voided while a payment is unsettled')
  for (const payment of before.payments) {
    const now = after.payments.find(({ id }) => id === payment.id)
    law(now, 'a payment is never forgotten')
    law(!isSettled(payment) || now.status === payment.status || now.status === 'succeeded', 'I17 nothing is downgraded')
    law(
      payment.status !== 'succeeded' || now.allocatedMinor === payment.allocatedMinor,
      'I17 an allocation does not change',
    )
  }
}

function checkAmounts(invoice: Exclude<Invoice, { status: 'draft' }>, ledger: readonly LedgerTransaction[]): void {
  const dueMinor = amountDueMinor(invoice)
  const paidMinor = amountPaidMinor(invoice)
  law(paidMinor >= 0 && paidMinor <= dueMinor, 'I7 never more applied than due')
  if (invoice.status !== 'void')
    law((invoice.status === 'paid') === (paidMinor === dueMinor), 'I10 paid is nothing due')
  const owedMinor = invoice.status === 'open' ? amountRemainingMinor(invoice) : 0
  const lostMinor = invoice.status === 'uncollectible' ? amountRemainingMinor(invoice) : 0
  law(foldOf(ledger, 'receivable') === owedMinor, 'I3 receivable is what remains of an open invoice')
  law(foldOf(ledger, 'bad_debt') === lostMinor, 'I3 bad debt is what remains of one written off')
  const billedMinor = invoice.status === 'void' ? 0 : invoice.totals.totalMinor
  const earned = foldOf(ledger, 'revenue') + foldOf(ledger, 'tax_payable')
  law(earned === 0 - billedMinor, 'I8 revenue and tax are the total')
}

function checkPayments(
  invoice: Exclude<Invoice, { status: 'draft' }>,
  ledger: readonly LedgerTransaction[],
  reported: Reported,
): void {
  law(invoice.payments.filter((payment) => !isSettled(payment)).length <= 1, 'I12 one payment that may bring money')
  for (const payment of invoice.payments) {
    const { receivedMinor, allocatedMinor, status } = payment
    const { refundedMinor, disputedMinor, lostMinor } = moneyBackOf(payment)
    law(allocatedMinor >= 0 && allocatedMinor <= receivedMinor, 'I34 an allocation is at most what was received')
    law(Math.min(refundedMinor, disputedMinor, lostMinor) >= 0, 'I18 nothing goes back twice')
    law(refundedMinor + disputedMinor + lostMinor <= receivedMinor, 'I18 no more goes back than was received')
    law((status === 'succeeded') === receivedMinor > 0, 'I13 only a success brings money')
  }
  law(foldOf(ledger, 'cash_provider') === reported.providerMinor, 'I13 the books hold what the provider reported')
  law(foldOf(ledger, 'cash_bank') === reported.bankMinor, 'I13 the books hold what the merchant reported')
  law(isPayable(invoice) || invoice.nextChargeAt === null, 'nothing is charged for a closed invoice')
}

export const foldOf = (ledger: readonly LedgerTransaction[], account: LedgerAccount): number =>
  ledger
    .flatMap(({ postings }) => postings)
    .reduce((sum, posting) => (posting.account === account ? sum + posting.amountMinor : sum), 0)

export function law(holds: unknown, name: string): asserts holds {
  if (!holds) throw new Error(`broken: ${name}`)
}
