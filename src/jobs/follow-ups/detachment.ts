import { detachMethod } from '../../actions/payments/detach-method.ts'
import { selectAccount } from '../../db/repositories/accounts.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** A method that its customer has removed, to be removed at the provider, also once the customer is gone. */
export const detachment: FollowUpHandler<'detachment'> = {
  caller: (accountId) => jobCaller(accountId, 'detachment'),
  select: selectAccount,
  written: () => undefined,
  act: detachMethod,
}
