/** What can be on the queue: which piece of claimed work, and under which fence it was claimed. Ids only. */
export type JobMessage = {
  readonly job: 'follow_up' | 'timer' | 'provider_event' | 'provider_feed'
  readonly accountId: string
  readonly id: string
  readonly kind: string
  readonly fence: number
  readonly tries: number
}

const jobs: ReadonlySet<unknown> = new Set(['follow_up', 'timer', 'provider_event', 'provider_feed'])

export function isJobMessage(body: unknown): body is JobMessage {
  const { job, accountId, id, kind, fence, tries } = (body ?? {}) as Record<string, unknown>
  return (
    jobs.has(job) &&
    [accountId, id, kind].every((text) => typeof text === 'string') &&
    [fence, tries].every(Number.isInteger)
  )
}
