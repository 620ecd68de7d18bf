import { requireScope } from '../../core/access/caller.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { oneLine } from '../../core/one-line.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import { messageMail } from '../../views/emails/message-mail.tsx'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/**
 * Mails what a customer wrote to the merchant's contact address, so that a reply goes to the customer. What certainly did not arrive
 * becomes a review item, as nobody else would read it.
 */
export async function sendMessage(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp<'message'>,
  { account, invoice, customer }: WithParties,
): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  const message = isIssued(invoice) ? invoice.messages?.find(({ id }) => id === due.payload.messageId) : undefined
  // The text is gone once its customer was erased.
  if (!isIssued(invoice) || !message || message.text === '') return { kind: 'skipped', reason: 'nothing_to_do' }
  const undelivered = (reason: string) => {
    const detail = { kind: message.kind, text: message.text, reason }
    const item = { kind: 'message_undelivered', subject: message.id, invoiceId: invoice.id, detail }
    return [reviewItem(deps, account.id, item)]
  }
  const end = async (outcome: string, rows: ReturnType<typeof undelivered> = []): Promise<Outcome> => {
    await commitUnit(deps, ending(deps, unit, due, outcome, rows), [], deps.now())
    return { kind: 'done' }
  }
  const to = account.supportEmail
  if (!to || !isOneAddress(to)) return end('message.failed', undelivered('no_contact_address'))
  const from = customer?.email ?? addressOf(invoice)
  const outcome = await deps.mailer.send({
    id: due.id,
    fromName: oneLine(account.name),
    replyTo: from && isOneAddress(from) ? from : null,
    to,
    ...messageMail({ account, invoice, message, from }),
    attachments: [],
  })
  if (outcome.kind === 'sent') return end('message.sent')
  if (outcome.kind === 'later' && !due.isLastTry) return outcome
  return end('message.failed', undelivered(`${outcome.kind}: ${outcome.reason}`))
}
