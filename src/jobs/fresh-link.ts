import { openLink } from '../actions/links/open-link.ts'
import { orderFreshLink } from '../actions/links/order-fresh-link.ts'
import { nothingWritten, unitOfWork, type Written } from '../actions/unit-of-work.ts'
import { readLink } from '../crypto/link-token.ts'
import { DatabaseUnavailable } from '../db/conflict.ts'
import { isUnavailable } from '../db/faults.ts'
import type { Deps } from '../deps.ts'
import { drain } from './follow-up.ts'
import type { JobMessage } from './messages.ts'

/**
 * Queues the request for a fresh link if the old link is one of ours, also if expired. If the queue is unavailable it
 * is processed at once, because the page has promised a mail.
 */
export async function requestFreshLink(deps: Deps, token: string): Promise<void> {
  const read = await readLink(deps.linkKeys, token, deps.now())
  if (!read) return
  const { accountId, linkId, invoiceId } = read.claims
  const message = { job: 'fresh_link', accountId, id: linkId, invoiceId } as const
  try {
    await deps.queue.send(message satisfies JobMessage)
  } catch {
    const written = nothingWritten()
    for (let tries = 0; (await freshLink(deps, message, written)) === 'later'; tries++) {
      if (tries === maxTries) throw new DatabaseUnavailable()
      await new Promise<void>((resolve) => setTimeout(resolve, pauseMs))
    }
    await drain(deps, written)
  }
}

/** Work after the response may take 30 seconds, and a query to an unavailable database takes up to five. */
const maxTries = 2
const pauseMs = 2000

/**
 * Orders the mail with a fresh link. While the database is unavailable the message stays on the queue, since no row
 * would restore it.
 */
export async function freshLink(
  deps: Deps,
  { accountId, id: linkId, invoiceId }: JobMessage<'fresh_link'>,
  written: Written,
): Promise<'later' | undefined> {
  try {
    const opened = await openLink(deps, { accountId, linkId, invoiceId })
    if (opened?.caller) await orderFreshLink(deps, unitOfWork(opened.caller, { written }), opened)
  } catch (error) {
    if (isUnavailable(error)) return 'later'
    throw error
  }
}
