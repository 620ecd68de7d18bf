import { chargeNow } from '../../core/collection/rescheduling.ts'
import { ok } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** The customer has another method to be charged: what could not be charged before is tried with it at once. */
export async function retryWaitingCharges(deps: Deps, unit: UnitOfWork, customerId: string): Promise<void> {
  for (const invoiceId of await invoicesOf(deps.db, unit.caller.accountId).chargedTo(customerId)) {
    await changeInvoice(deps, unit, invoiceId, (invoice, now) => ok(chargeNow(invoice, 'method_changed', now)))
  }
}
