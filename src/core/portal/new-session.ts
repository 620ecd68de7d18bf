import type { Account } from '../accounts/account.ts'
import { isReturnAllowed } from '../links/return-origin.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { PortalConfiguration } from './configuration.ts'
import { featureOfFlow, type PortalFlow } from './flow.ts'

/** What a merchant's site asks for when it sends a customer to the portal. */
export type WantedSession = {
  readonly returnUrl: string | null
  readonly locale: string | null
  readonly flow: PortalFlow | null
}

/**
 * Decides what a new session has: what is asked for, and the configuration's way back. Refuses `return_url_not_allowed`, and
 * `parameter_invalid` where the configuration is inactive or does not have what the flow is for.
 */
export function sessionTerms(
  account: Pick<Account, 'returnOrigins'>,
  configuration: PortalConfiguration,
  { returnUrl, locale, flow }: WantedSession,
): Result<WantedSession> {
  if (!configuration.active) return unfit('configuration', 'it is not active')
  if (flow && !configuration[featureOfFlow[flow.type]])
    return unfit('flow_data[type]', 'the configuration does not have this feature')
  const addresses = {
    return_url: returnUrl,
    'flow_data[after_completion][redirect][return_url]': flow?.after.type === 'redirect' ? flow.after.returnUrl : null,
  }
  for (const [param, url] of Object.entries(addresses))
    if (url !== null && !isReturnAllowed(account, url)) return refuse('return_url_not_allowed', { param })
  return ok({ returnUrl: returnUrl ?? configuration.defaultReturnUrl, locale, flow })
}

const unfit = (param: string, reason: string) => refuse('parameter_invalid', { param, values: { reason } })
