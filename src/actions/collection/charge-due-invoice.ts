import { requireScope } from '../../core/access/caller.ts'
import { timersOf } from '../../core/collection/timers.ts'
import { isChargeable } from '../../core/customers/automatic-payment.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { ok } from '../../core/result.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import { chargeKeptMethod } from '../payments/charge-invoice.ts'
import { type UnitOfWork, withRows } from '../unit-of-work.ts'
import type { DueTimer, Postponed } from './due-timer.ts'

const maxTries = 8

/**
 * Charges an invoice when its charge timer is due. Without a saved method, or once the customer switched
 * automatic payment off, the charge is given up and the customer is asked to pay. A payment in progress is waited for; a lasting obstacle becomes a review item.
 */
export async function chargeDueInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { loaded, tries, againAt }: DueTimer<WithParties>,
): Promise<Postponed | null> {
  requireScope(unit.caller, 'work')
  const { invoice, customer } = loaded
  const { charge: dueAt, check: checkAt } = timersOf(invoice)
  if (dueAt === null || dueAt > deps.now()) return { visibleAt: dueAt, reason: 'not_due' }
  if (customer && !isChargeable(customer)) return giveUp(deps, unit, invoice.id, 'automatic_payment_off')
  const outcome = await chargeKeptMethod(deps, unit, loaded)
  switch (outcome.kind) {
    case 'charged':
    case 'declined':
      return null
    case 'no_method':
      return giveUp(deps, unit, invoice.id, 'payment_method_missing')
    case 'customer_deleted':
      return giveUp(deps, withRows(unit, [notPossible(deps, unit, invoice.id, outcome.kind)]), invoice.id, outcome.kind)
    case 'payment_in_progress':
      if (checkAt !== null) return { visibleAt: Math.max(againAt, checkAt), reason: outcome.kind }
  }
  const reason = outcome.kind === 'deferred' ? outcome.refusal.code : outcome.kind
  if (tries + 1 < maxTries) return { visibleAt: againAt, reason }
  return { visibleAt: null, reason, rows: [notPossible(deps, unit, invoice.id, reason)] }
}

const notPossible = (deps: Deps, { caller }: UnitOfWork, invoiceId: string, reason: string) =>
  reviewItem(deps, caller.accountId, { kind: 'charge_not_possible', subject: invoiceId, invoiceId, detail: { reason } })

async function giveUp(deps: Deps, unit: UnitOfWork, invoiceId: string, reason: string): Promise<null> {
  await changeInvoice(deps, unit, invoiceId, (current) =>
    ok(isIssued(current) && timersOf(current).charge !== null ? [{ type: 'charge.given_up', reason }] : []),
  )
  return null
}
