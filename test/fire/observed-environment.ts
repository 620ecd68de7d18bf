import type { Deliver } from '../../dev/sandbox/webhooks.ts'
import type { Plant } from './bundle.ts'
import { type Environment, startEnvironment } from './environment.ts'
import type { KillTrigger, TriggerPoint } from './kill-trigger.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

type Start = { readonly deliver: Deliver; readonly plants?: readonly Plant[] }

/** Whether a response of the database is cron's claim of due rows: only a claim returns this column, with at least one row. */
const isClaim = (chunk: string) => chunk.includes('"name":"tries"') && !chunk.includes('"rows":[]')

/** An environment that reports every response of the database, provider, mail server and webhook endpoint to the trigger. */
export async function startObservedEnvironment(trigger: KillTrigger, { deliver, plants }: Start): Promise<Environment> {
  const proxies: TcpProxy[] = []
  const listen = async (url: string, pointOf: (chunk: string) => TriggerPoint | null) => {
    const one = await startTcpProxy(url, (chunk) => {
      const point = pointOf(chunk)
      if (point) trigger.observe(point)
    })
    proxies.push(one)
    return one.url
  }
  const env = await startEnvironment({
    plants,
    through: async ({ database, sandbox, smtp }) => ({
      database: await listen(database, (chunk) => (isClaim(chunk) ? 'cron' : 'database')),
      sandbox: await listen(sandbox, () => 'provider'),
      smtp: await listen(smtp, (chunk) => (chunk.includes('Kept as') ? 'mail server' : null)),
    }),
    deliver: async (message) => {
      const answer = await deliver(message)
      if (answer.ok) trigger.observe('webhook')
      return answer
    },
  })
  const { stop } = env
  return Object.assign(env, {
    async stop() {
      await stop()
      for (const one of proxies) await one.stop()
    },
  })
}
