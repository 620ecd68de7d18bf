import { requireScope } from '../../core/access/caller.ts'
import { aggregateOf, readEvent } from '../../core/aggregates.ts'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import { erase, tracesIn, withoutPerson } from '../../core/customers/erase.ts'
import { erasure } from '../../core/reactions.ts'
import { record, replay } from '../../core/recorded.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import { erasureOf } from '../../db/repositories/erasure.ts'
import { resolvedReviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/**
 * Erases a customer, also one who was deleted before: the customer with all that is theirs goes in one commit, which orders to erase the
 * histories of their invoices. Issued invoices stay as they were printed. Nothing happens to one who is erased already. Refuses
 * `resource_missing`, `customer_has_open_invoices` and `payment_in_progress`.
 */
export function eraseCustomer(
  deps: Deps,
  unit: UnitOfWork,
  { customerId }: { readonly customerId: string },
): Promise<Result<null>> {
  requireScope(unit.caller, 'customers:write')
  const { accountId } = unit.caller
  const stored = erasureOf(deps.db, accountId)
  return retryOnConflict(async () => {
    const { history, unfinished } = await stored.toErase(customerId)
    if (history.length === 0) return refuse('resource_missing')
    if (history.some(({ type }) => type === 'customer.erased')) return ok(null)
    const aggregate = aggregateOf('customer')
    const recorded = history.map((row) => readEvent(aggregate, row))
    const before = recorded.map(({ event }) => event as CustomerEvent)
    const customer = replay(aggregate.evolve, recorded) as Customer | null
    const decided = erase(customer, unfinished)
    if (!decided.ok) return decided
    const at = deps.now()
    const traces = tracesIn(before)
    const rows = [
      ...stored.overwritten('customer', history, withoutPerson),
      ...stored.forgotten(customerId, traces.addresses),
      resolvedReviewItem(deps.db, { accountId, kind: 'erasure_requested', subject: customerId }, at),
    ]
    const change = customer
      ? customersOf(deps.db, accountId).change(customer, decided.value, at).change
      : {
          objectKind: 'customer' as const,
          objectId: customerId,
          recorded: record(decided.value, recorded.length, at),
          rows: [],
          followUps: [],
        }
    const followUps = [...change.followUps, erasure(customerId, { round: 1, traces })]
    await commitUnit(deps, unit, [{ ...change, rows: [...change.rows, ...rows], followUps }], at)
    return ok(null)
  })
}
