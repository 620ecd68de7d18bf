import { requireScope } from '../../core/access/caller.ts'
import { timersOf } from '../../core/collection/timers.ts'
import { ok } from '../../core/result.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import { chargeKeptMethod } from '../payments/charge-invoice.ts'
import { type UnitOfWork, withRows } from '../unit-of-work.ts'
import type { Due, NotNow } from './not-now.ts'

const mostTries = 8

/**
 * Charges what fell due. Where no method is kept it stops until the customer gives one, and asks them to. Money on its way is
 * waited for; what stands in the way for good, or for too long, is a person's to look at.
 */
export async function chargeDueInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { loaded: { invoice }, tries, againAt }: Due<WithParties>,
): Promise<NotNow | null> {
  requireScope(unit.caller, 'work')
  const { charge: dueAt, check: checkAt } = timersOf(invoice)
  if (dueAt === null || dueAt > deps.now()) return { visibleAt: dueAt, reason: 'not_due' }
  const charged = await chargeKeptMethod(deps, unit, { invoiceId: invoice.id, methodId: null })
  if (charged.ok || charged.refusal.code === 'payment_failed') return null
  const { code: reason } = charged.refusal
  if (reason === 'payment_method_missing') return giveUp(deps, unit, invoice.id, reason)
  if (reason === 'payment_in_progress' && checkAt !== null) return { visibleAt: Math.max(againAt, checkAt), reason }
  if (reason !== 'customer_deleted' && tries + 1 < mostTries) return { visibleAt: againAt, reason }
  const item = { kind: 'charge_not_possible', subject: invoice.id, invoiceId: invoice.id, detail: { reason } }
  const rows = [reviewItem(deps, unit.caller.accountId, item)]
  if (reason === 'customer_deleted') return giveUp(deps, withRows(unit, rows), invoice.id, reason)
  return { visibleAt: null, reason, rows }
}

async function giveUp(deps: Deps, unit: UnitOfWork, invoiceId: string, reason: string): Promise<null> {
  await changeInvoice(deps, unit, invoiceId, (current) =>
    ok(timersOf(current).charge === null ? [] : [{ type: 'charge.given_up', reason }]),
  )
  return null
}
