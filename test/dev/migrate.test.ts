import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client/http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'

let server: Libsql
let home: string
let dir: string

const writeMigration = (name: string, ...statements: string[]) =>
  writeFile(join(dir, name), statements.join('\n--> statement-breakpoint\n'))
const run = () => migrate({ url: server.url, dir })
const query = async (sql: string) => {
  const client = createClient({ url: server.url })
  return (await client.execute(sql)).rows.map((row) => Object.values(row))
}

const customers = [
  'CREATE TABLE customers (id TEXT PRIMARY KEY, name TEXT);',
  'CREATE INDEX by_name ON customers (name);',
]
const invoices =
  'CREATE TABLE invoices (id TEXT PRIMARY KEY, customer TEXT REFERENCES customers (id) ON DELETE CASCADE);'

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'remit-migrate-'))
  server = await startLibsql({ dir: join(home, 'db'), port: await freePort() })
})

afterAll(async () => {
  await server.kill()
  await rm(home, { recursive: true, force: true })
})

beforeEach(async () => {
  dir = await mkdtemp(join(home, 'migrations-'))
  const client = createClient({ url: server.url })
  const { rows } = await client.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name DESC")
  await client.migrate(rows.map((row) => `DROP TABLE ${row.name}`))
})

describe('migrating a database', () => {
  test('applies the files in the order of their names, each once', async () => {
    await writeMigration('0001_invoices.sql', invoices)
    await writeMigration('0000_customers.sql', ...customers)
    expect(await run()).toEqual(['0000_customers.sql', '0001_invoices.sql'])
    expect(await run()).toEqual([])

    await writeMigration('0002_phones.sql', 'ALTER TABLE customers ADD phone TEXT')
    expect(await run()).toEqual(['0002_phones.sql'])
    expect(await query('SELECT name FROM migrations ORDER BY name')).toHaveLength(3)
  })

  test('does not split a trigger at its semicolons', async () => {
    await writeMigration(
      '0000_log.sql',
      'CREATE TABLE log (entry TEXT);',
      "CREATE TRIGGER no_edit BEFORE UPDATE ON log BEGIN SELECT 1; SELECT RAISE(ABORT, 'the log is only added to'); END;",
    )
    await run()
    await query("INSERT INTO log VALUES ('paid')")
    await expect(query("UPDATE log SET entry = 'void'")).rejects.toThrow('the log is only added to')
  })

  test('refuses an applied file that was edited', async () => {
    await writeMigration('0000_customers.sql', ...customers)
    await run()
    await writeMigration('0000_customers.sql', 'CREATE TABLE customers (id TEXT PRIMARY KEY);')
    await expect(run()).rejects.toThrow('The migration 0000_customers.sql was edited after it was applied')
  })

  test('refuses an applied file that was renamed, and a new one that sorts before it', async () => {
    await writeMigration('0001_customers.sql', ...customers)
    await run()
    await rename(join(dir, '0001_customers.sql'), join(dir, '0002_customers.sql'))
    await expect(run()).rejects.toThrow('0001_customers.sql was applied to this database, but there is no such file')
    await rename(join(dir, '0002_customers.sql'), join(dir, '0001_customers.sql'))
    await writeMigration('0000_late.sql', 'CREATE TABLE late (id TEXT)')
    await expect(run()).rejects.toThrow('0000_late.sql would come before 0001_customers.sql')
  })

  test('rolls back a migration that fails half-way, names the statement, and applies it after it is fixed', async () => {
    await writeMigration('0000_customers.sql', customers[0] as string, 'CREATE INDEX by_city ON customers (city);')
    await expect(run()).rejects.toThrow('failed at "CREATE INDEX by_city ON customers (city);": SQL_INPUT_ERROR')
    expect(await query("SELECT name FROM sqlite_master WHERE name = 'customers'")).toEqual([])
    await writeMigration('0000_customers.sql', ...customers)
    expect(await run()).toEqual(['0000_customers.sql'])
  })

  test('refuses two statements without a breakpoint between them', async () => {
    await writeMigration('0000_two.sql', 'CREATE TABLE a (id TEXT); CREATE TABLE b (id TEXT);')
    await expect(run()).rejects.toThrow('0000_two.sql failed')
    expect(await query("SELECT name FROM sqlite_master WHERE name IN ('a', 'b')")).toEqual([])
  })

  test('applies each file once in concurrent runs', async () => {
    await writeMigration('0000_customers.sql', ...customers)
    await writeMigration('0001_invoices.sql', invoices)
    const applied = (await Promise.all([run(), run(), run()])).flat()
    expect(applied.sort()).toEqual(['0000_customers.sql', '0001_invoices.sql'])
  })

  test('rebuilds a table without cascading into the rows that refer to it', async () => {
    await writeMigration('0000_customers.sql', ...customers)
    await writeMigration('0001_invoices.sql', invoices)
    await run()
    await query("INSERT INTO customers VALUES ('cus_1', 'Ines')")
    await query("INSERT INTO invoices VALUES ('in_1', 'cus_1')")
    await writeMigration(
      '0002_rebuild.sql',
      'CREATE TABLE __new_customers (id TEXT PRIMARY KEY, name TEXT NOT NULL);',
      'INSERT INTO __new_customers SELECT id, name FROM customers;',
      'DROP TABLE customers;',
      'ALTER TABLE __new_customers RENAME TO customers;',
    )
    await run()
    expect(await query('SELECT id FROM invoices')).toEqual([['in_1']])
  })

  test('fails if a row refers to one that does not exist', async () => {
    await writeMigration('0000_customers.sql', ...customers)
    await writeMigration('0001_invoices.sql', invoices, "INSERT INTO invoices VALUES ('in_1', 'cus_gone');")
    await expect(run()).rejects.toThrow('1 rows refer to rows that do not exist, the first in "invoices"')
  })
})
