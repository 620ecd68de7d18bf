import { requireScope, targetOf } from '../../core/access/caller.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { methods } from '../../core/payments/methods.ts'
import { offer } from '../../core/payments/offer.ts'
import { type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type Created, createPayment } from './create-payment.ts'
import { ensureProviderCustomer, stillCurrent } from './ensure-provider-customer.ts'

export type ToPay = {
  readonly invoiceId: string
  /** A saved method, or null for the provider's checkout. */
  readonly methodId: string | null
  readonly keepMethod: boolean
  readonly shownMinor: number
  readonly link: { readonly id: string; readonly expiresAt: number }
  readonly language: string
}

/** The customer pays from the page: through the provider's checkout, or with a saved method. */
export async function payInvoice(
  deps: Deps,
  unit: UnitOfWork,
  input: ToPay,
  justLoaded: WithParties | null = null,
): Promise<Result<Created>> {
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const loaded = justLoaded ?? (await invoicesOf(deps.db, unit.caller.accountId).withParties(input.invoiceId))
  if (!loaded || !isIssued(loaded.invoice)) return refuse('resource_missing')
  requireScope(unit.caller, 'payments:create', targetOf(loaded.invoice))
  const { online } = offer(loaded.account, loaded.invoice, { customer: loaded.customer, hasProvider: true })
  if (!online.ok) return online
  if (!loaded.customer) return refuse('customer_deleted')
  const offers = online.value
  const kept = offers.saved.find(({ id }) => id === input.methodId)
  if (input.methodId !== null && !kept) return refuse('payment_method_unfit')
  const customer = await ensureProviderCustomer(deps, unit, provider, loaded.customer)
  if (!customer.ok) return customer
  const isKeeping = offers.keeping === 'always' || (offers.keeping === 'ask' && input.keepMethod)
  const reusable = offers.checkout.filter((type) => methods[type].reusable)
  const methodTypes = kept ? [kept.type] : isKeeping ? reusable : offers.checkout
  if (methodTypes.length === 0) return refuse('invoice_no_payment_method_types')
  const toCreate = {
    invoiceId: input.invoiceId,
    kind: kept ? ('saved_method' as const) : ('checkout' as const),
    methodId: kept?.id ?? null,
    saveMethod: !kept && isKeeping,
    shownMinor: input.shownMinor,
    request: { link: input.link, methodTypes, language: input.language },
  }
  return createPayment(deps, unit, provider, toCreate, stillCurrent(loaded, customer.value))
}
