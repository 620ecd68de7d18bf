import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { minimumPaymentPercent } from '../../core/payments/part.ts'
import type { Payment, PaymentRequest } from '../../core/payments/payment.ts'
import { start, type ToStart } from '../../core/payments/start.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { OnlineProvider } from '../../providers/provider.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { afterEffect, prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { cancelPayment } from './cancel-payment.ts'
import { recordAnswer } from './record-report.ts'
import { syncWithProvider } from './sync-with-provider.ts'

type ToCreate = Pick<ToStart, 'kind' | 'methodId' | 'saveMethod' | 'shownMinor'> & {
  readonly invoiceId: string
  /** A part of what remains, in minor units; null for all that can be charged. */
  readonly partMinor: number | null
  readonly request: PaymentRequest
  /** What an automatic charge was decided on. */
  readonly decidedOn?: WithParties
}

export type Created = { readonly invoice: IssuedInvoice; readonly payment: Payment }

/**
 * Creates a payment: commits the attempt, calls the provider under an idempotency key derived from it, and commits the
 * answer. An open payment of the same kind is continued; one of another kind is canceled first.
 */
export async function createPayment(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  input: ToCreate,
  justLoaded: WithParties | null = null,
): Promise<Result<Created>> {
  const attempted = await commitAttempt(deps, unit, provider, input, justLoaded)
  if (!attempted.ok) return attempted
  const { step, loaded, payment } = attempted.value
  const before = loaded.invoice as IssuedInvoice
  if (step === 'continue') return ok({ invoice: before, payment })
  const answer = await syncWithProvider(deps, provider, { ...loaded, invoices: [before], payment })
  const recorded = await recordAnswer(deps, afterEffect(unit), payment.id, answer, [loaded])
  if (!recorded.ok) return recorded
  const [invoice = before] = recorded.value
  return ok({ invoice, payment: paymentIn(invoice, payment.id) ?? payment })
}

type Attempted = {
  readonly step: 'begin' | 'continue' | 'close_first'
  readonly loaded: WithParties
  readonly payment: Payment
}

const maxCancellations = 2

/**
 * Commits the attempt, unless an open payment can be continued. A payment that is in the way is canceled first, up to a
 * limit.
 */
async function commitAttempt(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  { invoiceId, partMinor, decidedOn, ...wanted }: ToCreate,
  justLoaded: WithParties | null,
): Promise<Result<Attempted>> {
  let preloaded = justLoaded
  for (let cancellations = 0; cancellations <= maxCancellations; cancellations++) {
    const attempted = await retryOnConflict<Attempted>(async () => {
      const loaded = preloaded ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId))
      preloaded = null
      if (!loaded) return refuse('resource_missing')
      if (!loaded.customer) return refuse('customer_deleted')
      if (decidedOn && isDecidedOtherwise(decidedOn, loaded)) return refuse('conflict')
      const now = deps.now()
      const paymentId = deps.newId('payment')
      const { name, account } = provider
      const brand = loaded.customer.methods.find(({ id }) => id === wanted.methodId)?.brand ?? null
      const minimumPercent = minimumPaymentPercent(loaded.account, loaded.invoice)
      const part = partMinor === null ? null : { amountMinor: partMinor, minimumPercent }
      const attempt = { ...wanted, part, paymentId, brand, provider: name, providerAccount: account, now }
      const decided = start(loaded.invoice, attempt)
      if (!decided.ok) return decided
      if (decided.value.do !== 'begin') return ok({ step: decided.value.do, loaded, payment: decided.value.payment })
      const invoice = await writeInvoice(deps, unit, loaded, [decided.value.event], now)
      const payment = paymentIn(invoice, paymentId) as Payment
      return ok({ step: 'begin', loaded: { ...loaded, invoice }, payment })
    })
    if (!attempted.ok || attempted.value.step !== 'close_first') return attempted
    const canceled = await cancelPayment(deps, prerequisite(unit), invoiceId, attempted.value.payment, 'superseded')
    if (!canceled.ok) return canceled
  }
  return refuse('payment_in_progress')
}

/** Whether the settings that decide on an automatic charge, and its method, have changed since they were loaded. */
function isDecidedOtherwise(before: WithParties, now: WithParties): boolean {
  const decidedOn = ({ invoice, customer }: WithParties) =>
    JSON.stringify([
      invoice.autoAdvance,
      invoice.defaultPaymentMethod,
      customer?.defaultPaymentMethod,
      customer?.automaticPayment,
      customer?.methods.map(({ id }) => id),
    ])
  return decidedOn(before) !== decidedOn(now)
}

const paymentIn = (invoice: Invoice, paymentId: string): Payment | undefined =>
  isIssued(invoice) ? invoice.payments.find(({ id }) => id === paymentId) : undefined
