import { requireScope } from '../../core/access/caller.ts'
import { erasureRequestLimit, secondsToNextDay } from '../../core/collection/mail-limits.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { requestErasure as decide, withdrawErasureRequest as withdraw } from '../../core/customers/erasure-request.ts'
import { type Result, refuse } from '../../core/result.ts'
import { isOverLimit } from '../../db/conflict.ts'
import { counted } from '../../db/repositories/mail-counts.ts'
import { reopenedReviewItem, resolvedReviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { changeCustomer } from '../payments/change-customer.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

type Whose = { readonly customerId: string }

/**
 * A customer asks to be erased: the merchant gets a review item and a mail. Asking again changes nothing. Refuses `resource_missing`, and
 * `rate_limit` where it was withdrawn and asked again several times on a day.
 */
export async function requestErasure(deps: Deps, unit: UnitOfWork, { customerId }: Whose): Promise<Result<Customer>> {
  requireScope(unit.caller, 'customers:write', { customerId })
  const { accountId } = unit.caller
  const now = deps.now()
  const limit = erasureRequestLimit(customerId)
  const item = { kind: 'erasure_requested', subject: customerId, invoiceId: null, detail: {} } as const
  const rows = [reopenedReviewItem(deps, accountId, item), counted(accountId, [limit], now)]
  try {
    return await changeCustomer(deps, unit, customerId, decide, null, rows)
  } catch (fault) {
    if (!isOverLimit(fault)) throw fault
    const reason = `the customer has asked for it ${limit.most} times today`
    return refuse('rate_limit', { values: { reason }, retryAfterSeconds: secondsToNextDay(now) })
  }
}

/** Withdraws it, which resolves the review item. Refuses `resource_missing`. */
export function withdrawErasureRequest(deps: Deps, unit: UnitOfWork, { customerId }: Whose): Promise<Result<Customer>> {
  requireScope(unit.caller, 'customers:write', { customerId })
  const item = { accountId: unit.caller.accountId, kind: 'erasure_requested', subject: customerId }
  return changeCustomer(deps, unit, customerId, withdraw, null, [resolvedReviewItem(deps.db, item, deps.now())])
}
