import type { Caller } from '../core/access/caller.ts'
import { actorText } from '../core/actor.ts'
import type { FollowUpKind } from '../core/follow-up.ts'
import type { Query } from '../db/client.ts'
import { type Change, commit, type HeldFollowUp } from '../db/commit.ts'
import type { WithParties } from '../db/repositories/parties.ts'
import type { CommitDeps } from '../deps.ts'

/** What a request or job has written so far, for its response and its follow-ups. Only commits add to it. */
export type Written = {
  /** `held` is null where another worker may hold the follow-up, so that it has to be claimed. */
  readonly followUps: { accountId: string; id: string; kind: FollowUpKind; held: HeldFollowUp | null }[]
  /** Invoices by id as just written, so that they need not be read again. */
  readonly invoices: Map<string, WithParties>
}

/** One command: on whose behalf it writes, and what its commits contain besides its own changes. */
export type UnitOfWork = {
  readonly caller: Caller
  /** The key of the API request; its events carry it. */
  readonly idempotencyKey: string | null
  /** Conditions of each of its commits: if one fails, nothing of that commit is written. */
  readonly conditions: readonly Query[]
  /** Rows written with its effect, such as an idempotency key's result. They must be safe to write twice. */
  readonly accompanyingRows: readonly Query[]
  readonly written: Written
}

export const nothingWritten = (): Written => ({ followUps: [], invoices: new Map() })

export const unitOfWork = (
  caller: Caller,
  {
    idempotencyKey = null,
    conditions = [],
    accompanyingRows = [],
    written = nothingWritten(),
  }: Partial<Omit<UnitOfWork, 'caller'>> = {},
): UnitOfWork => ({ caller, idempotencyKey, conditions, accompanyingRows, written })

export const withConditions = (unit: UnitOfWork, conditions: readonly Query[]): UnitOfWork => ({
  ...unit,
  conditions: [...unit.conditions, ...conditions],
})

export const withRows = (unit: UnitOfWork, rows: readonly Query[]): UnitOfWork => ({
  ...unit,
  accompanyingRows: [...unit.accompanyingRows, ...rows],
})

/**
 * For commits before the effect, which may be repeated. Conditions apply, but rows that mark the command as done are
 * left out: after a crash in between, a retry must not find it done.
 */
export const prerequisite = (unit: UnitOfWork): UnitOfWork => ({ ...unit, accompanyingRows: [] })

/** For commits after the effect, which must be written whether or not the command's conditions still hold. */
export const afterEffect = (unit: UnitOfWork): UnitOfWork => ({ ...unit, conditions: [], accompanyingRows: [] })

/** Commits changes and other rows on behalf of the caller: all or nothing. Returns the follow-ups written. */
export async function commitUnit(
  deps: CommitDeps,
  unit: UnitOfWork,
  changes: readonly Change[],
  at: number,
  rows: readonly Query[] = [],
): Promise<readonly HeldFollowUp[]> {
  const { accountId, actor } = unit.caller
  const stamp = {
    accountId,
    actor: actorText(actor),
    requestId: deps.requestId,
    idempotencyKey: unit.idempotencyKey,
    at,
    newId: deps.newId,
    conditions: unit.conditions,
    accompanyingRows: [...rows, ...unit.accompanyingRows],
  }
  const followUps = await commit(deps.db, stamp, changes)
  unit.written.followUps.push(...followUps.map((held) => ({ accountId, id: held.id, kind: held.kind, held })))
  return followUps
}
