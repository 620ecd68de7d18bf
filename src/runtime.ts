/** What the environment provides and a test can replace: the time, the provider's URL, and how documents are drawn. */
export type Runtime = {
  readonly now: () => number
  /** SQL for the present instant, ms since 1970 (db/clock.ts). */
  readonly databaseClock: string
  /** The provider's API when it is not the public one. */
  readonly providerUrl: string | null
  readonly directoryCache: DirectoryCache
  /** Draws a document as something simpler than a PDF, where there are too many to draw; null in production. */
  readonly draw?: ((printed: unknown) => Uint8Array<ArrayBuffer>) | null
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
