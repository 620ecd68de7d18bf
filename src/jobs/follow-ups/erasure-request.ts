import { sendErasureRequest } from '../../actions/mail/send-erasure-request.ts'
import { selectCustomer, type WithAccount } from '../../db/repositories/customers.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** That a customer asks to be erased, to the merchant. */
export const erasureRequest: FollowUpHandler<'erasure_request', WithAccount> = {
  caller: (accountId) => jobCaller(accountId, 'erasure_request'),
  select: selectCustomer,
  written: () => undefined,
  act: sendErasureRequest,
}
