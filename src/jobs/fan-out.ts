import type { Database } from '../db/client.ts'
import {
  type Claim,
  claimOutbox,
  claimProviderEvents,
  claimProviderFeeds,
  claimTimers,
} from '../db/repositories/claims.ts'
import type { Deps } from '../deps.ts'
import type { ClaimedWork } from './messages.ts'
import { runWithoutFailing } from './run-without-failing.ts'

const mostAtOnce = 100
const mostRounds = 20

/** Claims what is due and puts it on the queue, a bounded number per tick; what is left over, or fails, stays due for the next. */
export async function fanOut(deps: Deps, db: Database): Promise<void> {
  await Promise.all([
    spread(deps, db, 'provider_event', claimProviderEvents),
    spread(deps, db, 'follow_up', claimOutbox),
    spread(deps, db, 'timer', claimTimers),
    spread(deps, db, 'provider_feed', claimProviderFeeds),
  ])
}

type ClaimDue = (db: Database, now: number, most: number) => Promise<Claim[]>

const spread = ({ now, queue }: Deps, db: Database, job: ClaimedWork['job'], claim: ClaimDue): Promise<void> =>
  runWithoutFailing('fan_out', job, async () => {
    for (let round = 0; round < mostRounds; round++) {
      const claims = await claim(db, now(), mostAtOnce)
      if (claims.length > 0)
        await queue.sendBatch(claims.map((held) => ({ body: { job, ...held } satisfies ClaimedWork })))
      if (claims.length < mostAtOnce) return
    }
  })
