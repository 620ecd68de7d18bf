import { nothingWritten, type Written } from '../actions/unit-of-work.ts'
import type { TakenTimer } from '../db/repositories/timers.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { drain, followUp } from './follow-up.ts'
import { freshLink } from './fresh-link.ts'
import { isJobMessage, type Job, type JobMessage } from './messages.ts'
import { providerEvent } from './provider-event.ts'
import { providerFeed } from './provider-feed.ts'
import { runWithoutFailing } from './run-without-failing.ts'
import { signInCode } from './sign-in-code.ts'
import { takeTimers } from './take-timers.ts'
import { timer } from './timer.ts'

type Taking = () => Promise<TakenTimer | null | undefined>

/** A worker that answers `later` leaves its message on the queue. Claimed work never does: cron claims it again. */
type Workers = {
  readonly [J in Job]: (deps: Deps, message: JobMessage<J>, written: Written, taken: Taking) => Promise<unknown>
}

const workers: Workers = {
  follow_up: followUp,
  timer: async (deps, message, written, taken) => timer(deps, message, written, await taken()),
  provider_event: providerEvent,
  provider_feed: providerFeed,
  fresh_link: freshLink,
  sign_in_code: signInCode,
  deployment_code: signInCode,
}

/**
 * Processes a batch, each message with its own dependencies; timers are claimed together. A message delivered twice
 * takes effect once because of its fence.
 */
export async function consume(batch: MessageBatch<unknown>, newDeps: () => Deps): Promise<void> {
  const taking = takeTimers(
    batch.messages.map(({ body }) => body),
    newDeps,
  )
  await Promise.all(
    batch.messages.map(async (message, place) => {
      const { body, attempts } = message
      const taken = async () => (await taking).get(place)
      const outcome =
        isJobMessage(body) && (await runWithoutFailing(body.job, body.id, () => work(newDeps(), body, taken)))
      if (outcome === 'later') message.retry({ delaySeconds: Math.ceil(backoffMs(attempts - 1) / 1000) })
      else message.ack()
    }),
  )
}

/** Does the work and its follow-ups, so that a reminder's mail does not wait for the next tick. */
async function work<J extends Job>(deps: Deps, message: JobMessage<J>, taken: Taking): Promise<unknown> {
  if (message.accountId !== null) deps.enter(message.accountId)
  const written = nothingWritten()
  const outcome = await workers[message.job](deps, message, written, taken)
  await drain(deps, written)
  return outcome
}
