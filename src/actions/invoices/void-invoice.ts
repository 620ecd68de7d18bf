import { requireScope } from '../../core/access/caller.ts'
import { voidInvoice as decide } from '../../core/invoices/close.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { cancelOpenPayment } from '../payments/cancel-payment.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

/** Voids an invoice. A checkout that is still open is ended at the provider first. */
export async function voidInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId }: { invoiceId: string },
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const closed = await cancelOpenPayment(deps, unit, invoiceId, 'voided')
  return closed.ok ? changeInvoice(deps, unit, invoiceId, (invoice) => decide(invoice)) : closed
}
