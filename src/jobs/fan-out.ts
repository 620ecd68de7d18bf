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

const maxAtOnce = 100
const maxRounds = 20

/** Claims due work and queues it, a bounded amount per tick; what is left over or fails stays due. */
export async function fanOut(deps: Deps, db: Database): Promise<void> {
  await Promise.all([
    claimAndSend(deps, db, 'provider_event', claimProviderEvents),
    claimAndSend(deps, db, 'follow_up', claimOutbox),
    claimAndSend(deps, db, 'timer', claimTimers),
    claimAndSend(deps, db, 'provider_feed', claimProviderFeeds),
  ])
}

type ClaimDue = (db: Database, most: number) => Promise<Claim[]>

const claimAndSend = ({ queue }: Deps, db: Database, job: ClaimedWork['job'], claim: ClaimDue): Promise<void> =>
  runWithoutFailing('fan_out', job, async () => {
    for (let round = 0; round < maxRounds; round++) {
      const claims = await claim(db, maxAtOnce)
      if (claims.length > 0)
        await queue.sendBatch(claims.map((held) => ({ body: { job, ...held } satisfies ClaimedWork })))
      if (claims.length < maxAtOnce) return
    }
  })
