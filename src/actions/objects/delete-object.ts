import type { EventOf, StateOf } from '../../core/aggregates.ts'
import { ok, type Result } from '../../core/result.ts'
import type { RowKind } from '../../db/repositories/objects.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeObject } from './change-object.ts'

type Deletable = { [K in RowKind]: `${K}.deleted` extends EventOf<K>['type'] ? K : never }[RowKind]

/** Deletes an object on which nothing else depends; its history stays. */
export const deleteObject = <K extends Deletable>(
  deps: Deps,
  unit: UnitOfWork,
  kind: K,
  id: string,
): Promise<Result<StateOf<K> | null>> =>
  changeObject(deps, unit, kind, id, () => ok([{ type: `${kind}.deleted` } as EventOf<K>]))
