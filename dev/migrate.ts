import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Client, createClient, LibsqlBatchError } from '@libsql/client/http'
import { readDatabases } from '../src/env.ts'

export type Migration = { name: string; hash: string; statements: string[] }

const defaultDir = join(import.meta.dirname, '..', 'migrations')

/** The separator that drizzle-kit writes; splitting at semicolons would split a trigger's body. */
const breakpoint = /--> statement-breakpoint\s*$/m

/**
 * Applies `dir/*.sql` in the order of their names, each in one transaction with its row in the table `migrations`, so that an
 * interrupted run can be repeated. Returns the applied names. Throws a sentence if an applied file was edited or renamed, a new one
 * sorts before it, or a statement fails.
 */
export async function migrate(options: { url: string; token?: string; dir?: string }): Promise<string[]> {
  const migrations = await readMigrations(options.dir)
  const client = createClient({
    url: options.url,
    authToken: options.token,
    fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(60_000) }),
  })
  try {
    await client.execute(
      'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
    )
    const pending = pendingOf(migrations, await appliedIn(client))
    const applied: string[] = []
    for (const migration of pending) if (await apply(client, migration)) applied.push(migration.name)
    if (applied.length > 0) await refuseBrokenReferences(client)
    return applied
  } finally {
    client.close()
  }
}

/** The migrations in the order of their names. */
export async function readMigrations(dir = defaultDir): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(dir, name), 'utf8')).replaceAll('\r\n', '\n')
      const statements = text.split(breakpoint).map((statement) => statement.trim())
      const hash = createHash('sha256').update(text).digest('hex')
      return { name, hash, statements: statements.filter(hasCode) }
    }),
  )
}

const hasCode = (statement: string) =>
  statement.split('\n').some((line) => line.trim() !== '' && !line.trim().startsWith('--'))

async function appliedIn(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.execute('SELECT name, hash FROM migrations ORDER BY name')
  return new Map(rows.map((row) => [String(row.name), String(row.hash)]))
}

/** The migrations to apply. Applied ones must be unchanged, and new ones must sort after them. */
function pendingOf(migrations: Migration[], appliedBefore: Map<string, string>): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const [name, hash] of appliedBefore) {
    const file = files.get(name)
    if (!file)
      throw new Error(
        `The migration ${name} was applied to this database, but there is no such file: it was renamed or deleted, or this checkout is older than the database.`,
      )
    if (file.hash !== hash)
      throw new Error(
        `The migration ${name} was edited after it was applied to this database; restore it and write the change as a new migration.`,
      )
  }
  const last = [...appliedBefore.keys()].sort().at(-1) ?? ''
  const pending = migrations.filter((migration) => !appliedBefore.has(migration.name))
  const outOfOrder = pending.find((migration) => migration.name < last)
  if (outOfOrder)
    throw new Error(
      `The migration ${outOfOrder.name} would come before ${last}, which was applied to this database; rename it so that it comes last.`,
    )
  return pending
}

/** Applies a migration; false if another run applied it first. */
async function apply(client: Client, migration: Migration): Promise<boolean> {
  // The row is inserted first, so that of two concurrent runs the second fails here.
  const row = {
    sql: 'INSERT INTO migrations (name, hash, applied_at) VALUES (?, ?, ?)',
    args: [migration.name, migration.hash, new Date().toISOString()],
  }
  try {
    // `migrate` disables foreign keys during the transaction, as rebuilding a table requires.
    await client.migrate([row, ...migration.statements])
    return true
  } catch (error) {
    if ((await appliedIn(client)).get(migration.name) === migration.hash) return false
    throw new Error(`The migration ${migration.name} failed ${placeOf(error, migration)}; it was rolled back.`, {
      cause: error,
    })
  }
}

function placeOf(error: unknown, migration: Migration): string {
  const message = error instanceof Error ? error.message : String(error)
  const statement = error instanceof LibsqlBatchError ? migration.statements[error.statementIndex - 1] : undefined
  return statement ? `at "${statement.split('\n')[0]}": ${message}` : `because ${message}`
}

async function refuseBrokenReferences(client: Client): Promise<void> {
  const { rows } = await client.execute('PRAGMA foreign_key_check')
  if (rows.length > 0)
    throw new Error(
      `After the migrations ${rows.length} rows refer to rows that do not exist, the first in "${rows[0]?.table}".`,
    )
}

/** Migrates the database in the options, else every database of the Worker's settings. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, token: { type: 'string' } } })
  const { DATABASE_URL, DATABASE_AUTH_TOKEN, DATABASES } = process.env
  const url = values.url ?? DATABASE_URL
  const token = values.token ?? DATABASE_AUTH_TOKEN
  if (!url)
    throw new Error('Name the database: --url libsql://… (and --token …), or set DATABASE_URL and DATABASE_AUTH_TOKEN.')
  report('The database', await migrate({ url, token }))
  if (values.url !== undefined || !DATABASES?.trim()) return
  const { others } = readDatabases({ DATABASE_URL, DATABASE_AUTH_TOKEN: token, DATABASES })
  for (const [name, { url, authToken }] of Object.entries(others))
    report(`The database "${name}"`, await migrate({ url, token: authToken }))
}

const report = (database: string, applied: readonly string[]) =>
  console.log(applied.length === 0 ? `${database} is up to date.` : `${database}: applied ${applied.join(', ')}.`)

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
