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

/** The last migration under which an account was a row alone. */
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

/** What the rows differ in from their histories; of the account that has left, both are elsewhere. */
const wrongs = async (at = 0) => {
  const all = await rebuildViolations(rowsAt(servers[at]!.url))
  return all.filter((wrong) => !wrong.startsWith('acct_left'))
}

test('an account from before there was a history has one that adds up to its row', async () => {
  expect(await wrongs()).toEqual([])
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

test('it goes on from there, and its history moves with it', async () => {
  await setBankAccounts(databases, { account: 'acct_edited', none: true })
  const { version } = await updateSettings(databases, 'acct_edited', { daysUntilDue: 3, memo: 'Danke' })
  expect(version).toBe(3)
  expect(await wrongs()).toEqual([])

  await moveAccount({ databases, accountId: 'acct_edited', to: 'large' })
  const moved = await updateSettings(databases, 'acct_edited', { memo: null })
  expect(moved).toMatchObject({ livemode: true, bankAccounts: [], daysUntilDue: 3, memo: null, version: 4 })
  expect(await wrongs(1)).toEqual([])
  const history = await rows("SELECT seq, type FROM events WHERE account_id = 'acct_edited' ORDER BY seq", 'large')
  expect(history).toEqual([
    { seq: 1, type: 'account.created' },
    { seq: 2, type: 'account.bank_accounts_changed' },
    { seq: 3, type: 'account.updated' },
    { seq: 4, type: 'account.updated' },
  ])
})
