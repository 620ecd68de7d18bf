import { requireScope } from '../../core/access/caller.ts'
import { erasureRequestedAt } from '../../core/customers/erasure-request.ts'
import { oneLine } from '../../core/one-line.ts'
import type { WithAccount } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import { erasureRequestMail } from '../../views/emails/erasure-request-mail.tsx'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/**
 * Mails to the merchant's contact address that a customer asks to be erased, so that a reply goes to the customer. The review item is there
 * whether or not it arrives.
 */
export async function sendErasureRequest(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp<'erasure_request'>,
  { account, customer }: WithAccount,
): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  if (erasureRequestedAt(customer) !== due.payload.requestedAt) return { kind: 'skipped', reason: 'withdrawn' }
  const to = account.supportEmail
  if (!to || !isOneAddress(to)) return { kind: 'skipped', reason: 'no_contact_address' }
  const outcome = await deps.mailer.send({
    id: due.id,
    fromName: oneLine(account.name),
    replyTo: customer.email && isOneAddress(customer.email) ? customer.email : null,
    to,
    ...erasureRequestMail({ account, customer }),
    attachments: [],
  })
  if (outcome.kind === 'later' && !due.isLastTry) return outcome
  const result = outcome.kind === 'sent' ? 'mail.sent' : 'mail.failed'
  await commitUnit(deps, ending(deps, unit, due, result), [], deps.now())
  return { kind: 'done' }
}
