import type { DueFollowUp, Outcome } from '../../actions/follow-up.ts'
import type { UnitOfWork, Written } from '../../actions/unit-of-work.ts'
import type { Caller } from '../../core/access/caller.ts'
import type { FollowUpKind } from '../../core/follow-up.ts'
import type { SelectSubject } from '../../db/repositories/outbox.ts'
import type { Deps } from '../../deps.ts'

/** The handler of follow-ups of one kind, whose subjects are `S`. */
export type FollowUpHandler<K extends FollowUpKind, S = unknown> = {
  /** On whose behalf it acts. */
  caller(accountId: string): Caller
  /** Loads the subject, in the round trip of the claim. A follow-up whose subject was deleted is skipped. */
  readonly select: SelectSubject<S>
  /** The subject as the same request or job has written it, so that it need not be loaded. */
  written(written: Written, subjectId: string): S | undefined
  /** Does it. A fault counts as a try that failed. */
  act(deps: Deps, unit: UnitOfWork, due: DueFollowUp<K>, subject: S): Promise<Outcome>
}
