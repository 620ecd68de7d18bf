import { requireScope } from '../../core/access/caller.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { requestErasure as decide, withdrawErasureRequest as withdraw } from '../../core/customers/erasure-request.ts'
import type { Result } from '../../core/result.ts'
import { reopenedReviewItem, resolvedReviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { changeCustomer } from '../payments/change-customer.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

type Whose = { readonly customerId: string }

/** A customer asks to be erased: the merchant gets a review item and a mail. Asking again changes nothing. Refuses `resource_missing`. */
export function requestErasure(deps: Deps, unit: UnitOfWork, { customerId }: Whose): Promise<Result<Customer>> {
  requireScope(unit.caller, 'customers:write', { customerId })
  const item = { kind: 'erasure_requested', subject: customerId, invoiceId: null, detail: {} } as const
  return changeCustomer(deps, unit, customerId, decide, null, [reopenedReviewItem(deps, unit.caller.accountId, item)])
}

/** Withdraws it, which resolves the review item. Refuses `resource_missing`. */
export function withdrawErasureRequest(deps: Deps, unit: UnitOfWork, { customerId }: Whose): Promise<Result<Customer>> {
  requireScope(unit.caller, 'customers:write', { customerId })
  const item = { accountId: unit.caller.accountId, kind: 'erasure_requested', subject: customerId }
  return changeCustomer(deps, unit, customerId, withdraw, null, [resolvedReviewItem(deps.db, item, deps.now())])
}
