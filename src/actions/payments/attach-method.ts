import { requireScope } from '../../core/access/caller.ts'
import type { Customer, CustomerEvent, SavedMethod } from '../../core/customers/customer.ts'
import { isNewMethod } from '../../core/customers/saved-methods.ts'
import { looksLikeId } from '../../core/id.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import type { OnlineProvider } from '../../providers/provider.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { afterEffect, commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { ensureProviderCustomer } from './ensure-provider-customer.ts'
import { orderDetachment } from './order-detachment.ts'
import { retryWaitingCharges } from './retry-waiting-charges.ts'

type ToAttach = { readonly customerId: string; readonly methodId: string }

/** Attaches a payment method of the provider to a customer, so that invoices can be charged to it. */
export async function attachMethod(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, methodId }: ToAttach,
): Promise<Result<{ customer: Customer; method: SavedMethod }>> {
  requireScope(unit.caller, 'payment_methods:write', { customerId })
  if (!looksLikeId(methodId)) return refuse('resource_missing')
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const customers = customersOf(deps.db, unit.caller.accountId)
  const missing = refuse('resource_missing', { param: 'customer', values: { noun: 'customer', id: customerId } })
  const found = await customers.find(customerId)
  if (!found) return missing
  const linked = await ensureProviderCustomer(deps, unit, provider, found)
  if (!linked.ok) return linked
  const attached = await attach(provider, methodId, linked.value.providerCustomerId ?? '')
  if (!attached.ok) return attached
  const method = attached.value
  let isNew = true
  const kept = await retryOnConflict(async () => {
    const customer = await customers.find(customerId)
    if (!customer) return missing
    if (customer.removedMethods?.includes(method.id)) return refuse('payment_method_unfit')
    isNew = isNewMethod(customer, method.id)
    if (!isNew && unit.accompanyingRows.length === 0) return ok({ customer, method })
    const at = deps.now()
    const saved: CustomerEvent[] = isNew ? [{ type: 'customer.method_saved', method }] : []
    const { change, after } = customers.change(customer, saved, at)
    await commitUnit(deps, unit, [change], at)
    return ok({ customer: after ?? customer, method })
  })
  if (!kept.ok && kept.refusal.code === 'resource_missing')
    await orderDetachment(deps, unit, { customerId, methodId: method.id })
  // A method that was here already has been tried: charging it again would only decline again.
  if (kept.ok && isNew && kept.value.customer.defaultPaymentMethod === null)
    await retryWaitingCharges(deps, afterEffect(unit), customerId)
  return kept
}

/** Attaches the method at the provider. If it already belongs to this customer, that counts as success. */
async function attach(
  provider: OnlineProvider,
  methodId: string,
  providerCustomerId: string,
): Promise<Result<SavedMethod>> {
  const attached = await provider.attachMethod(methodId, providerCustomerId)
  if (attached.kind === 'answered') return ok(attached.value)
  if (attached.kind === 'unknown') return refuse('payment_provider_unavailable')
  const { code, declineCode } = attached
  // A refusal by the bank while attaching is reported as a decline.
  if (declineCode !== null) return refuse('payment_failed', { values: { code, declineCode } })
  const known = await provider.method(methodId)
  if (known.kind === 'unknown') return refuse('payment_provider_unavailable')
  if (known.kind === 'refused') return refuse('resource_missing')
  const { providerCustomerId: owner, ...method } = known.value
  if (owner === providerCustomerId) return ok(method)
  return refuse(owner === null ? 'payment_method_unfit' : 'payment_method_attached', { param: 'payment_method' })
}
