import { type DueMail, sendMail } from '../actions/mail/send-mail.ts'
import type { HeldFollowUp } from '../db/commit.ts'
import { isLostLease } from '../db/conflict.ts'
import { outboxOf } from '../db/repositories/outbox.ts'
import type { WithParties } from '../db/repositories/parties.ts'
import { reviewItem } from '../db/repositories/review-items.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import { forgiving } from './forgiving.ts'
import type { ClaimedWork } from './messages.ts'

const mostTries = 6
const freshMs = 10_000

/** Does a follow-up that was claimed under a fence; brought a second time it finds the fence taken and does nothing. */
export const followUp = (deps: Deps, { accountId, id, fence }: ClaimedWork): Promise<void> =>
  attend(deps, accountId, () => outboxOf(deps.db, accountId).claim(id, deps.now(), fence))

/** Does the follow-ups that a request just wrote, after it was answered; cron does what is missed, when their lease ends. */
export async function drain(deps: Deps): Promise<void> {
  for (const { accountId, id, held } of deps.followUps.splice(0))
    await forgiving('follow_up', id, () => attend(deps, accountId, () => inHand(deps, accountId, id, held)))
}

/**
 * A follow-up of our own, written a moment ago, is ours already and its invoice stands as we wrote it: nothing is asked. Later the
 * lease is renewed and the invoice read again.
 */
async function inHand(deps: Deps, accountId: string, id: string, held: HeldFollowUp | null): Promise<Held | null> {
  const written = held && deps.written.get(held.subjectId)
  const isFresh = held && deps.now() - held.createdAt < freshMs
  if (isFresh && written) return { due: held, loaded: written }
  return outboxOf(deps.db, accountId).claim(id, deps.now(), held?.fence)
}

type Held = { readonly due: DueMail; readonly loaded: WithParties | null }

async function attend(deps: Deps, accountId: string, take: () => Promise<Held | null>): Promise<void> {
  deps.guards.length = 0
  deps.marks.length = 0
  const taken = await take()
  if (!taken) return
  const { due, loaded } = taken
  try {
    const waiting = await sendMail(deps, jobCaller(accountId, 'mail'), due, loaded)
    if (waiting !== null) await again(deps, accountId, due, waiting.again)
  } catch (error) {
    if (!isLostLease(error)) await again(deps, accountId, due, error instanceof Error ? error.name : 'fault')
    throw error
  }
}

/** Puts a follow-up off. One that fails however often it is tried is left to a person. */
async function again(deps: Deps, accountId: string, { id, fence, tries }: DueMail, reason: string): Promise<void> {
  deps.guards.length = 0
  deps.marks.length = 0
  const isParked = tries + 1 >= mostTries
  const next = isParked ? null : deps.now() + backoffMs(tries)
  const rows = [outboxOf(deps.db, accountId).retried(id, fence, tries + 1, next, reason)]
  const item = { kind: 'follow_up_parked', subject: id, invoiceId: null, detail: { reason } }
  if (isParked) rows.push(reviewItem(deps, accountId, item))
  await deps.commit(jobCaller(accountId, 'mail'), [], deps.now(), rows)
}
