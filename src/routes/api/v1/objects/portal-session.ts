import { defaultConfigurationId } from '../../../../core/portal/configuration.ts'
import type { PortalFlow } from '../../../../core/portal/flow.ts'
import { endOf, type PortalSession } from '../../../../core/portal/session.ts'
import { linkSecretOf } from '../../../../crypto/portal-secrets.ts'
import { portalConfigurationsOf } from '../../../../db/repositories/portal-configurations.ts'
import { linkUrl, paths } from '../../../../paths.ts'
import { type ApiObject, Reference } from '../api-object.ts'
import type { ApiContext } from '../context.ts'
import type { RenderContext } from '../render-context.ts'
import { portalConfigurationObject } from './portal-configuration.ts'
import { seconds, secondsOrNull } from './seconds.ts'

function configurationOf({ var: { deps, account } }: ApiContext, context: RenderContext, session: PortalSession) {
  const id = session.configurationId ?? defaultConfigurationId(account.id)
  return new Reference(id, async () => {
    const { configuration } = await portalConfigurationsOf(deps.db, account.id).find(id)
    return configuration && portalConfigurationObject(context, configuration)
  })
}

/** Stripe's session, with the link that opens it. */
export async function newPortalSessionObject(
  c: ApiContext,
  context: RenderContext,
  session: PortalSession,
): Promise<ApiObject> {
  const { linkKeys, origin } = c.var.deps
  const { accountId, id, flow } = session
  return {
    id,
    object: 'billing_portal.session',
    after_expiration: null,
    configuration: configurationOf(c, context, session),
    created: seconds(session.createdAt),
    customer: session.customerId,
    customer_account: null,
    flow: flow && flowObject(flow),
    livemode: context.livemode,
    locale: session.locale,
    on_behalf_of: null,
    return_url: session.returnUrl,
    url: linkUrl(origin, paths.portalEntry(accountId, await linkSecretOf(linkKeys, accountId, id))),
  }
}

const flowObject = ({ type, after }: PortalFlow) => ({
  after_completion: {
    hosted_confirmation: after.type === 'hosted_confirmation' ? { custom_message: after.message } : null,
    redirect: after.type === 'redirect' ? { return_url: after.returnUrl } : null,
    type: after.type,
  },
  customer_update: type === 'customer_update' ? {} : null,
  subscription_cancel: null,
  subscription_pause: null,
  subscription_update: null,
  subscription_update_confirm: null,
  type,
})

/** A session as a merchant sees it later: whoever is signed in, and until when. It cannot be opened with it. */
export const portalSessionObject = (c: ApiContext, context: RenderContext, session: PortalSession): ApiObject => ({
  id: session.id,
  object: 'portal_session',
  configuration: configurationOf(c, context, session),
  created: seconds(session.createdAt),
  customer: new Reference(session.customerId, () => context.object('customer', session.customerId)),
  expires_at: seconds(endOf(session)),
  last_used: secondsOrNull(session.lastUsedAt),
  livemode: context.livemode,
  revoked_at: secondsOrNull(session.endedAt),
  sign_in: session.way,
  user_agent: session.userAgent,
})
