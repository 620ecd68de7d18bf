import { requireScope, targetOf } from '../../core/access/caller.ts'
import { freshLinkLimits } from '../../core/collection/mail-limits.ts'
import { contactWithLink } from '../../core/customers/mailed-contacts.ts'
import type { FollowUp } from '../../core/follow-up.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import { isDuplicate, isOverLimit } from '../../db/conflict.ts'
import { counted } from '../../db/repositories/mail-counts.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import type { Opened } from './open-link.ts'

const onceInMs = 15 * 60_000

/**
 * Mails a fresh link to the address on file, or to the contact whose link it was, at most once per quarter of an hour and within the daily
 * limits. The requester never learns whether a mail was ordered, so that links cannot be probed.
 */
export async function orderFreshLink(
  deps: Deps,
  unit: UnitOfWork,
  { invoice, customer, recipient }: Pick<Opened, 'invoice' | 'customer' | 'recipient'>,
): Promise<void> {
  requireScope(unit.caller, 'links:renew', targetOf(invoice))
  const now = deps.now()
  const { accountId } = unit.caller
  const address = addressOf(invoice)
  const contact = contactWithLink(customer, recipient, address)
  const id = deps.newId('outbox')
  const order: FollowUp<'mail'> = {
    kind: 'mail',
    subjectId: invoice.id,
    dedupeKey: `mail:fresh_link:${invoice.id}:${contact ? `${contact.id}:` : ''}${Math.floor(now / onceInMs)}`,
    payload: { mail: 'fresh_link', invoiceId: invoice.id, ...(contact && { contactId: contact.id }) },
  }
  const limits = freshLinkLimits(unit.caller.actor.id, contact?.email ?? address ?? '')
  const rows = [outboxOf(deps.db, accountId).order(id, order, now), counted(accountId, limits, now)]
  try {
    await commitUnit(deps, unit, [], now, rows)
  } catch (fault) {
    if (isOverLimit(fault) || isDuplicate(fault)) return
    throw fault
  }
  unit.written.followUps.push({ accountId, id, kind: order.kind, held: null })
}
