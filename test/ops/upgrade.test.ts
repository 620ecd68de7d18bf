import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { moveAccount } from '../../ops/move-account.ts'
import { setBankAccounts } from '../../ops/set-bank-accounts.ts'
import { updateSettings } from '../../ops/update-account.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { kranwerk } from '../world/cast.ts'
import { rowsAt } from '../world/database.ts'
import { rebuildViolations } from '../world/rebuild.ts'

/** The last migration before accounts had a history, and numbers a table for all kinds of documents. */
const last = '0008'

const landed = join(import.meta.dirname, '../../migrations')
const createdAt = Date.UTC(2026, 5, 1)
const { createdAt: _, version: __, bankAccounts, ...older } = kranwerk

/** Rows as they were written: before bank accounts, after them by SQL, and by version 2. */
const accounts = {
  acct_first: { ...older, id: 'acct_first' },
  acct_edited: { ...older, id: 'acct_edited', bankAccounts, livemode: true },
  acct_second: { v: 2, ...older, id: 'acct_second', bankAccounts, sendsPerDay: 7 },
  acct_left: { v: 2, ...older, id: 'acct_left', bankAccounts },
}

const invoice = (
  accountId: string,
  id: string,
  number: string | null,
  series: string | null,
  sequence: number | null,
) => ({
  sql: `INSERT INTO invoices (account_id, id, version, created_at, customer_id, status, collection_method, currency, total_minor,
    amount_remaining_minor, number, series, sequence, state) VALUES (?, ?, 1, 0, 'cus_1', '', '', 'eur', 0, 0, ?, ?, ?, '{}')`,
  args: [accountId, id, number, series, sequence],
})

let dir: string
let servers: Libsql[]
let databases: ReadonlyMap<string, Database>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-history-'))
  const before = join(dir, 'migrations')
  for (const name of await readdir(landed))
    if (name.endsWith('.sql') && name.slice(0, 4) <= last) await cp(join(landed, name), join(before, name))
  const start = async (name: string) => startLibsql({ dir: join(dir, name), port: await freePort() })
  servers = await Promise.all(['home', 'large'].map(start))
  databases = new Map(['home', 'large'].map((name, at) => [name, openDatabase(servers[at]!.url, undefined)]))
  await Promise.all(servers.map(({ url }) => migrate({ url, dir: before })))
  await databases.get('home')!.client.batch(
    [
      ...Object.entries(accounts).map(([id, state]) => ({
        sql: 'INSERT INTO accounts (id, created_at, state) VALUES (?, ?, ?)',
        args: [id, createdAt, JSON.stringify(state)],
      })),
      invoice('acct_edited', 'in_1', 'KRAN-0001', 'account', 1),
      invoice('acct_edited', 'in_2', 'KRAN-0002', 'account', 2),
      invoice('acct_edited', 'in_3', 'By-Hand', null, null),
      invoice('acct_edited', 'in_4', null, null, null),
      invoice('acct_first', 'in_5', 'KRAN-0001', 'cus_1', 1),
      invoice('acct_left', 'in_6', 'KRAN-0001', 'account', 1),
      "INSERT INTO account_fences (account_id, state, epoch) VALUES ('acct_left', 'closed', 1)",
    ],
    'write',
  )
  await Promise.all(servers.map(({ url }) => migrate({ url })))
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await rm(dir, { recursive: true, force: true })
})

const rows = async (sql: string, name = 'home') =>
  (await databases.get(name)!.client.execute(sql)).rows.map((row) => ({ ...row }))

/** Differences of accounts from their histories. An account that was moved has both in the other database. */
const violations = async (at = 0) => {
  const all = await rebuildViolations(rowsAt(servers[at]!.url))
  return all.filter((wrong) => wrong.startsWith('acct_') && !wrong.startsWith('acct_left'))
}

const numbers = (name = 'home') =>
  rows("SELECT * FROM document_numbers WHERE account_id <> 'acct_first' ORDER BY account_id, document_id", name)
const ofEdited = [
  ['in_1', 'KRAN-0001', 'account', 1],
  ['in_2', 'KRAN-0002', 'account', 2],
  ['in_3', 'By-Hand', null, null],
].map(([document_id, number, series, sequence]) => ({
  account_id: 'acct_edited',
  kind: 'invoice',
  document_id,
  number,
  series,
  sequence,
}))

test('an account that had no history gets one that adds up to its row', async () => {
  expect(await violations()).toEqual([])
  const events = await rows('SELECT account_id, object_id, seq, type, at, actor FROM events ORDER BY account_id')
  expect(events).toEqual(
    ['acct_edited', 'acct_first', 'acct_second'].map((id) => ({
      account_id: id,
      object_id: id,
      seq: 1,
      type: 'account.created',
      at: createdAt,
      actor: 'operator:migration',
    })),
  )
  const states = await rows('SELECT state FROM accounts ORDER BY id')
  const begun = { v: 2, createdAt, version: 1 }
  expect(states.map(({ state }) => JSON.parse(String(state)))).toEqual([
    { ...accounts.acct_edited, ...begun },
    { ...accounts.acct_first, ...begun, bankAccounts: [] },
    accounts.acct_left,
    { ...accounts.acct_second, ...begun },
  ])
})

test('the numbers that invoices have are taken, and each stays the only one', async () => {
  expect(await numbers()).toEqual(ofEdited)
  const again = invoice('acct_edited', 'in_7', 'kran-0002', null, null)
  await expect(databases.get('home')!.client.execute(again)).rejects.toThrow('UNIQUE constraint failed')
  const taken = `INSERT INTO document_numbers VALUES ('acct_edited', 'credit_note', 'cn_1', 'by-hand', NULL, NULL)`
  await expect(databases.get('home')!.client.execute(taken)).rejects.toThrow('UNIQUE constraint failed')
})

test('an upgraded account can be changed and moved, with its history and numbers', async () => {
  await setBankAccounts(databases, { account: 'acct_edited', none: true })
  const { version } = await updateSettings(databases, 'acct_edited', { daysUntilDue: 3, memo: 'Danke' })
  expect(version).toBe(3)
  expect(await violations()).toEqual([])

  await moveAccount({ databases, accountId: 'acct_edited', to: 'large' })
  const moved = await updateSettings(databases, 'acct_edited', { memo: null })
  expect(moved).toMatchObject({ livemode: true, bankAccounts: [], daysUntilDue: 3, memo: null, version: 4 })
  expect(await violations(1)).toEqual([])
  expect(await numbers('large')).toEqual(ofEdited)
  const history = await rows("SELECT seq, type FROM events WHERE account_id = 'acct_edited' ORDER BY seq", 'large')
  expect(history).toEqual([
    { seq: 1, type: 'account.created' },
    { seq: 2, type: 'account.bank_accounts_changed' },
    { seq: 3, type: 'account.updated' },
    { seq: 4, type: 'account.updated' },
  ])
})
