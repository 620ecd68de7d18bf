/** What the world outside gives a Worker and a sandbox may replace: the time, and where the payment provider is. */
export type Runtime = {
  readonly now: () => number
  /** The provider's API when it is not the public one. */
  readonly providerUrl: string | null
  readonly directoryCache: DirectoryCache
}

/**
 * What an isolate remembers of the directory from one request to the next. It may be out of date: the database itself refuses what
 * is asked of it about an account that has moved (db/directory.ts).
 */
export type DirectoryCache = {
  /** The database's name by account. */
  readonly accounts: Map<string, string>
  /** The account by hash of an API key, which never changes. */
  readonly keys: Map<string, string>
}

export const emptyDirectoryCache = (): DirectoryCache => ({ accounts: new Map(), keys: new Map() })
