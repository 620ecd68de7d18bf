import { requireScope } from '../../core/access/caller.ts'
import { timersOf } from '../../core/collection/timers.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { isSettled } from '../../core/payments/payment.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { DueTimer, Postponed } from '../collection/due-timer.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { pollPayment } from './refresh-payment.ts'

/** Polls the provider for each payment of the invoice whose check is due. */
export async function pollDuePayments(
  deps: Deps,
  unit: UnitOfWork,
  { loaded }: DueTimer<WithParties>,
): Promise<Postponed | null> {
  requireScope(unit.caller, 'work')
  const { invoice } = loaded
  const due = (isIssued(invoice) ? invoice.payments : []).filter(
    (payment) => !isSettled(payment) && payment.nextCheckAt !== null && payment.nextCheckAt <= deps.now(),
  )
  for (const [at, { id }] of due.entries())
    await pollPayment(deps, unit, { invoiceId: invoice.id, paymentId: id }, at === 0 ? loaded : null)
  return due.length > 0 ? null : { visibleAt: timersOf(invoice).check, reason: 'not_due' }
}
