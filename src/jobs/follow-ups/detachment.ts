import { detachMethod } from '../../actions/payments/detach-method.ts'
import { selectCustomer } from '../../db/repositories/customers.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** A method that its customer has removed, to be removed at the provider. */
export const detachment: FollowUpHandler<'detachment'> = {
  caller: (accountId) => jobCaller(accountId, 'detachment'),
  select: selectCustomer,
  written: () => undefined,
  act: detachMethod,
}
