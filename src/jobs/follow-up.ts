import { type DueFollowUp, ending, type Outcome } from '../actions/follow-up.ts'
import { commitUnit, type UnitOfWork, unitOfWork, type Written } from '../actions/unit-of-work.ts'
import type { FollowUpKind } from '../core/follow-up.ts'
import type { HeldFollowUp } from '../db/commit.ts'
import { isLostLease } from '../db/conflict.ts'
import { outboxOf } from '../db/repositories/outbox.ts'
import { reviewItem } from '../db/repositories/review-items.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import type { FollowUpHandler } from './follow-ups/handler.ts'
import { followUpHandler } from './follow-ups/registry.ts'
import type { ClaimedWork } from './messages.ts'
import { runWithoutFailing } from './run-without-failing.ts'

const maxTries = 6
const recentMs = 10_000

type Handler = FollowUpHandler<FollowUpKind>

/** A follow-up that we hold, with its subject; null where that was deleted. */
type Taken = { readonly due: HeldFollowUp; readonly subject: unknown }

/** Processes a claimed follow-up; a duplicate message finds a newer fence and does nothing. */
export const followUp = (deps: Deps, { accountId, id, kind, fence }: ClaimedWork, written: Written): Promise<void> =>
  process(deps, { accountId, kind }, written, ({ select }) => outboxOf(deps.db, accountId).claim(select, id, fence))

/**
 * Processes the follow-ups that a request wrote, after its response, and those that they order in turn; cron picks up missed ones when
 * their lease ends.
 */
export async function drain(deps: Deps, written: Written): Promise<void> {
  while (written.followUps.length > 0)
    for (const order of written.followUps.splice(0))
      await runWithoutFailing('follow_up', order.id, () =>
        process(deps, order, written, (handler) => takeWritten(deps, handler, written, order)),
      )
}

/**
 * A follow-up written seconds ago is still held by us and its subject is current, so no query is needed. Later the
 * lease is renewed and the subject read again.
 */
async function takeWritten(
  deps: Deps,
  { select, written: writtenSubject }: Handler,
  written: Written,
  { accountId, id, held }: Written['followUps'][number],
): Promise<Taken | null> {
  const subject = held && writtenSubject(written, held.subjectId)
  const isRecent = held && deps.now() - held.createdAt < recentMs
  if (isRecent && subject) return { due: held, subject }
  return outboxOf(deps.db, accountId).claim(select, id, held?.fence)
}

/** A kind that only newer code knows is not claimed: its lease ends, and that code takes it. */
async function process(
  deps: Deps,
  { accountId, kind }: { readonly accountId: string; readonly kind: string },
  written: Written,
  take: (handler: Handler) => Promise<Taken | null>,
): Promise<void> {
  const handler = followUpHandler(kind)
  const taken = await take(handler)
  if (!taken) return
  const { subject } = taken
  const due = { ...taken.due, isLastTry: taken.due.tries + 1 >= maxTries }
  const unit = unitOfWork(handler.caller(accountId), { written })
  try {
    await record(deps, unit, due, subject ? await handler.act(deps, unit, due, subject) : nothingToDo)
  } catch (error) {
    if (!isLostLease(error)) await postpone(deps, unit, due, error instanceof Error ? error.name : 'fault')
    throw error
  }
}

const nothingToDo: Outcome = { kind: 'skipped', reason: 'nothing_to_do' }

async function record(deps: Deps, unit: UnitOfWork, due: DueFollowUp, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'skipped') await commitUnit(deps, ending(deps, unit, due, outcome.reason), [], deps.now())
  if (outcome.kind === 'later') await postpone(deps, unit, due, outcome.reason)
}

/** Postpones a follow-up; after the last try it becomes a review item. */
async function postpone(
  deps: Deps,
  unit: UnitOfWork,
  { id, fence, tries, isLastTry }: DueFollowUp,
  reason: string,
): Promise<void> {
  const { accountId } = unit.caller
  const next = isLastTry ? null : deps.now() + backoffMs(tries)
  const rows = [outboxOf(deps.db, accountId).postponed(id, fence, tries + 1, next, reason)]
  const item = { kind: 'follow_up_parked', subject: id, invoiceId: null, detail: { reason } }
  if (isLastTry) rows.push(reviewItem(deps, accountId, item))
  await commitUnit(deps, unit, [], deps.now(), rows)
}
