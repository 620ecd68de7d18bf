import { eq } from 'drizzle-orm'
import { type DatabaseAddress, type DatabaseSettings, homeName } from '../env.ts'
import type { DirectoryCache } from '../runtime.ts'
import { accountDatabase, type Place } from './account-database.ts'
import { type Database, openDatabase } from './client.ts'
import { serverClock } from './clock.ts'
import { DatabaseUnavailable } from './conflict.ts'
import { isUnavailable } from './faults.ts'
import { accountPlaces, apiKeys } from './schema/index.ts'

/** Which database holds which account (docs/decisions/009). */
export type Directory = {
  /** Holds the hashes of all API keys, the directory, and the accounts that never moved. */
  readonly home: Database
  readonly of: (accountId: string) => Database
  /** The database of the account whose API key has this hash; null if there is no such key. */
  readonly ofKey: (hash: string) => Promise<Database | null>
  /** Where an account is at present, past the cache. Throws DatabaseUnavailable if the settings do not name that database yet. */
  readonly placeOf: (accountId: string) => Promise<Database>
  /** Every database once, for jobs over all accounts. */
  readonly all: readonly Database[]
}

/** Opens the configured databases. With only one, no lookup is needed. */
export function openDirectory(
  { home, others }: DatabaseSettings,
  directoryCache: DirectoryCache,
  clock: string = serverClock,
): Directory {
  const open = ({ url, authToken }: DatabaseAddress): Database => openDatabase(url, authToken, clock)
  const homeDatabase = open(home)
  const places = new Map([
    [homeName, homeDatabase],
    ...Object.entries(others).map(([name, address]) => [name, open(address)] as const),
  ])
  const place = (accountId: string) => placeIn(homeDatabase, places, directoryCache, accountId)
  const shared = {
    home: homeDatabase,
    placeOf: (accountId: string) => place(accountId).findAgain(),
    all: [...places.values()],
  }
  if (places.size === 1) return { ...shared, of: () => homeDatabase, ofKey: async () => homeDatabase }
  const of = (accountId: string) => accountDatabase(accountId, place(accountId), clock)
  return {
    ...shared,
    of,
    async ofKey(hash) {
      const accountId = directoryCache.keys.get(hash) ?? (await accountOfKey(homeDatabase, hash))
      if (accountId === null) return null
      remember(directoryCache.keys, hash, accountId)
      return of(accountId)
    },
  }
}

function placeIn(
  home: Database,
  places: ReadonlyMap<string, Database>,
  { accounts }: DirectoryCache,
  accountId: string,
): Place {
  // If an isolate's settings do not name the database yet, it answers 503 rather than the wrong rows.
  const named = (name: string) => places.get(name) ?? Promise.reject(new DatabaseUnavailable())
  const findAgain = async () => {
    const name = await readPlace(home, accountId)
    remember(accounts, accountId, name)
    return named(name)
  }
  return {
    findAgain,
    async find() {
      const known = accounts.get(accountId)
      return known === undefined ? findAgain() : named(known)
    },
    forget: () => void accounts.delete(accountId),
  }
}

async function readPlace({ orm }: Database, accountId: string): Promise<string> {
  const where = eq(accountPlaces.accountId, accountId)
  const [row] = await unwrapped(orm.select({ database: accountPlaces.database }).from(accountPlaces).where(where))
  return row?.database ?? homeName
}

/**
 * The home database only maps a key to its account; whether the key is valid is decided in the account's own database.
 */
async function accountOfKey({ orm }: Database, hash: string): Promise<string | null> {
  const [row] = await unwrapped(
    orm.select({ accountId: apiKeys.accountId }).from(apiKeys).where(eq(apiKeys.hash, hash)),
  )
  return row?.accountId ?? null
}

/**
 * Drizzle would wrap this query's error, and the waiting query would wrap it again; unwrapping keeps a single layer.
 */
const unwrapped = <T>(query: PromiseLike<T>): Promise<T> =>
  Promise.resolve(query).catch((error) => {
    throw isUnavailable(error) ? new DatabaseUnavailable('', { cause: error }) : error
  })

const maxRemembered = 20_000

function remember(known: Map<string, string>, name: string, value: string): void {
  if (known.size >= maxRemembered && !known.has(name)) known.clear()
  known.set(name, value)
}
