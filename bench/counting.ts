import { serverClock } from '../src/db/clock.ts'
import type { Bindings } from '../src/env.ts'
import { emptyDirectoryCache } from '../src/runtime.ts'
import { worker } from '../src/worker.ts'

type Env = Bindings & {
  /** The URL of the clock, if it is not the real one. */
  readonly CLOCK_URL?: string
}

/** What the Worker has done: database reads and writes, mails, and work after responses, started and finished. */
const count = { trips: 0, writes: 0, mails: 0, sent: 0, done: 0 }

const really = globalThis.fetch
globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
  if (input instanceof Request && input.url.endsWith('/pipeline')) {
    count.trips += 1
    if (/"sql":"\s*(insert|update|delete)/i.test(await input.clone().text())) count.writes += 1
  }
  return really(input, init)
}

/** Mails are discarded at once and counted; queue messages are counted too. */
const counted = (env: Env) => ({
  ...env,
  EMAIL: {
    send: async () => {
      count.mails += 1
    },
  } as unknown as SendEmail,
  JOBS: {
    send: (body: unknown) => {
      count.sent += 1
      return env.JOBS.send(body)
    },
    sendBatch: (messages: Iterable<MessageSendRequest<unknown>>) => {
      const list = [...messages]
      count.sent += list.length
      return env.JOBS.sendBatch(list)
    },
  } as unknown as Queue<unknown>,
})

/** The same context, counting the work after the response too. */
const watched = (context: ExecutionContext): ExecutionContext =>
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

const directoryCache = emptyDirectoryCache()

const inner = worker(async (env) => {
  const { CLOCK_URL, SANDBOX_URL = null } = env as Env & { readonly SANDBOX_URL?: string }
  if (!CLOCK_URL) return { now: Date.now, databaseClock: serverClock, providerUrl: SANDBOX_URL, directoryCache }
  const { now } = (await (await really(CLOCK_URL)).json()) as { now: number }
  const aheadMs = now - Date.now()
  const databaseClock = `${serverClock} + ${aheadMs}`
  return { now: () => Date.now() + aheadMs, databaseClock, providerUrl: SANDBOX_URL, directoryCache }
})

/** The product in the production runtime, with its round trips to the database counted. */
export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === '/_sandbox/queue') return Response.json(count)
    return inner.fetch!(request, counted(env), watched(context))
  },
  scheduled: (controller, env, context) => inner.scheduled!(controller, counted(env), context),
  async queue(batch, env, context) {
    await inner.queue!(batch, counted(env), context)
    count.done += batch.messages.length
  },
} satisfies ExportedHandler<Env>
