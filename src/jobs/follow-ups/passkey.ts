import { sendPasskeyMail } from '../../actions/mail/send-passkey-mail.ts'
import { selectCustomer, type WithAccount } from '../../db/repositories/customers.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** That a passkey was added, to its customer. */
export const passkey: FollowUpHandler<'passkey', WithAccount> = {
  caller: (accountId) => jobCaller(accountId, 'passkey'),
  select: selectCustomer,
  written: () => undefined,
  act: sendPasskeyMail,
}
