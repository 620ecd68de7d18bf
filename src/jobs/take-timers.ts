import { type TakenTimer, timersOf } from '../db/repositories/timers.ts'
import type { Deps } from '../deps.ts'
import { isJobMessage } from './messages.ts'
import { runWithoutFailing } from './run-without-failing.ts'

/** The claimed timer by position in the batch: null if another worker has it, absent if claiming failed. */
type Taken = ReadonlyMap<number, TakenTimer | null>

/** Claims the timers of a batch of messages, with one round trip per account. */
export async function takeTimers(bodies: readonly unknown[], newDeps: () => Deps): Promise<Taken> {
  const taken = new Map<number, TakenTimer | null>()
  const about = bodies.flatMap((body, place) =>
    isJobMessage(body) && body.job === 'timer' ? [{ ...body, place }] : [],
  )
  const byAccount = Map.groupBy(about, ({ accountId }) => accountId)
  await Promise.all(
    [...byAccount].map(([accountId, mine]) =>
      runWithoutFailing('timer', accountId, async () => {
        const deps = newDeps()
        deps.enter(accountId)
        const found = await timersOf(deps.db, accountId).takeAll(mine)
        for (const [i, { place }] of mine.entries()) taken.set(place, found[i] ?? null)
      }),
    ),
  )
  return taken
}
