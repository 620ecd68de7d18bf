import { type Caller, requireScope } from '../../core/access/caller.ts'
import type { DayRange } from '../../core/calendar/day-range.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesIssuedIn } from '../../db/screens/customer-invoices-screen.ts'
import type { Deps } from '../../deps.ts'

/** The most invoices that are listed in one file. */
const mostListed = 1000

/** All invoices of a customer that were issued on these days in the merchant's zone, oldest first. Refuses `documents_too_many`. */
export async function issuedInvoices(
  { db }: Pick<Deps, 'db'>,
  caller: Caller,
  { customerId, range }: { readonly customerId: string; readonly range: DayRange },
): Promise<Result<IssuedInvoice[]>> {
  requireScope(caller, 'invoices:read', { customerId })
  const invoices = await invoicesIssuedIn(db, { accountId: caller.accountId, customerId }, range, mostListed + 1)
  return invoices.length > mostListed ? refuse('documents_too_many', { values: { most: mostListed } }) : ok(invoices)
}
