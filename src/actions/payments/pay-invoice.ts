import { requireScope, targetOf } from '../../core/access/caller.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { chosenWay } from '../../core/payments/chosen-way.ts'
import { offer } from '../../core/payments/offer.ts'
import { offersForPart } from '../../core/payments/part.ts'
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
  /** All that was shown as to be paid now, and the part of it that the payer chose; null for all. In minor units. */
  readonly shownMinor: number
  readonly partMinor: number | null
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
  const partMinor = input.partMinor === input.shownMinor ? null : input.partMinor
  const chosen = chosenWay(partMinor === null ? online.value : offersForPart(online.value), input)
  if (!chosen.ok) return chosen
  const customer = await ensureProviderCustomer(deps, unit, provider, loaded.customer)
  if (!customer.ok) return customer
  const { methodTypes, ...way } = chosen.value
  const toCreate = {
    ...way,
    invoiceId: input.invoiceId,
    shownMinor: input.shownMinor,
    partMinor,
    request: { link: input.link, methodTypes, language: input.language },
  }
  return createPayment(deps, unit, provider, toCreate, stillCurrent(loaded, customer.value))
}
