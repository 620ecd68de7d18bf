import { oneLine } from '../../core/one-line.ts'
import { signInCode } from '../../crypto/portal-secrets.ts'
import { deploymentSignInsOf } from '../../db/repositories/deployment-sign-ins.ts'
import { merchantsOfAddress } from '../../db/screens/customers-of-address.ts'
import type { Deps } from '../../deps.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import { linkUrl, paths } from '../../paths.ts'
import { deploymentSender } from '../../views/emails/sender.ts'
import { signInMail } from '../../views/emails/sign-in-mail.ts'
import { portalReader } from '../../views/reader.ts'

/**
 * Mails the code of a request at the deployment's page, if any merchant has a customer with its address, and names none of them. Otherwise
 * as `mailSignInCode`: to the address on file, and only once the response has been sent.
 */
export async function mailDeploymentCode(deps: Deps, id: string): Promise<'done' | 'later'> {
  const signIn = await deploymentSignInsOf(deps.directory.home).find(id)
  if (!signIn || signIn.expiresAt <= deps.now()) return 'done'
  const [merchant] = (await merchantsOfAddress(deps.directory, signIn.address)).merchants
  const [customer] = merchant?.customers ?? []
  const code = await signInCode(deps.linkKeys, signIn.keyId, id)
  if (!merchant || !customer?.email || code === null) return 'done'
  const sender = deploymentSender(deps)
  const letter = signInMail({
    sender,
    recipient: null,
    code,
    url: linkUrl(deps.origin, paths.deploymentSignIn(id, code)),
    locale: portalReader(merchant.account, customer, null, null).locale,
    origin: deps.origin,
  })
  const outcome = await deps.mailer.send({
    id,
    fromName: oneLine(sender.name),
    replyTo: sender.supportEmail && isOneAddress(sender.supportEmail) ? sender.supportEmail : null,
    to: customer.email,
    ...letter,
    attachments: [],
  })
  return outcome.kind === 'later' ? 'later' : 'done'
}
