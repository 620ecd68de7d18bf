import { type DueMail, sendMail } from '../actions/mail/send-mail.ts'
import { commitUnit, type UnitOfWork, unitOfWork, type Written } from '../actions/unit-of-work.ts'
import { isLostLease } from '../db/conflict.ts'
import { outboxOf } from '../db/repositories/outbox.ts'
import type { WithParties } from '../db/repositories/parties.ts'
import { reviewItem } from '../db/repositories/review-items.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import type { ClaimedWork } from './messages.ts'
import { runWithoutFailing } from './run-without-failing.ts'

const maxTries = 6
const recentMs = 10_000

/** Processes a claimed follow-up; a duplicate message finds a newer fence and does nothing. */
export const followUp = (deps: Deps, { accountId, id, fence }: ClaimedWork, written: Written): Promise<void> =>
  process(deps, accountId, written, () => outboxOf(deps.db, accountId).claim(id, deps.now(), fence))

/**
 * Processes the follow-ups that a request wrote, after its response; cron picks up missed ones when their lease ends.
 */
export async function drain(deps: Deps, written: Written): Promise<void> {
  for (const { accountId, id, held } of written.followUps.splice(0))
    await runWithoutFailing('follow_up', id, () =>
      process(deps, accountId, written, () => takeWritten(deps, written, { accountId, id, held })),
    )
}

/**
 * A follow-up written seconds ago is still held by us and its invoice is current, so no query is needed. Later the
 * lease is renewed and the invoice read again.
 */
async function takeWritten(
  deps: Deps,
  written: Written,
  { accountId, id, held }: Written['followUps'][number],
): Promise<Held | null> {
  const loaded = held && written.invoices.get(held.subjectId)
  const isRecent = held && deps.now() - held.createdAt < recentMs
  if (isRecent && loaded) return { due: held, loaded }
  return outboxOf(deps.db, accountId).claim(id, deps.now(), held?.fence)
}

type Held = { readonly due: DueMail; readonly loaded: WithParties | null }

async function process(
  deps: Deps,
  accountId: string,
  written: Written,
  take: () => Promise<Held | null>,
): Promise<void> {
  const taken = await take()
  if (!taken) return
  const { due, loaded } = taken
  const unit = unitOfWork(jobCaller(accountId, 'mail'), { written })
  try {
    const unsent = await sendMail(deps, unit, due, loaded)
    if (unsent !== null) await postpone(deps, unit, due, unsent.retryReason)
  } catch (error) {
    if (!isLostLease(error)) await postpone(deps, unit, due, error instanceof Error ? error.name : 'fault')
    throw error
  }
}

/** Postpones a follow-up; after the last try it becomes a review item. */
async function postpone(deps: Deps, unit: UnitOfWork, { id, fence, tries }: DueMail, reason: string): Promise<void> {
  const { accountId } = unit.caller
  const isParked = tries + 1 >= maxTries
  const next = isParked ? null : deps.now() + backoffMs(tries)
  const rows = [outboxOf(deps.db, accountId).postponed(id, fence, tries + 1, next, reason)]
  const item = { kind: 'follow_up_parked', subject: id, invoiceId: null, detail: { reason } }
  if (isParked) rows.push(reviewItem(deps, accountId, item))
  await commitUnit(deps, unit, [], deps.now(), rows)
}
