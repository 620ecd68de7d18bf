import { requireScope, targetOf } from '../../core/access/caller.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

const onceInMs = 15 * 60_000

/** Mails a fresh link to the address on file, at most once in a quarter of an hour however often it is asked for. */
export async function orderFreshLink(deps: Deps, unit: UnitOfWork, invoice: IssuedInvoice): Promise<void> {
  requireScope(unit.caller, 'links:renew', targetOf(invoice))
  const now = deps.now()
  const { accountId } = unit.caller
  const id = deps.newId('outbox')
  const order = {
    kind: 'mail' as const,
    subjectId: invoice.id,
    dedupeKey: `mail:fresh_link:${invoice.id}:${Math.floor(now / onceInMs)}`,
    payload: { mail: 'fresh_link', invoiceId: invoice.id },
  }
  await commitUnit(deps, unit, [], now, [outboxOf(deps.db, accountId).order(id, order, now)])
  unit.written.followUps.push({ accountId, id, held: null })
}
