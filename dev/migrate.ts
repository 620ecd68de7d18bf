import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Client, createClient, LibsqlBatchError } from '@libsql/client/http'
import { readDatabases } from '../src/env.ts'

export type Migration = { name: string; hash: string; statements: string[] }

const usualDir = join(import.meta.dirname, '..', 'migrations')

/** The same mark that drizzle-kit writes: splitting at semicolons would cut a trigger's body in pieces. */
const breakpoint = /--> statement-breakpoint\s*$/m

/**
 * Brings a database up to date: applies `dir/*.sql` in the order of their names, each in one transaction together with its row
 * in the table `migrations`, so a run that was killed or whose answer was lost is repaired by running again.
 * Answers the names it applied. Throws a sentence when a landed file was edited, renamed or overtaken, or a statement fails.
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
    const pending = pendingOf(migrations, await landedIn(client))
    const applied: string[] = []
    for (const migration of pending) if (await apply(client, migration)) applied.push(migration.name)
    if (applied.length > 0) await refuseBrokenReferences(client)
    return applied
  } finally {
    client.close()
  }
}

/** The migrations in the order of their names. */
export async function readMigrations(dir = usualDir): Promise<Migration[]> {
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

async function landedIn(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.execute('SELECT name, hash FROM migrations ORDER BY name')
  return new Map(rows.map((row) => [String(row.name), String(row.hash)]))
}

/** A landed migration is history: what is there must be exactly what was applied, and new ones come after it. */
function pendingOf(migrations: Migration[], landed: Map<string, string>): Migration[] {
  const here = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const [name, hash] of landed) {
    const file = here.get(name)
    if (!file)
      throw new Error(
        `The database has had the migration ${name}, but there is no such file: it was renamed or deleted, or this checkout is older than the database.`,
      )
    if (file.hash !== hash)
      throw new Error(
        `The migration ${name} was edited after it was applied to this database; put it back as it was and write the change as a new migration.`,
      )
  }
  const last = [...landed.keys()].sort().at(-1) ?? ''
  const pending = migrations.filter((migration) => !landed.has(migration.name))
  const overtaken = pending.find((migration) => migration.name < last)
  if (overtaken)
    throw new Error(
      `The migration ${overtaken.name} would come before ${last}, which this database has already had; rename it so that it comes last.`,
    )
  return pending
}

/** Answers false when another run landed the same migration first. */
async function apply(client: Client, migration: Migration): Promise<boolean> {
  // The row goes first: it takes the write lock, and of two runs at once the second stops here instead of half-way.
  const row = {
    sql: 'INSERT INTO migrations (name, hash, applied_at) VALUES (?, ?, ?)',
    args: [migration.name, migration.hash, new Date().toISOString()],
  }
  try {
    // `migrate` switches foreign keys off around the transaction, which rebuilding a table needs.
    await client.migrate([row, ...migration.statements])
    return true
  } catch (error) {
    if ((await landedIn(client)).get(migration.name) === migration.hash) return false
    throw new Error(`The migration ${migration.name} failed ${placeOf(error, migration)}; nothing of it was kept.`, {
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

/** The database that the options name; else each that the Worker is told of, one after the other. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, token: { type: 'string' } } })
  const { DATABASE_URL, DATABASE_AUTH_TOKEN, DATABASES } = process.env
  const url = values.url ?? DATABASE_URL
  const token = values.token ?? DATABASE_AUTH_TOKEN
  if (!url)
    throw new Error(
      'Say which database: --url libsql://… (and --token …), or set DATABASE_URL and DATABASE_AUTH_TOKEN.',
    )
  say('The database', await migrate({ url, token }))
  if (values.url !== undefined || !DATABASES?.trim()) return
  const { others } = readDatabases({ DATABASE_URL, DATABASE_AUTH_TOKEN: token, DATABASES })
  for (const [name, { url, authToken }] of Object.entries(others))
    say(`The database "${name}"`, await migrate({ url, token: authToken }))
}

const say = (database: string, applied: readonly string[]) =>
  console.log(applied.length === 0 ? `${database} is up to date.` : `${database}: applied ${applied.join(', ')}.`)

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
