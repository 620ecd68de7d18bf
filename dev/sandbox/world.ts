import type { SandboxAccount } from './account.ts'
import { type Books, openBooks } from './books.ts'
import { type Desk, type Origin, openDesk } from './desk.ts'
import type { Fault } from './faults.ts'
import type { RandomState } from './random.ts'

/** What is kept from one start to the next: plain data. */
export type Snapshot = {
  readonly version: 1
  readonly chance: RandomState
  readonly faults: Fault[]
  readonly books: Record<string, Books>
  /** How many calls a second one account may make; null is any number. */
  callsPerSecond: number | null
}

/** Where the data of the sandbox is kept; without one it lives as long as the process. */
export type Store = {
  load(): Snapshot | null
  /** Told after every change. */
  save(snapshot: Snapshot): void
}

export type World = {
  readonly accounts: readonly SandboxAccount[]
  readonly publicUrl: string
  readonly now: () => number
  snapshot: Snapshot
  /** Idempotency keys of requests that are running, by account. */
  readonly running: Map<string, Set<string>>
  /** Calls of the second that is running, for the rate limit. */
  readonly recentCalls: Map<string, { second: number; count: number }>
}

export function newSnapshot(accounts: readonly SandboxAccount[], seed: number): Snapshot {
  return {
    version: 1,
    chance: { state: seed | 0 },
    faults: [],
    books: Object.fromEntries(accounts.map((account) => [account.id, openBooks(account)])),
    callsPerSecond: null,
  }
}

/** Takes up kept data; the configured accounts and their endpoints win over what was kept. */
export function takeUp(snapshot: Snapshot, accounts: readonly SandboxAccount[]): Snapshot {
  for (const account of accounts) {
    const fresh = openBooks(account)
    const kept = snapshot.books[account.id]
    snapshot.books[account.id] = kept
      ? { ...fresh, ...kept, endpoints: { ...kept.endpoints, ...fresh.endpoints } }
      : fresh
  }
  return snapshot
}

const nobody: Origin = { requestId: null, idempotencyKey: null }

/** A desk with an account's books open. Throws where there is no such account. */
export function deskFor(world: World, accountId: string, origin: Origin = nobody): Desk {
  const account = world.accounts.find(({ id }) => id === accountId)
  const books = world.snapshot.books[accountId]
  if (!account || !books) throw new Error(`The sandbox has no account ${accountId}.`)
  const { chance, faults } = world.snapshot
  return openDesk({ account, books, nowMs: world.now(), origin, publicUrl: world.publicUrl, faults, chance })
}
