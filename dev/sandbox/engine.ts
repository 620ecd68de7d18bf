import type { Clock } from '../clock.ts'
import type { SandboxAccount } from './account.ts'
import { runDueOperations } from './due-operations.ts'
import { type Fault, type FaultRequest, faultFrom } from './faults.ts'
import { contextFor, newSnapshot, restoreSnapshot, type SandboxState, type Store } from './state.ts'
import { type Truth, truthOf } from './truth.ts'
import { type Deliver, sendDue } from './webhooks.ts'

/** The provider without its HTTP interface: what the API, the controls and the pages work with. */
export type Engine = {
  /** Runs what is due by the clock (debits, refunds, disputes, expiries), then sends the webhooks that are due. */
  tick(): Promise<void>
  /** The provider's ground truth of an account. */
  truth(accountId: string): Truth
  addFault(fault: FaultRequest): Fault
  /** Removes one fault, or all of them. */
  removeFaults(id?: string): void
  /** Deletes all data and starts from the seed again. */
  reset(): void
  /** Writes the state to the store, where there is one. */
  save(): void
  readonly state: SandboxState
}

export type EngineOptions = {
  readonly accounts: readonly SandboxAccount[]
  readonly clock: Pick<Clock, 'now'> & Partial<Clock>
  readonly seed?: number
  readonly store?: Store
  readonly publicUrl: string
  readonly deliver?: Deliver
}

const maxRounds = 50

export function createEngine({ accounts, clock, seed = 1, store, publicUrl, deliver = fetch }: EngineOptions): Engine {
  const stored = store?.load() ?? null
  const state: SandboxState = {
    accounts,
    publicUrl: publicUrl.replace(/\/$/, ''),
    now: clock.now,
    snapshot: stored ? restoreSnapshot(stored, accounts) : newSnapshot(accounts, seed),
    running: new Map(),
    recentCalls: new Map(),
  }
  const busy = new Set<string>()
  const sending = new Set<Promise<number>>()
  const save = () => store?.save(state.snapshot)

  async function send(accountId: string): Promise<number> {
    const sent = sendDue(contextFor(state, accountId), deliver, busy)
    sending.add(sent)
    return sent.finally(() => sending.delete(sent))
  }

  return {
    async tick() {
      let work = 0
      for (let round = 0; round < maxRounds; round++) {
        const done = accounts.reduce((sum, { id }) => sum + runDueOperations(contextFor(state, id)), 0)
        const sent = await Promise.all(accounts.map(({ id }) => send(id)))
        const now = done + sent.reduce((sum, count) => sum + count, 0)
        work += now
        if (now === 0) break
      }
      await Promise.all(sending)
      if (work > 0) save()
    },
    truth: (accountId) => truthOf(contextFor(state, accountId)),
    addFault(request) {
      const fault = faultFrom(request, state.snapshot.random)
      state.snapshot.faults.push(fault)
      save()
      return fault
    },
    removeFaults(id) {
      const { faults } = state.snapshot
      faults.splice(0, faults.length, ...faults.filter((fault) => id !== undefined && fault.id !== id))
      save()
    },
    reset() {
      state.snapshot = newSnapshot(accounts, seed)
      state.running.clear()
      busy.clear()
      save()
    },
    save,
    state,
  }
}
