import { sendMessage } from '../../actions/mail/send-message.ts'
import { selectInvoice, type WithParties } from '../../db/repositories/parties.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** What a customer wrote, to the merchant. */
export const message: FollowUpHandler<'message', WithParties> = {
  caller: (accountId) => jobCaller(accountId, 'message'),
  select: selectInvoice,
  written: ({ invoices }, invoiceId) => invoices.get(invoiceId),
  act: sendMessage,
}
