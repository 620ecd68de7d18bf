import type { Context } from 'hono'
import type { Account } from '../../../core/accounts/account.ts'
import type { Env } from '../../../http/env.ts'

/** The context after authentication: the account is known, and every response has a request id. */
export type ApiEnv = {
  Bindings: Env['Bindings']
  Variables: Env['Variables'] & { account: Account; requestId: string }
}
export type ApiContext = Context<ApiEnv>
