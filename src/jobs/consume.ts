import type { Deps } from '../deps.ts'
import { drain, followUp } from './follow-up.ts'
import { forgiving } from './forgiving.ts'
import { isJobMessage, type JobMessage } from './messages.ts'
import { providerEvent } from './provider-event.ts'
import { timer } from './timer.ts'

const workers: Readonly<Record<JobMessage['job'], (deps: Deps, message: JobMessage) => Promise<void>>> = {
  follow_up: followUp,
  timer,
  provider_event: providerEvent,
}

/** Works through a batch, each message with things of its own. The queue may bring one twice; the fence makes it one effect. */
export async function consume(batch: MessageBatch<unknown>, newDeps: () => Deps): Promise<void> {
  await Promise.all(
    batch.messages.map(async (message) => {
      const { body } = message
      if (isJobMessage(body)) await forgiving(body.job, body.id, () => work(newDeps(), body))
      message.ack()
    }),
  )
}

/** Does the work, and at once what follows from it: a reminder's mail need not wait for the next tick. */
async function work(deps: Deps, message: JobMessage): Promise<void> {
  await workers[message.job](deps, message)
  await drain(deps)
}
