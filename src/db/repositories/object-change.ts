import type { ObjectKind } from '../../core/aggregates.ts'
import { type Evolve, record, replay } from '../../core/recorded.ts'
import type { Query } from '../client.ts'
import type { Change } from '../commit.ts'

/** Prepares a commit for an object with a single row: events, projection, and the new state. */
export function objectChange<S extends { id: string; version: number }, E extends { type: string }>(
  objectKind: ObjectKind,
  evolve: Evolve<S, E>,
  before: S | null,
  decided: readonly E[],
  at: number,
  project: (id: string, state: S | null) => Query[],
): { change: Change; after: S | null } {
  const recorded = record(decided, before?.version ?? 0, at)
  const after = replay(evolve, recorded, before)
  const objectId = (before ?? after)?.id ?? ''
  return { change: { objectKind, objectId, recorded, rows: project(objectId, after) }, after }
}
