import { AsyncLocalStorage } from 'node:async_hooks'

/** The globals of simulated code: time, randomness, pauses and the network. One set at a time in a thread. */
export type Globals = {
  /** ms since 1970. */
  readonly now: () => number
  /** From 0 up to, not including, 1. */
  readonly random: () => number
  readonly fetch: (request: Request) => Promise<Response>
  readonly pause: (ms: number) => Promise<void>
}

/** The task that the current code belongs to, kept across awaits. */
export const currentTask = new AsyncLocalStorage<unknown>()

const real = { setImmediate, setTimeout, now: Date.now, random: Math.random, fetch }

let globals: Globals | null = null
/** Work in other threads, such as computing signatures; the simulation is not idle while any is pending. */
let pendingWork = 0
let activity = 0

/** Notes activity, so that `untilIdle` starts over. */
export const noteActivity = (): void => {
  activity += 1
}

const idleTurns = 3

/** Resolves when every task waits for something that only the scheduler provides. */
export async function untilIdle(): Promise<void> {
  for (let idle = 0; idle < idleTurns; ) {
    const before = activity
    await new Promise((resolve) => real.setImmediate(resolve))
    idle = activity === before && pendingWork === 0 ? idle + 1 : 0
  }
}

/** Runs a history with the given globals; outside of it the thread's own apply. */
export async function withGlobals<T>(given: Globals, run: () => Promise<T>): Promise<T> {
  globals = given
  try {
    return await run()
  } finally {
    globals = null
  }
}

const randomBytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(globals!.random() * 256))

/** Replaces the thread's globals by simulated ones, so that the same seed gives the same history. */
export function installSimulatedGlobals(): void {
  const isSimulated = () => globals !== null && currentTask.getStore() !== undefined
  Date.now = () => (isSimulated() ? Math.floor(globals!.now()) : real.now())
  Math.random = () => (isSimulated() ? globals!.random() : real.random())
  globalThis.fetch = ((...args: Parameters<typeof fetch>) =>
    isSimulated() ? globals!.fetch(new Request(...args)) : real.fetch(...args)) as typeof fetch
  globalThis.setTimeout = ((callback: () => void, ms = 0) => {
    if (!isSimulated()) return real.setTimeout(callback, ms)
    // A longer timer is a timeout, whose expiry is one of the injected faults.
    if (ms <= longestPauseMs) void globals!.pause(ms).then(callback)
    return 0
  }) as unknown as typeof setTimeout
  AbortSignal.timeout = () => new AbortController().signal
  installRandom()
  orderCryptoResults()
}

const longestPauseMs = 700

function installRandom(): void {
  const { getRandomValues, randomUUID } = crypto
  Object.defineProperties(crypto, {
    getRandomValues: {
      value: <T extends ArrayBufferView>(into: T): T => {
        if (globals === null) return getRandomValues.call(crypto, into as never) as T
        new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(randomBytes(into.byteLength))
        return into
      },
    },
    randomUUID: {
      value: () => {
        if (globals === null) return randomUUID.call(crypto)
        const hex = Buffer.from(randomBytes(16)).toString('hex')
        return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      },
    },
  })
}

let lastRequested: Promise<unknown> = Promise.resolve()

/** Resolves after all earlier requests, so that the order does not depend on which thread finishes first. */
function inOrder(answer: Promise<unknown>): Promise<unknown> {
  const before = lastRequested
  lastRequested = answer.catch(() => undefined).then(() => before)
  return before.then(() => answer)
}

function orderCryptoResults(): void {
  const methods = ['digest', 'importKey', 'sign', 'verify'] as const
  const prototype = Object.getPrototypeOf(crypto.subtle) as Record<string, (...args: unknown[]) => Promise<unknown>>
  for (const method of methods) {
    const compute = prototype[method]!
    prototype[method] = function (this: SubtleCrypto, ...args: unknown[]) {
      pendingWork += 1
      noteActivity()
      return inOrder(compute.apply(this, args)).finally(() => {
        pendingWork -= 1
        noteActivity()
      })
    }
  }
}
