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

const mostTries = 6
const freshMs = 10_000

/** Does a follow-up that was claimed under a fence; brought a second time it finds the fence taken and does nothing. */
export const followUp = (deps: Deps, { accountId, id, fence }: ClaimedWork, written: Written): Promise<void> =>
  attend(deps, accountId, written, () => outboxOf(deps.db, accountId).claim(id, deps.now(), fence))

/** Does the follow-ups that a request just wrote, after it was answered; cron does what is missed, when their lease ends. */
export async function drain(deps: Deps, written: Written): Promise<void> {
  for (const { accountId, id, held } of written.followUps.splice(0))
    await runWithoutFailing('follow_up', id, () =>
      attend(deps, accountId, written, () => inHand(deps, written, { accountId, id, held })),
    )
}

/**
 * A follow-up of our own, written a moment ago, is ours already and its invoice stands as we wrote it: nothing is asked. Later the
 * lease is renewed and the invoice read again.
 */
async function inHand(
  deps: Deps,
  written: Written,
  { accountId, id, held }: Written['followUps'][number],
): Promise<Held | null> {
  const loaded = held && written.invoices.get(held.subjectId)
  const isFresh = held && deps.now() - held.createdAt < freshMs
  if (isFresh && loaded) return { due: held, loaded }
  return outboxOf(deps.db, accountId).claim(id, deps.now(), held?.fence)
}

type Held = { readonly due: DueMail; readonly loaded: WithParties | null }

async function attend(
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
    const waiting = await sendMail(deps, unit, due, loaded)
    if (waiting !== null) await again(deps, unit, due, waiting.again)
  } catch (error) {
    if (!isLostLease(error)) await again(deps, unit, due, error instanceof Error ? error.name : 'fault')
    throw error
  }
}

/** Puts a follow-up off. One that fails however often it is tried is left to a person. */
async function again(deps: Deps, unit: UnitOfWork, { id, fence, tries }: DueMail, reason: string): Promise<void> {
  const { accountId } = unit.caller
  const isParked = tries + 1 >= mostTries
  const next = isParked ? null : deps.now() + backoffMs(tries)
  const rows = [outboxOf(deps.db, accountId).retried(id, fence, tries + 1, next, reason)]
  const item = { kind: 'follow_up_parked', subject: id, invoiceId: null, detail: { reason } }
  if (isParked) rows.push(reviewItem(deps, accountId, item))
  await commitUnit(deps, unit, [], deps.now(), rows)
}
