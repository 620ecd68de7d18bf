/** What the environment provides and the sandbox can replace: the time, here and in the database, and the provider's URL. */
export type Runtime = {
  readonly now: () => number
  /** SQL for the present instant, ms since 1970 (db/clock.ts). */
  readonly databaseClock: string
  /** The provider's API when it is not the public one. */
  readonly providerUrl: string | null
  readonly directoryCache: DirectoryCache
}

/**
 * The directory's cache across requests of an isolate. It may be outdated: a database refuses queries about an account
 * that has moved (db/directory.ts).
 */
export type DirectoryCache = {
  /** The database's name by account. */
  readonly accounts: Map<string, string>
  /** The account by hash of an API key, which never changes. */
  readonly keys: Map<string, string>
}

export const emptyDirectoryCache = (): DirectoryCache => ({ accounts: new Map(), keys: new Map() })
