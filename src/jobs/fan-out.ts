import {
  type Claim,
  claimOutbox,
  claimProviderEvents,
  claimProviderFeeds,
  claimTimers,
} from '../db/repositories/claims.ts'
import type { Deps } from '../deps.ts'
import { forgiving } from './forgiving.ts'
import type { JobMessage } from './messages.ts'

const mostAtOnce = 100
const mostRounds = 20

/** Claims what is due and puts it on the queue, a bounded number per tick; what is left over, or fails, stays due for the next. */
export async function fanOut(deps: Deps): Promise<void> {
  await Promise.all([
    spread(deps, 'provider_event', claimProviderEvents),
    spread(deps, 'follow_up', claimOutbox),
    spread(deps, 'timer', claimTimers),
    spread(deps, 'provider_feed', claimProviderFeeds),
  ])
}

type ClaimDue = (db: Deps['db'], now: number, most: number) => Promise<Claim[]>

const spread = ({ db, now, queue }: Deps, job: JobMessage['job'], claim: ClaimDue): Promise<void> =>
  forgiving('fan_out', job, async () => {
    for (let round = 0; round < mostRounds; round++) {
      const claims = await claim(db, now(), mostAtOnce)
      if (claims.length > 0)
        await queue.sendBatch(claims.map((held) => ({ body: { job, ...held } satisfies JobMessage })))
      if (claims.length < mostAtOnce) return
    }
  })
