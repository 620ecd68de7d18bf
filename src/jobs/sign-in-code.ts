import { mailDeploymentCode } from '../actions/portal/mail-deployment-code.ts'
import { mailSignInCode } from '../actions/portal/mail-sign-in-code.ts'
import { isUnavailable } from '../db/faults.ts'
import type { Deps } from '../deps.ts'
import type { JobMessage } from './messages.ts'

type CodeMessage = JobMessage<'sign_in_code' | 'deployment_code'>

/** Queues the mail with a code; if the queue is unavailable it is sent at once, because the page has promised it. */
export async function orderSignInCode(deps: Deps, accountId: string | null, id: string): Promise<void> {
  const message: CodeMessage =
    accountId === null ? { job: 'deployment_code', accountId, id } : { job: 'sign_in_code', accountId, id }
  try {
    await deps.queue.send(message)
  } catch {
    await signInCode(deps, message)
  }
}

/** Mails a code. The message stays on the queue while the database or the mail server is away: no row would restore it. */
export async function signInCode(deps: Deps, { accountId, id }: CodeMessage): Promise<'later' | undefined> {
  try {
    const mailed = accountId === null ? mailDeploymentCode(deps, id) : mailSignInCode(deps, accountId, id)
    return (await mailed) === 'later' ? 'later' : undefined
  } catch (error) {
    if (isUnavailable(error)) return 'later'
    throw error
  }
}
