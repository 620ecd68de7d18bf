import { type Database, openDatabase } from '../src/db/client.ts'
import { type DatabaseAddress, homeName, readDatabases } from '../src/env.ts'

/** The options that name the database; environment variables are the default. */
export const databaseOptions = { url: { type: 'string' }, token: { type: 'string' } } as const

/** The database that the options name. Throws a sentence if none is named or its URL is invalid. */
export function databaseIn({ url = process.env.DATABASE_URL, token }: { url?: string; token?: string }): Database {
  if (!url)
    throw new Error('Name the database: --url libsql://… and --token …, or set DATABASE_URL and DATABASE_AUTH_TOKEN.')
  if (!/^(libsql|https?):\/\//.test(url) || !URL.canParse(url))
    throw new Error('The address of the database must start with libsql:// or https://, as Turso gives it.')
  return openDatabase(url, token ?? process.env.DATABASE_AUTH_TOKEN)
}

/** Every database by name: the home database and those in DATABASES, as in the Worker. */
export function databasesIn(given: { url?: string; token?: string } = {}): ReadonlyMap<string, Database> {
  const { DATABASES, DATABASE_URL, DATABASE_AUTH_TOKEN } = process.env
  const home = [homeName, databaseIn(given)] as const
  if (!DATABASES?.trim()) return new Map([home])
  const address = { DATABASE_URL: given.url ?? DATABASE_URL, DATABASE_AUTH_TOKEN: given.token ?? DATABASE_AUTH_TOKEN }
  const { others } = readDatabases({ ...address, DATABASES })
  const open = ({ url, authToken }: DatabaseAddress) => openDatabase(url, authToken)
  return new Map([home, ...Object.entries(others).map(([name, one]) => [name, open(one)] as const)])
}

/** Throws a sentence for a failed statement, without any bound value. */
export function explain(error: unknown): never {
  throw new Error(messageFor(error), { cause: error })
}

function messageFor(error: unknown): string {
  const sentence = innermost(error)
  if (/account_moved/.test(sentence)) return 'The account is being moved; try again shortly.'
  if (/no such table/.test(sentence)) return 'The database has no tables yet; run npm run db:migrate first.'
  if (/40[13]|unauthori[sz]ed|forbidden|jwt/i.test(sentence))
    return 'The database refused the token; DATABASE_AUTH_TOKEN must be one that may write.'
  return 'The database gave no readable answer; check DATABASE_URL, and whether it can be reached from here.'
}

/** The innermost cause; its wrappers may contain a statement's values. */
const innermost = (error: unknown): string =>
  error instanceof Error ? (error.cause === undefined ? error.message : innermost(error.cause)) : ''
