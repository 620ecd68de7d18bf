import { chargedMethod } from '../../core/collection/charged-method.ts'
import { chargeWith } from '../../core/collection/rescheduling.ts'
import { isChargeable } from '../../core/customers/automatic-payment.ts'
import { ok } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** Retries charges that waited for another payment method, after the customer's changed. May be repeated. */
export async function retryWaitingCharges(deps: Deps, unit: UnitOfWork, customerId: string): Promise<void> {
  for (const invoiceId of await invoicesOf(deps.db, unit.caller.accountId).chargedTo(customerId)) {
    await changeInvoice(deps, unit, invoiceId, (invoice, now, { customer }) =>
      ok(customer && isChargeable(customer) ? chargeWith(chargedMethod(invoice, customer), invoice, now) : []),
    )
  }
}
