/** Claimed work and its fence. */
type Claim = { readonly kind: string; readonly fence: number; readonly tries: number }

/** What each job's message carries besides the account and the subject's id. Ids only. */
type Carried = {
  readonly follow_up: Claim
  readonly timer: Claim
  readonly provider_event: Claim
  readonly provider_feed: Claim
  /** A request for a fresh link; the id is the old link's. It has no row yet. */
  readonly fresh_link: { readonly invoiceId: string }
  /** A code to be mailed; the id is that of the request to sign in. */
  readonly sign_in_code: Record<never, never>
  /** The same for the deployment's own page, which is of no account. */
  readonly deployment_code: Record<never, never>
}

export type Job = keyof Carried

/** A queue message. */
export type JobMessage<J extends Job = Job> = {
  [K in J]: {
    readonly job: K
    readonly accountId: K extends 'deployment_code' ? null : string
    readonly id: string
  } & Carried[K]
}[J]

export type ClaimedWork = JobMessage<Exclude<Job, 'fresh_link' | 'sign_in_code' | 'deployment_code'>>

const claimed: ReadonlySet<unknown> = new Set(['follow_up', 'timer', 'provider_event', 'provider_feed'])

export function isJobMessage(body: unknown): body is JobMessage {
  const { job, accountId, id, kind, fence, tries, invoiceId } = (body ?? {}) as Record<string, unknown>
  if (job === 'deployment_code') return accountId === null && typeof id === 'string'
  if (typeof accountId !== 'string' || typeof id !== 'string') return false
  if (job === 'sign_in_code') return true
  if (job === 'fresh_link') return typeof invoiceId === 'string'
  return claimed.has(job) && typeof kind === 'string' && Number.isInteger(fence) && Number.isInteger(tries)
}
