import { readProviderFeed } from '../actions/provider-events/read-provider-feed.ts'
import { commitUnit, unitOfWork, type Written } from '../actions/unit-of-work.ts'
import { pollIntervalMs, providerFeedsOf } from '../db/repositories/provider-feeds.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import type { ClaimedWork } from './messages.ts'
import { providerEvent } from './provider-event.ts'

/** The most spans read and events applied in one run; the rest is left to the next ticks. */
const maxSpans = 40
const maxApplied = 50

/**
 * Reads the provider's list of events up to now, also after a long outage, and applies those that no webhook delivered.
 * On failure it is retried until it succeeds.
 */
export async function providerFeed(
  deps: Deps,
  { accountId, id: provider, fence, tries }: ClaimedWork,
  written: Written,
): Promise<void> {
  const unit = unitOfWork(jobCaller(accountId, 'feed'), { written })
  try {
    for (let spans = 0, applied = 0; spans < maxSpans && applied < maxApplied; spans++) {
      const { found, isBehind } = await readProviderFeed(deps, unit, { provider, fence, tries })
      for (const id of found.slice(0, maxApplied))
        await providerEvent(deps, messageOf(accountId, provider, id), written)
      applied += found.length
      if (!isBehind) return
    }
  } catch (error) {
    const feed = providerFeedsOf(deps.db, accountId, provider)
    const again = deps.now() + Math.min(pollIntervalMs, backoffMs(tries))
    await commitUnit(deps, unit, [], deps.now(), [feed.postponed(fence, again, tries + 1, (error as Error).name)])
    throw error
  }
}

/** The job message of an event that was just found. */
const messageOf = (accountId: string, provider: string, id: string): ClaimedWork => ({
  job: 'provider_event',
  accountId,
  id,
  kind: provider,
  fence: 0,
  tries: 0,
})
