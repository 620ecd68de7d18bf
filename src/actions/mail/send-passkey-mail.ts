import { requireScope } from '../../core/access/caller.ts'
import { oneLine } from '../../core/one-line.ts'
import type { WithAccount } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import { linkUrl, paths } from '../../paths.ts'
import { passkeyMail } from '../../views/emails/passkey-mail.ts'
import { portalReader } from '../../views/reader.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** Tells a customer that a passkey was added, at the address by which they sign in. */
export async function sendPasskeyMail(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp<'passkey'>,
  { account, customer }: WithAccount,
): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  const { email, name } = customer
  if (!email || !isOneAddress(email)) return { kind: 'skipped', reason: 'no_email_address' }
  const outcome = await deps.mailer.send({
    id: due.id,
    fromName: oneLine(account.name),
    replyTo: account.supportEmail && isOneAddress(account.supportEmail) ? account.supportEmail : null,
    to: email,
    ...passkeyMail({
      account,
      recipient: name,
      addedAt: due.createdAt,
      url: linkUrl(deps.origin, paths.portalSessions(account.id)),
      reader: portalReader(account, customer, null, null),
      origin: deps.origin,
    }),
    attachments: [],
  })
  if (outcome.kind === 'later' && !due.isLastTry) return outcome
  await commitUnit(deps, ending(deps, unit, due, outcome.kind === 'sent' ? 'mail.sent' : 'mail.failed'), [], deps.now())
  return { kind: 'done' }
}
