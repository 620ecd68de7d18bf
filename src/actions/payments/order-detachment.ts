import { detachment } from '../../core/reactions.ts'
import { isDuplicate } from '../../db/conflict.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'
import { afterEffect, commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type Unkept = { readonly customerId: string; readonly methodId: string }

/** Orders to detach a method that the provider has attached for a customer who is gone by now. Idempotent. */
export async function orderDetachment(deps: Deps, unit: UnitOfWork, { customerId, methodId }: Unkept): Promise<void> {
  const { accountId } = unit.caller
  const id = deps.newId('outbox')
  const now = deps.now()
  const order = detachment(customerId, methodId)
  try {
    await commitUnit(deps, afterEffect(unit), [], now, [outboxOf(deps.db, accountId).order(id, order, now)])
  } catch (fault) {
    if (isDuplicate(fault)) return
    throw fault
  }
  unit.written.followUps.push({ accountId, id, kind: order.kind, held: null })
}
