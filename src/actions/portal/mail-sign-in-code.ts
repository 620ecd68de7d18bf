import { oneLine } from '../../core/one-line.ts'
import { signInCode } from '../../crypto/portal-secrets.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import type { Deps } from '../../deps.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import { linkUrl, paths } from '../../paths.ts'
import { signInMail } from '../../views/emails/sign-in-mail.ts'
import { portalReader } from '../../views/reader.ts'

/**
 * Mails the code of a request to its address, if customers of the merchant have it. Returns whether it has to be tried again. It is sent
 * to the address on file, so that a look-alike that was typed gets nothing.
 */
export async function mailSignInCode(deps: Deps, accountId: string, id: string): Promise<'done' | 'later'> {
  const found = await signInsOf(deps.db, accountId).toMail(id)
  const [customer] = found?.customers ?? []
  if (!found || !customer?.email || found.signIn.expiresAt <= deps.now()) return 'done'
  const { account, signIn } = found
  const code = await signInCode(deps.linkKeys, signIn.keyId, id)
  if (code === null) return 'done'
  const letter = signInMail({
    sender: account,
    recipient: found.customers.length === 1 ? customer.name : null,
    code,
    url: linkUrl(deps.origin, paths.portalSignIn(accountId, id, code)),
    locale: portalReader(account, customer, null, null).locale,
    origin: deps.origin,
  })
  const outcome = await deps.mailer.send({
    id,
    fromName: oneLine(account.name),
    replyTo: account.supportEmail && isOneAddress(account.supportEmail) ? account.supportEmail : null,
    to: customer.email,
    ...letter,
    attachments: [],
  })
  return outcome.kind === 'later' ? 'later' : 'done'
}
