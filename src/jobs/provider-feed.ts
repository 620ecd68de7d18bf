import { readProviderFeed } from '../actions/provider-events/read-provider-feed.ts'
import { commitUnit, unitOfWork } from '../actions/unit-of-work.ts'
import { lookEveryMs, providerFeedsOf } from '../db/repositories/provider-feeds.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import type { ClaimedWork } from './messages.ts'

/** Reads on in a provider's own list of what happened; where it cannot be read now, a little later, for as long as it takes. */
export async function providerFeed(deps: Deps, { accountId, id: provider, fence, tries }: ClaimedWork): Promise<void> {
  const unit = unitOfWork(jobCaller(accountId, 'feed'))
  try {
    await readProviderFeed(deps, unit, { provider, fence, tries })
  } catch (error) {
    const feed = providerFeedsOf(deps.db, accountId, provider)
    const again = deps.now() + Math.min(lookEveryMs, backoffMs(tries))
    await commitUnit(deps, unit, [], deps.now(), [feed.later(fence, again, tries + 1, (error as Error).name)])
    throw error
  }
}
