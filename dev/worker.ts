import { serverClock } from '../src/db/clock.ts'
import type { Bindings } from '../src/env.ts'
import type { JobMessage } from '../src/jobs/messages.ts'
import { emptyDirectoryCache } from '../src/runtime.ts'
import { worker } from '../src/worker.ts'

/**
 * The Worker in the sandbox's runtime: its clock can be moved, and its payment provider is on loopback. Never deployed.
 */
type SandboxBindings = Bindings & {
  readonly SANDBOX_URL: string
  /** The provider's URL, if a proxy is in front of the sandbox. */
  readonly PROVIDER_URL?: string
}

const directoryCache = emptyDirectoryCache()

const inner = worker(async (env) => {
  const { SANDBOX_URL, PROVIDER_URL } = env as SandboxBindings
  const clock = await fetch(new URL('/_sandbox/clock', SANDBOX_URL))
  const { now, offsetMs } = await clock.json<{ now: number; offsetMs: number }>()
  const aheadMs = now - Date.now()
  return {
    now: () => Date.now() + aheadMs,
    databaseClock: `${serverClock} + ${offsetMs}`,
    providerUrl: PROVIDER_URL ?? SANDBOX_URL,
    directoryCache,
  }
})

/** Queue messages and work after responses, started and finished, so that the clock can wait for them. */
const count = { sent: 0, done: 0 }

/** The counts once they are equal, or after a second. */
async function whenDone(): Promise<typeof count> {
  for (let tries = 0; count.done < count.sent && tries < 500; tries++) await scheduler.wait(2)
  return count
}

const countingMessages = (env: SandboxBindings): SandboxBindings => ({
  ...env,
  JOBS: {
    ...env.JOBS,
    send: (body: JobMessage) => {
      count.sent += 1
      return env.JOBS.send(body)
    },
    sendBatch: (messages: Iterable<MessageSendRequest<JobMessage>>) => {
      const list = [...messages]
      count.sent += list.length
      return env.JOBS.sendBatch(list)
    },
  } as Queue<unknown>,
})

/** The same context, counting the work after the response too. */
const countingWork = (context: ExecutionContext): ExecutionContext =>
  new Proxy(context, {
    get(target, name) {
      if (name !== 'waitUntil') return Reflect.get(target, name)
      return (work: Promise<unknown>) => {
        count.sent += 1
        const done = () => {
          count.done += 1
        }
        target.waitUntil(work.then(done, done))
      }
    },
  })

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    if (pathname === '/_sandbox/queue') return Response.json(await whenDone())
    return inner.fetch!(request, countingMessages(env), countingWork(context))
  },
  scheduled: (controller, env, context) => inner.scheduled!(controller, countingMessages(env), context),
  async queue(batch, env, context) {
    // A message to be retried is counted as done at first, so that nothing waits for its delay.
    count.sent += batch.messages.filter(({ attempts }) => attempts > 1).length
    await inner.queue!(batch, countingMessages(env), context)
    count.done += batch.messages.length
  },
} satisfies ExportedHandler<SandboxBindings>
