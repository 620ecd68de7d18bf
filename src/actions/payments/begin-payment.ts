import type { Customer } from '../../core/customers/customer.ts'
import type { Invoice, IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Payment, PaymentRequest } from '../../core/payments/payment.ts'
import { type Start, start, type ToStart } from '../../core/payments/start.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import type { PaymentProvider } from '../../providers/provider.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { afterEffect, prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { askProvider } from './ask-provider.ts'
import { closePayment } from './close-open-payment.ts'
import { hearAnswer } from './hear-report.ts'

export type ToBegin = Pick<ToStart, 'kind' | 'methodId' | 'saveMethod' | 'shownMinor'> & {
  readonly invoiceId: string
  readonly request: PaymentRequest
}

type Begun = {
  readonly invoice: IssuedInvoice
  readonly customer: Customer | null
  readonly payment: Payment
  readonly isNew: boolean
}

/**
 * Sets a payment going: the attempt is committed, then the provider is called with a key made from it, then the answer is
 * committed. An open one of the same kind is carried on with; one of another kind is ended first. Answers the payment as it stands.
 */
export async function beginPayment(
  deps: Deps,
  unit: UnitOfWork,
  provider: PaymentProvider,
  input: ToBegin,
): Promise<Result<{ invoice: IssuedInvoice; payment: Payment }>> {
  const begun = await writeAttempt(deps, unit, provider, input)
  if (!begun.ok) return begun
  const { payment, isNew } = begun.value
  if (!isNew) return begun
  const heard = await hearAnswer(deps, afterEffect(unit), payment.id, await askProvider(deps, provider, begun.value))
  if (!heard.ok) return heard
  const invoice = heard.value as IssuedInvoice
  return ok({ invoice, payment: invoice.payments.find(({ id }) => id === payment.id) ?? payment })
}

type Prepared = {
  readonly do: Start['do']
  readonly invoice: Invoice
  readonly customer: Customer | null
  readonly payment: Payment
}

const mostClosings = 2

async function writeAttempt(
  deps: Deps,
  unit: UnitOfWork,
  provider: PaymentProvider,
  input: ToBegin,
): Promise<Result<Begun>> {
  const { invoiceId, ...wanted } = input
  for (let closings = 0; closings <= mostClosings; closings++) {
    const started = await retryOnConflict<Prepared>(async () => {
      const loaded = await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId)
      if (!loaded) return refuse('resource_missing')
      if (!loaded.customer) return refuse('customer_deleted')
      const now = deps.now()
      const paymentId = deps.newId('payment')
      const { name, account } = provider
      const decided = start(loaded.invoice, { ...wanted, paymentId, provider: name, providerAccount: account, now })
      if (!decided.ok) return decided
      if (decided.value.do !== 'begin') return ok({ ...loaded, ...decided.value })
      const invoice = await writeInvoice(deps, unit, loaded, [decided.value.event], now)
      const payment = (invoice as IssuedInvoice).payments.at(-1) as Payment
      return ok({ ...loaded, invoice, do: 'begin', payment })
    })
    if (!started.ok) return started
    const { do: step, invoice, customer, payment } = started.value
    if (step !== 'close_first')
      return ok({ invoice: invoice as IssuedInvoice, customer, payment, isNew: step === 'begin' })
    const closed = await closePayment(deps, prerequisite(unit), invoiceId, payment, 'superseded')
    if (!closed.ok) return closed
  }
  return refuse('payment_in_progress')
}
