import { requireScope } from '../../core/access/caller.ts'
import { allowedInstant, remind } from '../../core/collection/reminders.ts'
import { timersOf } from '../../core/collection/timers.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { ok } from '../../core/result.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { DueTimer, Postponed } from './due-timer.ts'

/**
 * Records the reminder step and orders its mail in one commit. Each step is sent once; missed steps are merged into the
 * newest.
 */
export async function remindCustomer(
  deps: Deps,
  unit: UnitOfWork,
  { loaded }: DueTimer<WithParties>,
): Promise<Postponed | null> {
  requireScope(unit.caller, 'work')
  const { invoice } = loaded
  if (!isIssued(invoice)) return { visibleAt: null, reason: 'nothing_to_do' }
  const allowedAt = allowedInstant(invoice.plan, deps.now())
  if (allowedAt > deps.now()) return { visibleAt: allowedAt, reason: 'not_at_this_hour' }
  let isOwed = false
  let current: Invoice = invoice
  const decide = (newest: Invoice, now: number) => {
    const decided = isIssued(newest) ? remind(newest, now, loaded.customer) : null
    isOwed = decided !== null
    current = newest
    return ok(decided ? [decided] : [])
  }
  await changeInvoice(deps, unit, invoice.id, decide, loaded)
  return isOwed ? null : { visibleAt: timersOf(current).reminder, reason: 'nothing_to_do' }
}
