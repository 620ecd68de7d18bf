import { requireScope, targetOf } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { promisePayment as decide } from '../../core/invoices/promise-payment.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

/** The day as it was typed, `YYYY-MM-DD`. */
type ToPromise = { readonly invoiceId: string; readonly payOn: string }

/** Writes by when the customer pays into the invoice's history. Refuses as the core does. */
export const promisePayment = (
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, payOn }: ToPromise,
): Promise<Result<Invoice>> =>
  changeInvoice(deps, unit, invoiceId, (invoice, at, { account }) => {
    requireScope(unit.caller, 'payments:create', targetOf(invoice))
    return decide(invoice, payOn, account, at)
  })
