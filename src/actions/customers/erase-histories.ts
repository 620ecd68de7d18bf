import { requireScope } from '../../core/access/caller.ts'
import { aggregateOf, readEvent } from '../../core/aggregates.ts'
import type { MessagePlace } from '../../core/follow-up.ts'
import { itemWithoutPerson, withoutPerson } from '../../core/invoices/erase.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { StoredInvoice } from '../../core/invoices/stored-invoice.ts'
import { erasure } from '../../core/reactions.ts'
import { record, replay } from '../../core/recorded.ts'
import { ok } from '../../core/result.ts'
import type { Query } from '../../db/client.ts'
import { deploymentSignInsOf } from '../../db/repositories/deployment-sign-ins.ts'
import { messagesToForget } from '../../db/repositories/erased-messages.ts'
import { type Erasable, erasureOf } from '../../db/repositories/erasure.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, prerequisite, type UnitOfWork } from '../unit-of-work.ts'

/** What one order does, which takes less than its lease: histories, and pages of the provider's messages. */
const perRound = { histories: 100, pages: 10 }

/** The messages that are read at once. */
const messagesPerPage = 500

/**
 * Erases what is left of an erased customer: what is personal in the histories of their invoices and items, each in a commit of its own,
 * so that a round that ends half way goes on where it was; then in the provider's messages; and at last, once more, what came between.
 * Where more is left it orders another round.
 */
export async function eraseHistories(deps: Deps, unit: UnitOfWork, due: DueFollowUp<'erasure'>): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  const { accountId } = unit.caller
  const { subjectId: customerId, payload } = due
  const stored = erasureOf(deps.db, accountId)
  const { traces = { addresses: [], providerIds: [] } } = payload
  const end = async (rows: readonly Query[]): Promise<Outcome> => {
    await commitUnit(deps, ending(deps, unit, due, 'erased', rows), [], deps.now())
    return { kind: 'done' }
  }
  const goOn = (readUntil?: MessagePlace) => {
    const next = erasure(customerId, { round: payload.round + 1, traces, ...(readUntil && { readUntil }) })
    return end([outboxOf(deps.db, accountId).order(deps.newId('outbox'), next, deps.now())])
  }
  if (payload.readUntil === undefined) {
    const objects = await stored.erasable(customerId, perRound.histories)
    for (const object of objects) await eraseHistory(deps, unit, object)
    if (objects.length === perRound.histories) return goOn()
  }
  const ids = [customerId, ...traces.providerIds]
  let { readUntil = null }: { readUntil?: MessagePlace | null } = payload
  for (let page = 1; page <= perRound.pages; page++) {
    const { rows, last } = await messagesToForget(deps.db, accountId, ids, readUntil, messagesPerPage)
    if (rows.length > 0) await commitUnit(deps, prerequisite(unit), [], deps.now(), rows)
    if (last === null) {
      // In the home database, which may be another one, so that it is no part of the commit.
      await deploymentSignInsOf(deps.directory.home).forget(traces.addresses)
      return end([
        ...stored.forgotten(customerId, traces.addresses),
        stored.answersForgotten(customerId),
        stored.tracesForgotten(customerId),
      ])
    }
    readUntil = last
  }
  return goOn(readUntil ?? undefined)
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
