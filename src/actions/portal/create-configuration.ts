import { requireScope } from '../../core/access/caller.ts'
import { assert } from '../../core/assert.ts'
import { type ConfigurationInput, newConfiguration, type PortalConfiguration } from '../../core/portal/configuration.ts'
import type { Result } from '../../core/result.ts'
import { accountOf } from '../../db/repositories/accounts.ts'
import type { Deps } from '../../deps.ts'
import { createObject } from '../objects/create-object.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

type ToCreate = { readonly id: string; readonly input: ConfigurationInput }

/** A further configuration of an account's portals. */
export async function createConfiguration(
  deps: Deps,
  unit: UnitOfWork,
  { id, input }: ToCreate,
): Promise<Result<PortalConfiguration>> {
  requireScope(unit.caller, 'portal_configurations:write')
  const account = await accountOf(deps.db, unit.caller.accountId).find()
  assert(account, 'a caller’s account exists')
  return createObject(deps, unit, 'billing_portal.configuration', () => newConfiguration(account, id, input))
}
