import { eraseHistories } from '../../actions/customers/erase-histories.ts'
import { selectAccount } from '../../db/repositories/accounts.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** The histories of an erased customer's invoices; the customer has no row any more, but their account has. */
export const erasure: FollowUpHandler<'erasure'> = {
  caller: (accountId) => jobCaller(accountId, 'erasure'),
  select: selectAccount,
  written: () => undefined,
  act: eraseHistories,
}
