import { sendMail } from '../../actions/mail/send-mail.ts'
import { selectInvoice, type WithParties } from '../../db/repositories/parties.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** A mail about an invoice. */
export const mail: FollowUpHandler<'mail', WithParties> = {
  caller: (accountId) => jobCaller(accountId, 'mail'),
  select: selectInvoice,
  written: ({ invoices }, invoiceId) => invoices.get(invoiceId),
  act: sendMail,
}
