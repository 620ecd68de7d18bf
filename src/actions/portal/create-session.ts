import { requireScope } from '../../core/access/caller.ts'
import { defaultConfigurationId } from '../../core/portal/configuration.ts'
import { sessionTerms, type WantedSession } from '../../core/portal/new-session.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { cookieSecretOf, linkSecretOf } from '../../crypto/portal-secrets.ts'
import { portalConfigurationsOf } from '../../db/repositories/portal-configurations.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import { newSession } from './open-session.ts'

type ToCreate = WantedSession & {
  readonly id: string
  readonly customerId: string
  readonly configurationId: string | undefined
}

/**
 * Opens a session for a customer whom the merchant's site knows. Its link is usable for five minutes. Refuses `resource_missing`, also
 * where the customer is erased at the same time.
 */
export function createSession(
  deps: Deps,
  unit: UnitOfWork,
  { id, customerId, configurationId: wantedId, ...wanted }: ToCreate,
): Promise<Result<PortalSession>> {
  requireScope(unit.caller, 'portal_sessions:write', { customerId })
  const { accountId } = unit.caller
  const defaultId = defaultConfigurationId(accountId)
  const configurationId = wantedId ?? defaultId
  return retryOnConflict(async () => {
    const found = await portalConfigurationsOf(deps.db, accountId).toOpen(customerId, configurationId)
    const { account, configuration, customer } = found
    if (!customer)
      return refuse('resource_missing', { param: 'customer', values: { noun: 'customer', id: customerId } })
    if (!configuration)
      return refuse('resource_missing', {
        param: 'configuration',
        values: { noun: 'configuration', id: configurationId },
      })
    const terms = sessionTerms(account, configuration, wanted)
    if (!terms.ok) return terms
    const { session, row } = await newSession(
      { now: deps.now, newId: () => id },
      {
        ...terms.value,
        accountId,
        customerId,
        way: 'api',
        lastUsedAt: null,
        userAgent: null,
        configurationId: configurationId === defaultId ? null : configurationId,
      },
      await cookieSecretOf(deps.linkKeys, await linkSecretOf(deps.linkKeys, accountId, id)),
    )
    await commitUnit(deps, unit, [], session.createdAt, [row])
    return ok(session)
  })
}
