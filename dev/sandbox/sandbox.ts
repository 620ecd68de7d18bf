import type { Clock } from '../clock.ts'
import type { SandboxAccount } from './account.ts'
import { answerApi } from './api.ts'
import { answerControl } from './control.ts'
import { type Fault, type FaultRequest, faultFrom } from './faults.ts'
import { answerPage } from './pages/pages.ts'
import { doWhatIsDue } from './tick.ts'
import { type Truth, truthOf } from './truth.ts'
import { type Deliver, sendDue } from './webhooks.ts'
import { deskFor, newSnapshot, type Store, takeUp, type World } from './world.ts'

export type Sandbox = {
  /** Answers one request: the API, a page or a control. Rejects where a fault loses the connection. */
  fetch(request: Request): Promise<Response>
  /** Does what is due by the clock (debits, refunds, disputes, expiries), then sends the webhooks that are due. */
  tick(): Promise<void>
  /** What really happened in an account. */
  truth(accountId: string): Truth
  addFault(fault: FaultRequest): Fault
  /** Takes one fault away, or all of them. */
  removeFaults(id?: string): void
  /** Forgets everything that happened, and starts from the seed again. */
  reset(): void
  readonly world: World
}

const mostRounds = 50

/**
 * The payment provider of the local world. The same seed, clock and requests bring the same ids and the same strikes of chance.
 * `deliver` carries webhooks (fetch unless said otherwise); `publicUrl` is where its pages are found.
 */
export function createSandbox(options: {
  accounts: readonly SandboxAccount[]
  clock: Pick<Clock, 'now'> & Partial<Clock>
  seed?: number
  store?: Store
  publicUrl: string
  deliver?: Deliver
}): Sandbox {
  const { accounts, clock, seed = 1, store, deliver = fetch } = options
  const kept = store?.load() ?? null
  const world: World = {
    accounts,
    publicUrl: options.publicUrl.replace(/\/$/, ''),
    now: clock.now,
    snapshot: kept ? takeUp(kept, accounts) : newSnapshot(accounts, seed),
    running: new Map(),
    recentCalls: new Map(),
  }
  const busy = new Set<string>()
  const sending = new Set<Promise<number>>()
  const save = () => store?.save(world.snapshot)

  async function send(accountId: string): Promise<number> {
    const sent = sendDue(deskFor(world, accountId), deliver, busy)
    sending.add(sent)
    return sent.finally(() => sending.delete(sent))
  }

  const sandbox: Sandbox = {
    async fetch(request) {
      const { pathname } = new URL(request.url)
      try {
        if (pathname.startsWith('/v1/')) return await answerApi(world, request)
        if (pathname.startsWith('/_sandbox/')) return await answerControl(sandbox, clock, request)
        return await answerPage(sandbox, clock, request)
      } finally {
        if (request.method !== 'GET') save()
      }
    },
    async tick() {
      let work = 0
      for (let round = 0; round < mostRounds; round++) {
        const done = accounts.reduce((sum, { id }) => sum + doWhatIsDue(deskFor(world, id)), 0)
        const sent = await Promise.all(accounts.map(({ id }) => send(id)))
        const now = done + sent.reduce((sum, count) => sum + count, 0)
        work += now
        if (now === 0) break
      }
      await Promise.all(sending)
      if (work > 0) save()
    },
    truth: (accountId) => truthOf(deskFor(world, accountId)),
    addFault(request) {
      const fault = faultFrom(request, world.snapshot.chance)
      world.snapshot.faults.push(fault)
      save()
      return fault
    },
    removeFaults(id) {
      const { faults } = world.snapshot
      faults.splice(0, faults.length, ...faults.filter((fault) => id !== undefined && fault.id !== id))
      save()
    },
    reset() {
      world.snapshot = newSnapshot(accounts, seed)
      world.running.clear()
      busy.clear()
      save()
    },
    world,
  }
  return sandbox
}
