import { requireScope } from '../../core/access/caller.ts'
import type { Account, AccountSettings } from '../../core/accounts/account.ts'
import { create } from '../../core/accounts/settings.ts'
import { ok, type Result } from '../../core/result.ts'
import { accountOf } from '../../db/repositories/accounts.ts'
import type { CommitDeps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToCreate = { readonly livemode: boolean; readonly settings: AccountSettings }

/** Creates the caller's account. Throws Conflict if it exists. */
export async function createAccount(
  deps: CommitDeps,
  unit: UnitOfWork,
  { livemode, settings }: ToCreate,
): Promise<Result<Account>> {
  requireScope(unit.caller, 'account:write')
  const { accountId } = unit.caller
  const decided = create(accountId, livemode, settings)
  if (!decided.ok) return decided
  const at = deps.now()
  const { change, after } = accountOf(deps.db, accountId).change(null, decided.value, at)
  await commitUnit(deps, unit, [change], at)
  return ok(after!)
}
