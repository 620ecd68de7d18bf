import { requireScope } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import { change, type WantedSettings } from '../../core/accounts/settings.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { accountOf } from '../../db/repositories/accounts.ts'
import { isPrefixTaken } from '../../db/repositories/prefixes.ts'
import type { CommitDeps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToUpdate = { readonly settings: WantedSettings }

/** Changes settings of the caller's account. Issued invoices keep those that they were issued with. */
export function updateAccount(deps: CommitDeps, unit: UnitOfWork, { settings }: ToUpdate): Promise<Result<Account>> {
  requireScope(unit.caller, 'account:write')
  return retryOnConflict(async () => {
    const { accountId } = unit.caller
    const found = accountOf(deps.db, accountId)
    const account = await found.find()
    if (!account) return refuse('resource_missing')
    const decided = change(account, settings)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(account)
    const prefix = settings.numbering?.prefix ?? account.numbering.prefix
    const isNewPrefix = prefix !== account.numbering.prefix
    if (isNewPrefix && (await isPrefixTaken(deps.db, accountId, 'account', prefix)))
      return refuse('number_prefix_invalid')
    const at = deps.now()
    const { change: changed, after } = found.change(account, decided.value, at)
    await commitUnit(deps, unit, [changed], at)
    return ok(after!)
  })
}
