import { storeOrdered } from '../../actions/documents/store-document.ts'
import { selectInvoice, type WithParties } from '../../db/repositories/parties.ts'
import { jobCaller } from '../caller.ts'
import type { FollowUpHandler } from './handler.ts'

/** A document of an invoice, to be drawn and stored. */
export const document: FollowUpHandler<'document', WithParties> = {
  caller: (accountId) => jobCaller(accountId, 'document'),
  select: selectInvoice,
  written: ({ invoices }, invoiceId) => invoices.get(invoiceId),
  act: storeOrdered,
}
