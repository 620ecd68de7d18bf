import { type DueMail, sendMail } from '../actions/mail/send-mail.ts'
import { isLostLease } from '../db/conflict.ts'
import { outboxOf } from '../db/repositories/outbox.ts'
import { reviewItem } from '../db/repositories/review-items.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import { forgiving } from './forgiving.ts'
import type { JobMessage } from './messages.ts'

const mostTries = 6

/** Does a follow-up that was claimed under a fence; brought a second time it finds the fence taken and does nothing. */
export const followUp = (deps: Deps, { accountId, id, fence }: JobMessage): Promise<void> =>
  attend(deps, accountId, id, fence)

/** Does the follow-ups that a request just wrote, after it was answered; cron does what is missed. */
export async function drain(deps: Deps): Promise<void> {
  for (const { accountId, id } of deps.followUps.splice(0))
    await forgiving('follow_up', id, () => attend(deps, accountId, id))
}

async function attend(deps: Deps, accountId: string, id: string, fence?: number): Promise<void> {
  deps.guards.length = 0
  deps.marks.length = 0
  const due = await outboxOf(deps.db, accountId).claim(id, deps.now(), fence)
  if (!due) return
  try {
    const waiting = await sendMail(deps, jobCaller(accountId, 'mail'), due)
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
