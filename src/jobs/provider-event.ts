import { applyProviderEvent } from '../actions/provider-events/apply-provider-event.ts'
import { commitUnit, unitOfWork, type Written } from '../actions/unit-of-work.ts'
import { scopesOf } from '../core/access/caller.ts'
import { providerEventsOf } from '../db/repositories/provider-events.ts'
import { reviewItem } from '../db/repositories/review-items.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import type { ClaimedWork } from './messages.ts'

const maxTries = 5

/** Applies a stored provider event. After a few failed tries it becomes a review item. */
export async function providerEvent(
  deps: Deps,
  { accountId, id, kind: provider, fence, tries }: ClaimedWork,
  written: Written,
): Promise<void> {
  const actor = { kind: 'provider' as const, id }
  try {
    await applyProviderEvent(
      deps,
      unitOfWork({ ...jobCaller(accountId, id), actor, scopes: scopesOf.provider }, { written }),
      { provider, eventId: id },
    )
  } catch (error) {
    const kept = providerEventsOf(deps.db, accountId, provider)
    const isParked = tries + 1 >= maxTries
    const next = isParked ? null : deps.now() + backoffMs(tries)
    const reason = error instanceof Error ? error.name : 'fault'
    const rows = [kept.postponed(id, fence, tries + 1, next, reason)]
    if (isParked)
      rows.push(
        reviewItem(deps, accountId, {
          kind: 'provider_event_parked',
          subject: id,
          invoiceId: null,
          detail: { reason },
        }),
      )
    await commitUnit(deps, unitOfWork(jobCaller(accountId, id), { written }), [], deps.now(), rows)
  }
}
