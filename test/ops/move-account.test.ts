import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { createAccount } from '../../ops/create-account.ts'
import { createKey } from '../../ops/create-key.ts'
import { cancelMove, type Move, moveAccount } from '../../ops/move-account.ts'
import { tablesOf } from '../../ops/moving/tables.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { openDirectory } from '../../src/db/directory.ts'
import { callerByKey } from '../../src/http/caller-by-key.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'
import { isProving } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { isolate, startTraffic, type Traffic } from './traffic.ts'

let dir: string
let servers: Libsql[]
let databases: ReadonlyMap<string, Database>
let env: Record<string, string>
const names = ['home', 'large'] as const
const noor = { name: 'Noor Ceramics', country: 'KW', currency: 'kwd', 'time-zone': 'Asia/Kuwait' }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-move-'))
  servers = await Promise.all(names.map(async (name) => startLibsql({ dir: join(dir, name), port: await freePort() })))
  await Promise.all(servers.map(({ url }) => migrate({ url })))
  databases = new Map(names.map((name, at) => [name, openDatabase(servers[at]!.url, undefined)]))
  const [home, large] = servers
  env = { DATABASE_URL: home!.url, DATABASES: JSON.stringify({ large: { url: large!.url } }) }
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await rm(dir, { recursive: true, force: true })
})

const settings = () => ({
  home: { url: servers[0]!.url, authToken: undefined },
  others: { large: { url: servers[1]!.url, authToken: undefined } },
})
const newIsolate = () => isolate(openDirectory(settings(), emptyDirectoryCache()))
const rows = async (name: string, sql: string, ...args: string[]) =>
  (await databases.get(name)!.client.execute({ sql, args })).rows.map((row) => ({ ...row }))

/** Another account, which the move must not affect. */
async function newAccount(): Promise<{ accountId: string; apiKey: string }> {
  return createAccount(databases.get('home')!, noor)
}

const steps = ['Copying', 'Copied', 'Caught up', 'Closed', 'Compared', 'Switched', 'Opened', 'Cleaned up'] as const

class Killed extends Error {}

/** Moves until a step is reported, and is killed right after it. */
const moveUntil = (step: string, move: Omit<Move, 'databases'>) =>
  moveAccount({
    ...move,
    databases,
    report: (line) => {
      if (line.startsWith(step)) throw new Killed()
    },
  }).then(
    () => expect.fail(`The move never reported "${step}".`),
    (error) => expect(error).toBeInstanceOf(Killed),
  )

/** Every row of an account in a database, by table. */
async function rowsOf(name: string, accountId: string) {
  const tables = await tablesOf(databases.get(name)!)
  return Object.fromEntries(
    await Promise.all(
      tables.map(async (table) => {
        const sql = `SELECT * FROM "${table.name}" WHERE "${table.owner}" = ?`
        const found = (await rows(name, sql, accountId)).map((row) => JSON.stringify(row)).sort()
        return [table.name, found] as const
      }),
    ),
  )
}

/** Violations of: every acknowledged change is in the database exactly once, and no other is. */
async function violationsIn(name: string, accountId: string, traffic: Traffic): Promise<string[]> {
  const sql = 'SELECT object_id, seq, data FROM events WHERE account_id = ? AND object_id <> account_id'
  const events = await rows(name, sql, accountId)
  const found = new Set(events.map(({ object_id, seq }) => `${object_id} ${seq}`))
  const followUps = await rows(name, 'SELECT dedupe_key, done_at, tries FROM outbox WHERE account_id = ?', accountId)
  const scheduled = new Set(followUps.map(({ dedupe_key }) => dedupe_key))
  const booked = await rows(name, 'SELECT cause_id FROM ledger_transactions WHERE account_id = ?', accountId)
  const causes = new Set(booked.map(({ cause_id }) => cause_id))
  const sums = await rows(
    name,
    'SELECT transaction_id FROM ledger_postings WHERE account_id = ? GROUP BY transaction_id HAVING sum(amount_minor) <> 0',
    accountId,
  )
  const lost = traffic.acknowledged.filter(
    (change) => !found.has(change) || !scheduled.has(change) || !causes.has(change),
  )
  return [
    ...traffic.violations,
    ...lost.map((change) => `${change} was acknowledged and is not there`),
    ...[...found]
      .filter((event) => !traffic.acknowledged.includes(event))
      .map((event) => `${event} was never acknowledged`),
    ...sums.map(({ transaction_id }) => `${transaction_id} does not balance`),
    ...traffic.done.filter((id, at) => traffic.done.indexOf(id) !== at).map((id) => `${id} was done twice`),
    ...followUps.filter(({ done_at }) => done_at === null).map(({ dedupe_key }) => `${dedupe_key} was never done`),
  ]
}

describe('an account that is moved while requests run', () => {
  test('is moved on, and back, where a customer is erased meanwhile: nothing of them is left or missing', async () => {
    const { accountId } = await newAccount()
    const write = (name: string, sql: string, ...args: string[]) => databases.get(name)!.client.execute({ sql, args })
    const event = `INSERT INTO events (account_id, id, object_kind, object_id, seq, type, data, at, actor, idempotency_key)
      VALUES (?, ?, 'customer', ?, ?, ?, ?, 1, 'test', ?)`
    const create = (name: string, id: string) =>
      write(name, event, accountId, `evt_${id}`, id, '1', 'customer.created', '{"name":"Ada Personal"}', `key_${id}`)
    const erase = async (name: string, id: string) => {
      await write(name, event, accountId, `evt_${id}_erased`, id, '2', 'customer.erased', '{}', '')
      const overwrite = 'UPDATE events SET data = ?, idempotency_key = NULL WHERE account_id = ? AND id = ?'
      await write(name, overwrite, '{}', accountId, `evt_${id}`)
    }
    const eventsIn = (name: string) =>
      rows(name, "SELECT id, data FROM events WHERE account_id = ? AND object_kind = 'customer' ORDER BY id", accountId)
    await create('home', 'cus_during')
    await create('home', 'cus_after')
    const invoice = `INSERT INTO invoices (account_id, id, version, created_at, customer_id, status, collection_method, currency, total_minor,
      amount_remaining_minor, state) VALUES (?, 'in_kept', 1, 1, 'cus_during', 'paid', 'send_invoice', 'eur', 100, 0, '{}')`
    await write('home', invoice, accountId)
    await moveUntil('Copied', { accountId, to: 'large' })
    await erase('home', 'cus_during')
    await moveAccount({ databases, accountId, to: 'large' })
    await erase('large', 'cus_after')
    await moveAccount({ databases, accountId, to: 'home' })
    const expected = ['cus_after', 'cus_after_erased', 'cus_during', 'cus_during_erased']
    expect(await eventsIn('home')).toEqual(expected.map((id) => ({ id: `evt_${id}`, data: '{}' })))
    // A law against new things for erased customers does not stop what is copied.
    expect(await rows('home', 'SELECT id FROM invoices WHERE account_id = ?', accountId)).toEqual([{ id: 'in_kept' }])
  })

  test('is stopped by a sentence where the new database has an event of an erased object that differs', async () => {
    const { accountId } = await newAccount()
    const event = `INSERT INTO events (account_id, id, object_kind, object_id, seq, type, data, at, actor)
      VALUES ('${accountId}', 'evt_differs', 'customer', 'cus_differs', 1, 'customer.erased', ?, 1, 'test')`
    await rows('home', event, '{}')
    await rows('large', event, '{"other":1}')
    const refused = expect(moveAccount({ databases, accountId, to: 'large' })).rejects
    await refused.toThrow('A row of events differs between the new database and the old one. The move stops here.')
    await rows('home', 'UPDATE accounts SET created_at = created_at WHERE id = ?', accountId)
  })

  test('killed after each step and run again, has every change exactly once', async () => {
    const { accountId, apiKey } = await newAccount()
    const neighbour = await newAccount()
    const neighbours = await rowsOf('home', neighbour.accountId)
    const traffic = startTraffic(accountId, newIsolate)
    for (const to of ['large', 'home']) {
      for (const step of steps) await moveUntil(step, { accountId, to })
      await moveAccount({ databases, accountId, to })
    }
    await traffic.stop()
    await traffic.workThrough(databases.values())
    expect(await violationsIn('home', accountId, traffic)).toEqual([])
    tally('an account moved under traffic', {
      moves: 2,
      'killed and run again': 2 * steps.length,
      'changes acknowledged': traffic.acknowledged.length,
      'jobs done': traffic.done.length,
      'longest wait ms': traffic.longestMs,
    })
    expect(traffic.acknowledged.length).toBeGreaterThan(50)
    expect(traffic.done.length).toBe(traffic.acknowledged.length)
    expect(await rowsOf('home', neighbour.accountId)).toEqual(neighbours)
    expect(await callerByKey(openDirectory(settings(), emptyDirectoryCache()), bearer(apiKey))).toMatchObject({
      ok: true,
      value: { caller: { accountId } },
    })
  })

  test.runIf(isProving)('by the command, killed while it is closed, continues and prints the comparison', async () => {
    const { accountId } = await newAccount()
    const traffic = startTraffic(accountId, newIsolate)
    await pause(200)
    const command = () =>
      spawn(process.execPath, ['ops/move-account.ts', '--account', accountId, '--to', 'large'], {
        env: { PATH: process.env.PATH, ...env },
      })
    await killAt('Closed', command())
    await pause(100)
    const output = await outputOf(command())
    await traffic.stop()
    await traffic.workThrough(databases.values())
    expect(output).toContain(`Done: ${accountId} moved from home to large.`)
    expect(output).toMatch(
      /Compared after \d+ last changes, \d+ ms closed: accounts 1, api_keys 1, .*customers 3, .*events \d+, /,
    )
    expect(await violationsIn('large', accountId, traffic)).toEqual([])
    expect(await outputOf(command())).toBe(`${accountId} is in large.\n`)
    const migration = spawn(process.execPath, ['dev/migrate.ts'], { env: { PATH: process.env.PATH, ...env } })
    expect(await outputOf(migration)).toBe('The database is up to date.\nThe database "large" is up to date.\n')
  })

  test('leaves the history and the ledger behind, closed, and nothing else', async () => {
    const { accountId, apiKey } = await newAccount()
    const traffic = startTraffic(accountId, newIsolate)
    await pause(200)
    await traffic.stop()
    await traffic.workThrough(databases.values())
    const before = await rowsOf('home', accountId)
    await moveAccount({ databases, accountId, to: 'large' })
    expect(await rowsOf('large', accountId)).toEqual(before)
    const left = Object.entries(await rowsOf('home', accountId)).filter(([, found]) => found.length > 0)
    expect(left.map(([table]) => table)).toEqual(['api_keys', 'events', 'ledger_postings', 'ledger_transactions'])
    for (const { name, owner, key } of await tablesOf(databases.get('home')!)) {
      if (name === 'api_keys' || key.length === 0) continue
      const columns = (await rows('home', `SELECT name FROM pragma_table_info('${name}')`)).map((row) => row.name)
      const values = columns.map((column) => (column === owner ? '?' : "'1'")).join(', ')
      await expect(rows('home', `INSERT INTO "${name}" VALUES (${values})`, accountId), name).rejects.toThrow(
        'account_moved',
      )
    }
    const another = await createKey(databases, accountId)
    const directory = openDirectory(settings(), emptyDirectoryCache())
    for (const key of [apiKey, another.key])
      expect(await callerByKey(directory, bearer(key))).toMatchObject({ ok: true, value: { caller: { accountId } } })
    await rows('large', 'UPDATE api_keys SET revoked_at = 1 WHERE id = ?', another.id)
    expect(await callerByKey(directory, bearer(another.key))).toMatchObject({ ok: false })
  })

  test.runIf(isProving)(
    'stays in its database if the move is canceled before its switch, and can be moved later',
    async () => {
      const { accountId } = await newAccount()
      const traffic = startTraffic(accountId, newIsolate)
      for (const step of ['Copied', 'Closed']) {
        await moveUntil(step, { accountId, to: 'large' })
        await cancelMove({ databases, accountId })
      }
      await pause(100)
      await moveAccount({ databases, accountId, to: 'large' })
      await traffic.stop()
      await traffic.workThrough(databases.values())
      expect(await violationsIn('large', accountId, traffic)).toEqual([])
      await expect(cancelMove({ databases, accountId })).rejects.toThrow(`No move of ${accountId} is under way.`)
    },
  )

  test('is moved by one run only: an earlier one that is still alive fails', async () => {
    const { accountId } = await newAccount()
    const stale = moveAccount({
      databases,
      accountId,
      to: 'large',
      report: async (line) => {
        if (line.startsWith('Closed')) await moveAccount({ databases, accountId, to: 'large' })
      },
    })
    await expect(stale).rejects.toThrow('Another run of this move has taken over.')
    expect(
      await rows('home', 'SELECT database, moving_to FROM account_places WHERE account_id = ?', accountId),
    ).toEqual([{ database: 'large', moving_to: null }])
  })
})

describe('a move without a fence', () => {
  const triggersIn = async (name: string, like: string) =>
    rows(name, `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '${like}'`)

  /** Moves with the triggers dropped after a step; returns the violations. */
  async function moveWithoutFence(step: string): Promise<string[]> {
    const { accountId } = await newAccount()
    const traffic = startTraffic(accountId, newIsolate)
    await pause(100)
    const taken: string[] = []
    const report = async (line: string) => {
      if (!line.startsWith(step) || taken.length > 0) return
      for (const { name, sql } of [
        ...(await triggersIn('home', 'account_fence_%')),
        ...(await triggersIn('home', 'account_is_here%')),
      ]) {
        await rows('home', `DROP TRIGGER "${name}"`)
        // Without a trigger the view would refuse rows, which would be another fault.
        if (String(name).startsWith('account_is_here'))
          await rows('home', `CREATE TRIGGER ${name} INSTEAD OF INSERT ON account_is_here BEGIN SELECT 1; END`)
        taken.push(String(sql))
      }
      await pause(300)
    }
    const refused = await moveAccount({ databases, accountId, to: 'large', report }).then(
      () => null,
      (error: Error) => error.message,
    )
    await rows('home', 'DROP TRIGGER account_is_here_holds')
    for (const sql of taken) await rows('home', sql)
    await traffic.stop()
    return refused ? [refused] : violationsIn('large', accountId, traffic)
  }

  test('loses changes after the comparison, which is detected', async () => {
    const violations = await moveWithoutFence('Compared')
    expect(
      violations.filter((violation) => violation.includes('was acknowledged and is not there')).length,
    ).toBeGreaterThan(0)
  })

  test.runIf(isProving)('is stopped by the comparison if changes were not recorded while it copied', async () => {
    expect((await moveWithoutFence('Copied')).join()).toMatch(/The move stops here|ledger_unbalanced/)
  })
})

const bearer = (key: string) => new Headers({ authorization: `Bearer ${key}` })

/** Kills a command as soon as it prints a line that starts so. */
async function killAt(word: string, child: ChildProcess): Promise<void> {
  const lines = createInterface(child.stdout!)
  for await (const line of lines) {
    if (!line.startsWith(word)) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
    return
  }
  expect.fail(`The command never printed "${word}".`)
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += chunk))
  await once(child, 'close')
  return output
}
