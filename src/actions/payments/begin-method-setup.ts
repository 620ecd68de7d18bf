import { requireScope } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer, MethodSetup } from '../../core/customers/customer.ts'
import { beginSetup, setupEnded, setupLifeMs, setupOpened, type ToSetUp } from '../../core/customers/method-setup.ts'
import { savableTypes, savingCurrency } from '../../core/payments/savable-types.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { beginFeed } from '../../db/repositories/provider-feeds.ts'
import type { Deps } from '../../deps.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { OnlineProvider } from '../../providers/provider.ts'
import { afterEffect, prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { changeCustomer } from './change-customer.ts'
import { ensureProviderCustomer } from './ensure-provider-customer.ts'
import { recordSetup } from './record-setup.ts'

type ToBegin = {
  readonly customerId: string
  readonly account: Account
  /** Whether the method becomes the one that is charged automatically. */
  readonly makesDefault: boolean
  readonly language: string
}

/** A set-up that has ended is recorded, and then a new one is begun. */
const mostRounds = 2

/**
 * Where a customer saves a method at the provider. Commits the set-up, asks the provider under a key derived from it, and commits the
 * answer; without an answer the next try repeats the call. Refuses `payment_provider_unavailable`, and as `beginSetup` does.
 */
export async function beginMethodSetup(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, account, makesDefault, language }: ToBegin,
  justLoaded: Customer | null = null,
): Promise<Result<{ url: string }>> {
  requireScope(unit.caller, 'payment_methods:write', { customerId })
  const { accountId } = unit.caller
  const provider = deps.provider(accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  const found = justLoaded ?? (await customersOf(deps.db, accountId).find(customerId))
  if (!found) return refuse('resource_missing')
  const linked = await ensureProviderCustomer(deps, unit, provider, found)
  if (!linked.ok) return linked
  const request = {
    currency: savingCurrency(account, linked.value),
    methodTypes: savableTypes(account, linked.value),
    language,
  }
  let customer = linked.value
  for (let round = 0; round < mostRounds; round++) {
    const setupId = deps.newId('methodSetup')
    const begun = await begin(deps, unit, provider, customer, { setupId, makesDefault, request })
    if (!begun.ok) return begun
    const setup = begun.value.methodSetup!
    if (setup.providerSessionId === null) return send(deps, unit, provider, begun.value, setup, setup.id !== setupId)
    const report = await provider.lookUpSetup(setup.providerSessionId)
    if (report.kind === 'unknown') return refuse('payment_provider_unavailable')
    if (report.kind === 'answered' && report.value.url !== null) return ok({ url: report.value.url })
    const saved = report.kind === 'answered' ? report.value.saved : null
    const ended = await recordSetup(deps, prerequisite(unit), { accountId, customerId, setupId: setup.id }, saved)
    if (!ended.ok) return ended
    customer = ended.value
  }
  return refuse('conflict')
}

/** The customer with a set-up that is open. The provider's list of events is read from now on, as its webhook may get lost. */
const begin = (deps: Deps, unit: UnitOfWork, provider: OnlineProvider, customer: Customer, toSetUp: ToSetUp) =>
  changeCustomer(deps, prerequisite(unit), customer.id, (current, now) => beginSetup(current, toSetUp, now), customer, [
    beginFeed(unit.caller.accountId, provider.name, deps.now()),
  ])

/**
 * Opens the page. Without an answer the next try repeats the call. If that gets none either, it ends: the provider may repeat its
 * failure under this key for a day, and a page whose address nobody got expires unused.
 */
async function send(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  { accountId, id: customerId, providerCustomerId }: Customer,
  { id: setupId, startedAt, request }: MethodSetup,
  isRepeat: boolean,
): Promise<Result<{ url: string }>> {
  const returnUrl = linkUrl(deps.origin, paths.portalSetupReturn(accountId, setupId))
  const opened = await provider.openSetup({
    ...request,
    accountId,
    customerId,
    setupId,
    providerCustomerId: providerCustomerId ?? '',
    returnUrl,
    expiresAt: startedAt + setupLifeMs,
  })
  if (opened.kind === 'unknown' && !isRepeat) return refuse('payment_provider_unavailable')
  const { providerSessionId, url } = opened.kind === 'answered' ? opened.value : { providerSessionId: '', url: null }
  const written = await changeCustomer(deps, afterEffect(unit), customerId, (customer) =>
    ok(url === null ? setupEnded(customer, setupId, null) : setupOpened(customer, { setupId, providerSessionId })),
  )
  if (!written.ok) return written
  return url === null ? refuse('payment_provider_unavailable') : ok({ url })
}
