import { requireScope } from '../../core/access/caller.ts'
import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import { providerFeedsOf } from '../../db/repositories/provider-feeds.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToRead = { readonly provider: string; readonly fence: number; readonly tries: number }

/** The ids of events that no webhook delivered, and whether more of the list is left to read. */
type FeedRead = { readonly found: readonly string[]; readonly isBehind: boolean }

const minuteMs = 60_000
/** The longest span of the list read at once; a backlog is read in steps. */
const maxSpanMs = 360 * minuteMs
/** Each failed try halves the span, down to this. */
const minSpanMs = 5 * minuteMs
/** Spans overlap, because clocks differ and very recent events may not be listed yet. */
const overlapMs = 300_000

/**
 * Stores events from the provider's list (kept for a month) that no webhook delivered, to be applied like webhooks.
 * Events stored before are skipped.
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
  const until = Math.min(now, from + Math.max(minSpanMs, maxSpanMs / 2 ** tries))
  const listed = (await provider?.listMessages(from - overlapMs, until)) ?? { kind: 'unknown' }
  if (listed.kind !== 'answered') throw new FeedUnreadable()
  const kept = providerEventsOf(deps.db, accountId, name)
  const known = await kept.known(listed.value.map(({ id }) => id))
  const found = listed.value.filter(({ id }) => !known.has(id))
  await commitUnit(deps, unit, [], now, [
    ...found.map((message) => kept.found(message, now)),
    feed.advanced(fence, until, now),
  ])
  return { found: found.map(({ id }) => id), isBehind: until < now }
}

/** The provider's list could not be read now. */
class FeedUnreadable extends Error {
  override name = 'FeedUnreadable'
}
