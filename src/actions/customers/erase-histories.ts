import { requireScope } from '../../core/access/caller.ts'
import { aggregateOf, readEvent } from '../../core/aggregates.ts'
import { itemWithoutPerson, withoutPerson } from '../../core/invoices/erase.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { StoredInvoice } from '../../core/invoices/stored-invoice.ts'
import { erasure } from '../../core/reactions.ts'
import { record, replay } from '../../core/recorded.ts'
import { ok } from '../../core/result.ts'
import { type Erasable, erasureOf } from '../../db/repositories/erasure.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** The histories that one order erases, which takes less than its lease. */
const perRound = 100

/**
 * Erases what is personal in the histories of an erased customer's invoices and items, each in a commit of its own: a round that ends
 * half way goes on where it was. Where more are left it orders another round.
 */
export async function eraseHistories(deps: Deps, unit: UnitOfWork, due: DueFollowUp<'erasure'>): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  const { accountId } = unit.caller
  const { subjectId: customerId, payload } = due
  const stored = erasureOf(deps.db, accountId)
  const objects = await stored.erasable(customerId, perRound)
  for (const object of objects) await eraseHistory(deps, unit, object)
  const isLast = objects.length < perRound
  const rows = isLast
    ? [stored.answersForgotten(customerId)]
    : [outboxOf(deps.db, accountId).order(deps.newId('outbox'), erasure(customerId, payload.round + 1), deps.now())]
  await commitUnit(deps, ending(deps, unit, due, 'erased', rows), [], deps.now())
  return { kind: 'done' }
}

/** The event that says so is the lock: nobody has added to the history since it was read. */
const eraseHistory = (deps: Deps, unit: UnitOfWork, object: Erasable) =>
  retryOnConflict(async () => {
    const stored = erasureOf(deps.db, unit.caller.accountId)
    const history = await stored.history(object.id)
    if (history.some(({ type }) => type === `${object.kind}.erased`)) return ok(null)
    const at = deps.now()
    const aggregate = aggregateOf(object.kind)
    const recorded = history.map((row) => readEvent(aggregate, row))
    const last = record([{ type: `${object.kind}.erased` as const }], recorded.length, at)
    const wasIssued = history.some(({ type }) => type === 'invoice.finalized')
    const overwritten =
      object.kind === 'invoice'
        ? stored.overwritten('invoice', history, (event) => withoutPerson(event, wasIssued))
        : stored.overwritten('invoiceitem', history, itemWithoutPerson)
    const without = recorded.map(({ event, ...place }) => ({
      ...place,
      event: withoutPerson(event as never, wasIssued),
    }))
    const row = wasIssued
      ? stored.rewritten(object.id, rebuilt([...without, ...last]), recorded.length + 1)
      : stored.removed(object)
    const change = { objectKind: object.kind, objectId: object.id, recorded: last, rows: [...overwritten, row] }
    await commitUnit(deps, unit, [change], at)
    return ok(null)
  })

function rebuilt(history: Parameters<typeof replay>[1]): Invoice {
  const aggregate = aggregateOf('invoice')
  return aggregate.read(replay(aggregate.evolve, history as never) as StoredInvoice) as Invoice
}
