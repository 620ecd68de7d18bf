import { requireScope } from '../../core/access/caller.ts'
import { chargedMethod } from '../../core/collection/charged-method.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import type { PaymentFailure } from '../../core/payments/payment.ts'
import { reasonNotToPay } from '../../core/payments/start.ts'
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { finalizeInvoice } from '../invoices/finalize-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { createPayment } from './create-payment.ts'
import { ensureProviderCustomer, stillCurrent } from './ensure-provider-customer.ts'

type ToCharge = {
  readonly invoiceId: string
  /** The customer's method at the provider; null means the one that is charged automatically. */
  readonly methodId: string | null
}

/** The outcome of a charge. Only `charged` and `declined` reached the provider; `deferred` can be retried. */
type ChargeOutcome =
  | { readonly kind: 'charged'; readonly invoice: Invoice }
  | { readonly kind: 'declined'; readonly failure: Omit<PaymentFailure, 'at'> }
  | { readonly kind: 'no_method' }
  | { readonly kind: 'customer_deleted' }
  | { readonly kind: 'payment_in_progress' }
  | { readonly kind: 'deferred'; readonly refusal: Refusal }

/** Charges a saved method off session, as `pay` does. A draft is finalized first. */
export async function chargeInvoice(deps: Deps, unit: UnitOfWork, input: ToCharge): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'payments:write')
  const found = await invoicesOf(deps.db, unit.caller.accountId).withParties(input.invoiceId)
  if (found?.invoice.status === 'draft') {
    const finalized = await finalizeInvoice(deps, unit, { invoiceId: input.invoiceId, isChargedNext: true })
    if (!finalized.ok || finalized.value.status === 'paid') return finalized
  }
  const loaded = unit.written.invoices.get(input.invoiceId) ?? found
  if (!loaded) return refuse('resource_missing')
  return resultOf(await chargeKeptMethod(deps, unit, loaded, input.methodId))
}

function resultOf(outcome: ChargeOutcome): Result<Invoice> {
  switch (outcome.kind) {
    case 'charged':
      return ok(outcome.invoice)
    case 'declined': {
      const { code, declineCode, adviceCode = '', networkDeclineCode = '' } = outcome.failure
      return refuse('payment_failed', {
        values: { code, declineCode: declineCode ?? '', adviceCode, networkDeclineCode },
      })
    }
    case 'no_method':
      return refuse('payment_method_missing')
    case 'deferred':
      return { ok: false, refusal: outcome.refusal }
    default:
      return refuse(outcome.kind)
  }
}

/** The charge itself, shared by `pay` and the job for due charges. */
export async function chargeKeptMethod(
  deps: Deps,
  unit: UnitOfWork,
  loaded: WithParties,
  methodId: string | null = null,
): Promise<ChargeOutcome> {
  const { invoice } = loaded
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return outcomeOf({ code: 'payment_provider_unavailable' })
  if (!isIssued(invoice)) return outcomeOf({ code: 'invoice_not_open' })
  const obstacle = reasonNotToPay(invoice, true)
  if (obstacle) return outcomeOf({ code: obstacle })
  if (!loaded.customer) return { kind: 'customer_deleted' }
  const method =
    methodId === null
      ? chargedMethod(invoice, loaded.customer)
      : loaded.customer.methods.find(({ id }) => id === methodId)
  if (!method) return { kind: 'no_method' }
  const customer = await ensureProviderCustomer(deps, unit, provider, loaded.customer)
  if (!customer.ok) return outcomeOf(customer.refusal)
  const toCreate = {
    invoiceId: invoice.id,
    kind: 'automatic' as const,
    methodId: method.id,
    saveMethod: false,
    shownMinor: null,
    partMinor: null,
    request: { link: null, methodTypes: [method.type], language: 'en' },
    decidedOn: loaded,
  }
  const created = await createPayment(deps, unit, provider, toCreate, stillCurrent(loaded, customer.value))
  if (!created.ok) return outcomeOf(created.refusal)
  const { payment } = created.value
  if (payment.status !== 'failed') return { kind: 'charged', invoice: created.value.invoice }
  return { kind: 'declined', failure: payment.failure ?? { code: 'unknown', declineCode: null } }
}

const outcomeOf = (refusal: Refusal): ChargeOutcome =>
  refusal.code === 'customer_deleted' || refusal.code === 'payment_in_progress'
    ? { kind: refusal.code }
    : { kind: 'deferred', refusal }
