import type { SandboxAccount } from './account.ts'
import { type AccountData, newAccountData } from './account-data.ts'
import { type Context, createContext, type Origin } from './context.ts'
import type { Fault } from './faults.ts'
import type { RandomState } from './random.ts'

/** The state that outlives a restart: plain data. */
export type Snapshot = {
  readonly version: 2
  readonly random: RandomState
  readonly faults: Fault[]
  readonly accountData: Record<string, AccountData>
  /** How many calls a second one account may make; null is any number. */
  callsPerSecond: number | null
}

/** Stores the sandbox's data; without one it is lost with the process. */
export type Store = {
  load(): Snapshot | null
  /** Called after every change. */
  save(snapshot: Snapshot): void
}

export type SandboxState = {
  readonly accounts: readonly SandboxAccount[]
  readonly publicUrl: string
  readonly now: () => number
  snapshot: Snapshot
  /** Idempotency keys of requests that are running, by account. */
  readonly running: Map<string, Set<string>>
  /** The number of calls in the current second by account, for the rate limit. */
  readonly recentCalls: Map<string, { second: number; count: number }>
}

export function newSnapshot(accounts: readonly SandboxAccount[], seed: number): Snapshot {
  return {
    version: 2,
    random: { state: seed | 0 },
    faults: [],
    accountData: Object.fromEntries(accounts.map((account) => [account.id, newAccountData(account)])),
    callsPerSecond: null,
  }
}

/** Restores stored data; configured accounts and endpoints replace the stored ones. */
export function restoreSnapshot(snapshot: Snapshot, accounts: readonly SandboxAccount[]): Snapshot {
  for (const account of accounts) {
    const initial = newAccountData(account)
    const kept = snapshot.accountData[account.id]
    snapshot.accountData[account.id] = kept
      ? { ...initial, ...kept, endpoints: { ...kept.endpoints, ...initial.endpoints } }
      : initial
  }
  return snapshot
}

const noOrigin: Origin = { requestId: null, idempotencyKey: null }

/** The context of an account's operations. Throws where there is no such account. */
export function contextFor(state: SandboxState, accountId: string, origin: Origin = noOrigin): Context {
  const account = state.accounts.find(({ id }) => id === accountId)
  const data = state.snapshot.accountData[accountId]
  if (!account || !data) throw new Error(`The sandbox has no account ${accountId}.`)
  const { random, faults } = state.snapshot
  return createContext({
    account,
    data: data,
    nowMs: state.now(),
    origin,
    publicUrl: state.publicUrl,
    faults,
    random: random,
  })
}
