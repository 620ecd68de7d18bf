import { requireScope } from '../../core/access/caller.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import { payOutOfBand as decide } from '../../core/payments/out-of-band.ts'
import { elsewhere } from '../../core/payments/provider-account.ts'
import { bankProvider } from '../../core/payments/transfer.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { cancelOpenPayment } from './cancel-payment.ts'

/**
 * Records a payment received at the merchant's bank, or elsewhere where no bank account has the currency, in full or in part. An
 * open checkout is canceled first, so that nobody pays twice.
 */
export async function payOutOfBand(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, partMinor = null }: { invoiceId: string; partMinor?: number | null },
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'payments:write')
  const closed = await cancelOpenPayment(deps, unit, invoiceId, 'superseded')
  if (!closed.ok) return closed
  return changeInvoice(deps, unit, invoiceId, (invoice, _, { account }) =>
    decide(invoice, deps.newId('payment'), bankProvider(account, invoice.currency) ?? elsewhere, partMinor),
  )
}
