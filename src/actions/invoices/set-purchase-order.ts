import { requireScope, targetOf } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { setPurchaseOrder as decide } from '../../core/invoices/purchase-order.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

type ToSet = { readonly invoiceId: string; readonly purchaseOrder: string }

/** Writes the number of their order on an open invoice, on behalf of a customer who may also pay it. */
export const setPurchaseOrder = (
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, purchaseOrder }: ToSet,
): Promise<Result<Invoice>> =>
  changeInvoice(deps, unit, invoiceId, (invoice) => {
    requireScope(unit.caller, 'payments:create', targetOf(invoice))
    return decide(invoice, purchaseOrder)
  })
