import type { TakenTimer } from '../db/repositories/timers.ts'
import type { Deps } from '../deps.ts'
import { drain, followUp } from './follow-up.ts'
import { forgiving } from './forgiving.ts'
import { isJobMessage, type JobMessage } from './messages.ts'
import { providerEvent } from './provider-event.ts'
import { providerFeed } from './provider-feed.ts'
import { takeTimers } from './take-timers.ts'
import { timer } from './timer.ts'

type Worker = (deps: Deps, message: JobMessage, taken: () => Promise<TakenTimer | null | undefined>) => Promise<void>

const workers: Readonly<Record<JobMessage['job'], Worker>> = {
  follow_up: followUp,
  timer: async (deps, message, taken) => timer(deps, message, await taken()),
  provider_event: providerEvent,
  provider_feed: providerFeed,
}

/**
 * Works through a batch, each message with things of its own; its timers are taken together. The queue may bring one twice; the
 * fence makes it one effect.
 */
export async function consume(batch: MessageBatch<unknown>, newDeps: () => Deps): Promise<void> {
  const taking = takeTimers(
    batch.messages.map(({ body }) => body),
    newDeps,
  )
  await Promise.all(
    batch.messages.map(async (message, place) => {
      const { body } = message
      const taken = async () => (await taking).get(place)
      if (isJobMessage(body)) await forgiving(body.job, body.id, () => work(newDeps(), body, taken))
      message.ack()
    }),
  )
}

/** Does the work, and at once what follows from it: a reminder's mail need not wait for the next tick. */
async function work(deps: Deps, message: JobMessage, taken: Parameters<Worker>[2]): Promise<void> {
  deps.enter(message.accountId)
  await workers[message.job](deps, message, taken)
  await drain(deps)
}
