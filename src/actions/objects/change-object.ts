import { requireScope } from '../../core/access/caller.ts'
import { aggregates, type EventOf, type StateOf } from '../../core/aggregates.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { objectChange, objectsOf, type RowKind } from '../../db/repositories/objects.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'
import type { Check } from './create-object.ts'

/** Loads an object, lets `decide` choose events, and commits them; no events, no commit. Null once it is deleted. */
export function changeObject<K extends RowKind>(
  deps: Deps,
  unit: UnitOfWork,
  kind: K,
  id: string,
  decide: (before: StateOf<K>, at: number) => Result<readonly EventOf<K>[]>,
  check?: Check<K>,
): Promise<Result<StateOf<K> | null>> {
  requireScope(unit.caller, `${aggregates[kind].scope}:write`)
  const { accountId } = unit.caller
  return retryOnConflict(async () => {
    const before = await objectsOf(deps.db, accountId, kind).find(id)
    if (!before) return refuse('resource_missing')
    const at = deps.now()
    const decided = decide(before, at)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return ok(before)
    const refused = await check?.(decided.value)
    if (refused) return refused
    const { change, after } = objectChange(deps.db, accountId, kind, before, decided.value, at)
    await commitUnit(deps, unit, [change], at)
    return ok(after)
  })
}
