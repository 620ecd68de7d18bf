import { mailSignInCode } from '../actions/portal/mail-sign-in-code.ts'
import { isUnavailable } from '../db/faults.ts'
import type { Deps } from '../deps.ts'
import type { JobMessage } from './messages.ts'

/** Queues the mail with a code; if the queue is unavailable it is sent at once, because the page has promised it. */
export async function orderSignInCode(deps: Deps, accountId: string, id: string): Promise<void> {
  const message = { job: 'sign_in_code', accountId, id } as const
  try {
    await deps.queue.send(message satisfies JobMessage)
  } catch {
    await signInCode(deps, message)
  }
}

/** Mails a code. The message stays on the queue while the database or the mail server is away: no row would restore it. */
export async function signInCode(
  deps: Deps,
  { accountId, id }: JobMessage<'sign_in_code'>,
): Promise<'later' | undefined> {
  try {
    return (await mailSignInCode(deps, accountId, id)) === 'later' ? 'later' : undefined
  } catch (error) {
    if (isUnavailable(error)) return 'later'
    throw error
  }
}
