import { requireScope } from '../../core/access/caller.ts'
import {
  type ConfigurationInput,
  updateConfiguration as decide,
  type PortalConfiguration,
} from '../../core/portal/configuration.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { objectChange } from '../../db/repositories/objects.ts'
import { portalConfigurationsOf } from '../../db/repositories/portal-configurations.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToUpdate = { readonly id: string; readonly input: ConfigurationInput }

/** Changes a configuration; the default is stored by its first change. */
export function updateConfiguration(
  deps: Deps,
  unit: UnitOfWork,
  { id, input }: ToUpdate,
): Promise<Result<PortalConfiguration>> {
  requireScope(unit.caller, 'portal_configurations:write')
  const { accountId } = unit.caller
  return retryOnConflict(async () => {
    const { account, configuration } = await portalConfigurationsOf(deps.db, accountId).find(id)
    if (!configuration) return refuse('resource_missing')
    const decided = decide(account, configuration, input)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(configuration)
    const at = deps.now()
    const before = configuration.version === 0 ? null : configuration
    const kind = 'billing_portal.configuration'
    const { change, after } = objectChange(deps.db, accountId, kind, before, decided.value, at)
    await commitUnit(deps, unit, [change], at)
    return ok(after!)
  })
}
