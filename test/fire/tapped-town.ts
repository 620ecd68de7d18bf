import type { Deliver } from '../../dev/sandbox/webhooks.ts'
import type { Plant } from './bundle.ts'
import type { Aim, Moment } from './moment.ts'
import { type Tap, tap } from './tap.ts'
import { startTown, type Town } from './town.ts'

type Start = { readonly deliver: Deliver; readonly plants?: readonly Plant[] }

/** Whether the database has just told cron what it holds now: only a claim answers with this column, and some row of it. */
const isClaim = (said: string) => said.includes('"name":"tries"') && !said.includes('"rows":[]')

/** A town in which every answer of the database, the provider, the mail server and the Worker's webhook is heard. */
export async function startTappedTown(moment: Moment, { deliver, plants }: Start): Promise<Town> {
  const taps: Tap[] = []
  const listen = async (url: string, aimOf: (said: string) => Aim | null) => {
    const one = await tap(url, (said) => {
      const aim = aimOf(said)
      if (aim) moment.heard(aim)
    })
    taps.push(one)
    return one.url
  }
  const town = await startTown({
    plants,
    through: async ({ database, sandbox, smtp }) => ({
      database: await listen(database, (said) => (isClaim(said) ? 'cron' : 'database')),
      sandbox: await listen(sandbox, () => 'provider'),
      smtp: await listen(smtp, (said) => (said.includes('Kept as') ? 'mail server' : null)),
    }),
    deliver: async (message) => {
      const answer = await deliver(message)
      if (answer.ok) moment.heard('webhook')
      return answer
    },
  })
  const { stop } = town
  return Object.assign(town, {
    async stop() {
      await stop()
      for (const one of taps) await one.stop()
    },
  })
}
