import { requireScope } from '../../core/access/caller.ts'
import type { Deps } from '../../deps.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Removes a method at the provider that its customer has removed here. Without an answer it is repeated. */
export async function detachMethod(deps: Deps, unit: UnitOfWork, due: DueFollowUp<'detachment'>): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return { kind: 'later', reason: 'payment_provider_unavailable' }
  const { methodId } = due.payload
  const detached = await provider.detachMethod(methodId)
  // Refused or without an answer, it may have been detached by an earlier call.
  const known = detached.kind === 'answered' ? null : await provider.method(methodId)
  const isGone =
    detached.kind === 'answered' ||
    (known?.kind === 'answered' && known.value.providerCustomerId === null) ||
    (known?.kind === 'refused' && known.code === 'resource_missing')
  if (!isGone) return { kind: 'later', reason: 'payment_provider_unavailable' }
  await commitUnit(deps, ending(deps, unit, due, 'detached'), [], deps.now())
  return { kind: 'done' }
}
