import type { FollowUpKind } from '../core/follow-up.ts'
import type { Query } from '../db/client.ts'
import type { HeldFollowUp } from '../db/commit.ts'
import { outboxOf } from '../db/repositories/outbox.ts'
import type { Deps } from '../deps.ts'
import { type UnitOfWork, withConditions, withRows } from './unit-of-work.ts'

/** A follow-up that is due and held by us. After the last attempt it is not retried. */
export type DueFollowUp<K extends FollowUpKind = FollowUpKind> = HeldFollowUp<K> & { readonly isLastTry: boolean }

/**
 * What became of a follow-up: `done`, which its own commit has recorded (see `ending`); `skipped`, since there is nothing
 * to do; `later`, to be tried again, and a review item after the last try.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string }

/**
 * The unit whose commit ends a follow-up: its effect, rows such as a review item, and the outcome are written under our
 * lease, or nothing is.
 */
export function ending(
  deps: Deps,
  unit: UnitOfWork,
  { id, fence }: DueFollowUp,
  outcome: string,
  rows: readonly Query[] = [],
): UnitOfWork {
  const outbox = outboxOf(deps.db, unit.caller.accountId)
  const holding = withConditions(unit, [outbox.stillHeld(id, fence)])
  return withRows(holding, [...rows, outbox.done(id, outcome, deps.now())])
}
