import { requireScope } from '../../core/access/caller.ts'
import { aggregates, type EventOf, type StateOf } from '../../core/aggregates.ts'
import { ok, type Refused, type Result } from '../../core/result.ts'
import { objectChange, type RowKind } from '../../db/repositories/objects.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** What else the database must allow, such as an id that is free; null if it does. */
export type Check<K extends RowKind> = (decided: readonly EventOf<K>[]) => Promise<Refused | null>

/** Creates an object from the events that are decided for it. */
export function createObject<K extends RowKind>(
  deps: Deps,
  unit: UnitOfWork,
  kind: K,
  decide: (at: number) => Result<readonly EventOf<K>[]>,
  check?: Check<K>,
): Promise<Result<StateOf<K>>> {
  requireScope(unit.caller, `${aggregates[kind].scope}:write`)
  return retryOnConflict(async () => {
    const at = deps.now()
    const decided = decide(at)
    if (!decided.ok) return decided
    const refused = await check?.(decided.value)
    if (refused) return refused
    const { change, after } = objectChange(deps.db, unit.caller.accountId, kind, null, decided.value, at)
    await commitUnit(deps, unit, [change], at)
    return ok(after!)
  })
}
