import { requireScope } from '../../core/access/caller.ts'
import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import { providerFeedsOf } from '../../db/repositories/provider-feeds.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToRead = { readonly provider: string; readonly fence: number; readonly tries: number }

/** The messages that nobody had brought, by id, and whether there is more of the list to read at once. */
type FeedRead = { readonly found: readonly string[]; readonly isBehind: boolean }

const minuteMs = 60_000
/** So much of the list at a time: what piled up while nothing ran is caught up in steps. */
const mostAtOnceMs = 360 * minuteMs
/** What was too much is halved with each try, until it is no more than this. */
const leastAtOnceMs = 5 * minuteMs
/** The provider's clock is not ours, and what happened just now may not be listed yet. */
const overlapMs = 300_000

/**
 * Keeps what happened at the provider and no message told us: the list knows, for a month. What is kept here is applied like a
 * message that came; one that came is kept already.
 */
export async function readProviderFeed(
  deps: Deps,
  unit: UnitOfWork,
  { provider: name, fence, tries }: ToRead,
): Promise<FeedRead> {
  requireScope(unit.caller, 'work')
  const { accountId } = unit.caller
  const feed = providerFeedsOf(deps.db, accountId, name)
  const provider = deps.provider(accountId)
  const from = await feed.readUntil(fence)
  if (from === null) return { found: [], isBehind: false }
  const now = deps.now()
  const until = Math.min(now, from + Math.max(leastAtOnceMs, mostAtOnceMs / 2 ** tries))
  const listed = (await provider?.listMessages(from - overlapMs, until)) ?? { kind: 'unknown' }
  if (listed.kind !== 'answered') throw new FeedUnreadable()
  const kept = providerEventsOf(deps.db, accountId, name)
  const known = await kept.known(listed.value.map(({ id }) => id))
  const found = listed.value.filter(({ id }) => !known.has(id))
  await commitUnit(deps, unit, [], now, [
    ...found.map((message) => kept.found(message, now)),
    feed.readOn(fence, until, now),
  ])
  return { found: found.map(({ id }) => id), isBehind: until < now }
}

/** The provider could not be asked now. */
class FeedUnreadable extends Error {
  override name = 'FeedUnreadable'
}
