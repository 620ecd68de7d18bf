import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import type { SetupReference } from '../../providers/provider.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { recordSetup } from './record-setup.ts'

type ToFinish = { readonly customerId: string; readonly setupId: string }

/**
 * A customer returns from saving a method: the provider is asked once, whether or not its webhook has arrived. Only the customer's
 * own set-up is asked about, which we find by our id; any other id changes nothing.
 */
export async function finishMethodSetup(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, setupId }: ToFinish,
  justLoaded: Customer | null = null,
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'payment_methods:write', { customerId })
  const { accountId } = unit.caller
  const customer = justLoaded ?? (await customersOf(deps.db, accountId).find(customerId))
  if (!customer) return refuse('resource_missing')
  const setup = customer.methodSetup
  if (setup?.id !== setupId || setup.isEnded || setup.providerSessionId === null) return ok(customer)
  const provider = deps.provider(accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const report = await provider.lookUpSetup(setup.providerSessionId)
  if (report.kind !== 'answered') return refuse('payment_provider_unavailable')
  const ours = { accountId, customerId, setupId }
  const { status, reference, saved } = report.value
  if (status === 'open' || !isSame(reference, ours)) return ok(customer)
  return recordSetup(deps, unit, ours, saved, customer)
}

const isSame = (one: SetupReference | null, other: SetupReference): boolean =>
  one?.accountId === other.accountId && one.customerId === other.customerId && one.setupId === other.setupId
