import { AsyncLocalStorage } from 'node:async_hooks'

/** What simulated code gets of the world: time, chance, pauses and the network. One at a time in a thread. */
export type Nature = {
  /** ms since 1970. */
  readonly now: () => number
  /** From nought up to one. */
  readonly random: () => number
  readonly fetch: (request: Request) => Promise<Response>
  readonly pause: (ms: number) => Promise<void>
}

/** Whose strand of execution this is: what an await goes on with when its answer comes. */
export const strand = new AsyncLocalStorage<unknown>()

const real = { setImmediate, setTimeout, now: Date.now, random: Math.random, fetch }

let nature: Nature | null = null
/** Work that really runs elsewhere: the threads that compute signatures. Nothing is still while any is under way. */
let underWay = 0
let activity = 0

/** Says that something happened, so that stillness is waited for anew. */
export const stir = (): void => {
  activity += 1
}

const turnsOfStillness = 3

/** Settles when every strand waits for something that only the scheduler gives. */
export async function stillness(): Promise<void> {
  for (let still = 0; still < turnsOfStillness; ) {
    const before = activity
    await new Promise((resolve) => real.setImmediate(resolve))
    still = activity === before && underWay === 0 ? still + 1 : 0
  }
}

/** Runs a history under the given nature; outside of it the thread's own is in force. */
export async function under<T>(given: Nature, live: () => Promise<T>): Promise<T> {
  nature = given
  try {
    return await live()
  } finally {
    nature = null
  }
}

const letters = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(nature!.random() * 256))

/** Puts nature between the thread's globals and the code that uses them: the same seed then brings the same history. */
export function installNature(): void {
  const inNature = () => nature !== null && strand.getStore() !== undefined
  Date.now = () => (inNature() ? Math.floor(nature!.now()) : real.now())
  Math.random = () => (inNature() ? nature!.random() : real.random())
  globalThis.fetch = ((...asked: Parameters<typeof fetch>) =>
    inNature() ? nature!.fetch(new Request(...asked)) : real.fetch(...asked)) as typeof fetch
  globalThis.setTimeout = ((deed: () => void, ms = 0) => {
    if (!inNature()) return real.setTimeout(deed, ms)
    // What waits longer than a pause between tries is somebody's patience; that it runs out is one of the faults.
    if (ms <= longestPauseMs) void nature!.pause(ms).then(deed)
    return 0
  }) as unknown as typeof setTimeout
  AbortSignal.timeout = () => new AbortController().signal
  installChance()
  watchThreads()
}

const longestPauseMs = 300

function installChance(): void {
  const { getRandomValues, randomUUID } = crypto
  Object.defineProperties(crypto, {
    getRandomValues: {
      value: <T extends ArrayBufferView>(into: T): T => {
        if (nature === null) return getRandomValues.call(crypto, into as never) as T
        new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(letters(into.byteLength))
        return into
      },
    },
    randomUUID: {
      value: () => {
        if (nature === null) return randomUUID.call(crypto)
        const hex = Buffer.from(letters(16)).toString('hex')
        return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      },
    },
  })
}

let lastAsked: Promise<unknown> = Promise.resolve()

/** The answer, once all that was asked for before is answered: whichever thread is done first, the order is the same. */
function inTurn(answer: Promise<unknown>): Promise<unknown> {
  const before = lastAsked
  lastAsked = answer.catch(() => undefined).then(() => before)
  return before.then(() => answer)
}

function watchThreads(): void {
  const methods = ['digest', 'importKey', 'sign', 'verify'] as const
  const prototype = Object.getPrototypeOf(crypto.subtle) as Record<string, (...asked: unknown[]) => Promise<unknown>>
  for (const method of methods) {
    const compute = prototype[method]!
    prototype[method] = function (this: SubtleCrypto, ...asked: unknown[]) {
      underWay += 1
      stir()
      return inTurn(compute.apply(this, asked)).finally(() => {
        underWay -= 1
        stir()
      })
    }
  }
}
