import { openLink } from '../actions/links/open-link.ts'
import { orderFreshLink } from '../actions/links/order-fresh-link.ts'
import { unitOfWork, type Written } from '../actions/unit-of-work.ts'
import { readLink } from '../crypto/link-token.ts'
import { isUnavailable } from '../db/faults.ts'
import type { Deps } from '../deps.ts'
import type { JobMessage } from './messages.ts'

/** Puts a stranger's wish for a fresh link on the queue, where their link is one of ours; also one whose time is over. */
export async function askForFreshLink({ linkKeys, queue, now }: Deps, token: string): Promise<void> {
  const read = await readLink(linkKeys, token, now())
  if (!read) return
  const { accountId, linkId, invoiceId } = read.claims
  await queue.send({ job: 'fresh_link', accountId, id: linkId, invoiceId } satisfies JobMessage)
}

/** Orders the mail with a fresh link. While the database is away it stays on the queue, for no row would bring it back. */
export async function freshLink(
  deps: Deps,
  { accountId, id: linkId, invoiceId }: JobMessage<'fresh_link'>,
  written: Written,
): Promise<'later' | undefined> {
  try {
    const opened = await openLink(deps, { accountId, linkId, invoiceId })
    if (opened) await orderFreshLink(deps, unitOfWork(opened.caller, { written }), opened.invoice)
  } catch (error) {
    if (isUnavailable(error)) return 'later'
    throw error
  }
}
