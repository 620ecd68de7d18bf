import { requireScope, targetOf } from '../../core/access/caller.ts'
import { freshLinkLimits } from '../../core/collection/mail-limits.ts'
import type { FollowUp } from '../../core/follow-up.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { isDuplicate, isOverLimit } from '../../db/conflict.ts'
import { counted } from '../../db/repositories/mail-counts.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

const onceInMs = 15 * 60_000

/**
 * Mails a fresh link to the address on file, at most once per quarter of an hour and within the daily limits. The
 * requester never learns whether a mail was ordered, so that links cannot be probed.
 */
export async function orderFreshLink(deps: Deps, unit: UnitOfWork, invoice: IssuedInvoice): Promise<void> {
  requireScope(unit.caller, 'links:renew', targetOf(invoice))
  const now = deps.now()
  const { accountId } = unit.caller
  const id = deps.newId('outbox')
  const order: FollowUp<'mail'> = {
    kind: 'mail',
    subjectId: invoice.id,
    dedupeKey: `mail:fresh_link:${invoice.id}:${Math.floor(now / onceInMs)}`,
    payload: { mail: 'fresh_link', invoiceId: invoice.id },
  }
  const limits = freshLinkLimits(unit.caller.actor.id, addressOf(invoice) ?? '')
  const rows = [outboxOf(deps.db, accountId).order(id, order, now), counted(accountId, limits, now)]
  try {
    await commitUnit(deps, unit, [], now, rows)
  } catch (fault) {
    if (isOverLimit(fault) || isDuplicate(fault)) return
    throw fault
  }
  unit.written.followUps.push({ accountId, id, kind: order.kind, held: null })
}
