import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { reasonNotToPay } from '../../core/payments/start.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { finalizeInvoice } from '../invoices/finalize-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { beginPayment } from './begin-payment.ts'
import { ensureProviderCustomer } from './ensure-provider-customer.ts'

export type ToCharge = {
  readonly invoiceId: string
  /** The customer's method at the provider; null takes the invoice's, then the customer's own. */
  readonly methodId: string | null
}

/** Charges a kept method without the customer being there: the merchant's `pay`. A draft is finalized first. */
export async function chargeInvoice(deps: Deps, unit: UnitOfWork, input: ToCharge): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const found = await invoicesOf(deps.db, unit.caller.accountId).find(input.invoiceId)
  if (found?.status === 'draft') {
    const finalized = await finalizeInvoice(deps, unit, { invoiceId: input.invoiceId, isChargedNext: true })
    if (!finalized.ok) return finalized
    if (finalized.value.status === 'paid') return finalized
  }
  return chargeKeptMethod(deps, unit, input)
}

/** The charge itself, also for the job that makes it by itself when it falls due. */
export async function chargeKeptMethod(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, methodId }: ToCharge,
): Promise<Result<Invoice>> {
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const loaded = await invoicesOf(deps.db, unit.caller.accountId).withParties(invoiceId)
  if (!loaded || !isIssued(loaded.invoice)) return refuse('resource_missing')
  const notNow = reasonNotToPay(loaded.invoice)
  if (notNow) return refuse(notNow)
  if (!loaded.customer) return refuse('customer_deleted')
  const method = methodFor(loaded.invoice, loaded.customer, methodId)
  if (!method) return refuse('payment_method_missing')
  const customer = await ensureProviderCustomer(deps, unit, provider, loaded.customer)
  if (!customer.ok) return customer
  const begun = await beginPayment(deps, unit, provider, {
    invoiceId,
    kind: 'automatic',
    methodId: method.id,
    saveMethod: false,
    shownMinor: null,
    request: { link: null, methodTypes: [method.type], language: 'en' },
  })
  if (!begun.ok) return begun
  const { invoice, payment } = begun.value
  if (payment.status !== 'failed') return ok(invoice)
  const { code = 'unknown', declineCode, adviceCode = '', networkDeclineCode = '' } = payment.failure ?? {}
  return refuse('payment_failed', {
    values: { code, declineCode: declineCode ?? '', adviceCode, networkDeclineCode },
  })
}

/** Stripe's order: the call's method, the invoice's, the customer's default, and else the one kept last. */
function methodFor(invoice: Invoice, customer: Customer, methodId: string | null) {
  const wanted = methodId ?? invoice.defaultPaymentMethod ?? customer.defaultPaymentMethod
  return wanted === null ? customer.methods.at(-1) : customer.methods.find(({ id }) => id === wanted)
}
