import { consume } from '../../src/jobs/consume.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { newDeps } from './merchant.ts'

/** A queue that holds its messages, for a test to deliver: once, twice, late or never. */
export function newQueue() {
  const messages: JobMessage[] = []
  const take = async (sends: Iterable<MessageSendRequest<JobMessage>>) => {
    const batch = [...sends]
    if (batch.length > 100) throw new Error('A batch holds at most 100 messages.')
    messages.push(...batch.map(({ body }) => body))
  }
  return Object.assign({ sendBatch: take } as unknown as Queue<unknown>, { messages })
}

/**
 * Delivers messages in batches of twenty, as the platform does, each with its own dependencies. Returns the retry delay in seconds of
 * each message that was not acknowledged.
 */
export async function work(messages: readonly JobMessage[], attempts = 1): Promise<number[]> {
  const putOff: number[] = []
  const retry = ({ delaySeconds }: { delaySeconds: number }) => putOff.push(delaySeconds)
  for (let at = 0; at < messages.length; at += 20) {
    const batch = messages.slice(at, at + 20).map((body) => ({ body, attempts, ack: () => undefined, retry }))
    await consume({ queue: 'remit-jobs', messages: batch } as unknown as MessageBatch<unknown>, newDeps)
  }
  return putOff
}
