import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client/http'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { timetable } from '../../src/jobs/timetable.ts'

describe('what is deployed', () => {
  const bundleOf = async (entry: string) => {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      conditions: ['workerd'],
      external: ['node:*', 'cloudflare:*'],
      tsconfig: 'tsconfig.json',
    })
    return outputFiles[0]!.text
  }
  const sandboxNames = ['_sandbox', 'SANDBOX_URL', 'aheadMs']

  test('contains nothing of the sandbox', async () => {
    const [production, sandbox] = await Promise.all([bundleOf('src/index.ts'), bundleOf('dev/worker.ts')])
    expect(production).toContain('PAYMENT_ACCOUNTS')
    for (const name of sandboxNames) {
      expect(sandbox).toContain(name)
      expect(production).not.toContain(name)
    }
  })

  test('has exactly the cron triggers of the timetable', () => {
    const { triggers } = unstable_readConfig({ config: 'wrangler.toml' })
    expect(triggers.crons).toEqual(Object.keys(timetable))
  })
})

describe('a migrated database', () => {
  let server: Libsql
  let home: string
  let client: Client

  const write = (...statements: string[]) => client.batch(statements, 'write')
  const posting = (position: number, amountMinor: number, currency = 'eur') =>
    `INSERT INTO ledger_postings VALUES ('acct_1', 'ltx_1', ${position}, 'revenue', '${currency}', ${amountMinor})`
  const transaction = (id: string) =>
    `INSERT INTO ledger_transactions (account_id, id, cause_kind, cause_id, currency, invoice_id, customer_id, day, at)
     VALUES ('acct_1', '${id}', 'payment', 'pi_${id}', 'eur', 'in_1', 'cus_1', '2026-11-02', 1)`

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'remit-deploy-'))
    server = await startLibsql({ dir: join(home, 'db'), port: await freePort() })
    await migrate({ url: server.url })
    client = createClient({ url: server.url })
  })

  afterAll(async () => {
    await server.kill()
    await rm(home, { recursive: true, force: true })
  })

  test.each([
    ['of one side only', [posting(0, 100)]],
    ['that do not sum to zero', [posting(0, 100), posting(1, -99)]],
    ['in two currencies', [posting(0, 100), posting(1, -100, 'usd')]],
  ])('refuses a transaction of postings %s', async (_, postings) => {
    await expect(write(...postings, transaction('ltx_1'))).rejects.toThrow('ledger_unbalanced')
  })

  test('refuses to change, delete or extend a booked transaction', async () => {
    await write(posting(0, 100), posting(1, -100), transaction('ltx_1'))
    await expect(write('UPDATE ledger_postings SET amount_minor = 0')).rejects.toThrow('ledger_append_only')
    await expect(write('DELETE FROM ledger_postings')).rejects.toThrow('ledger_append_only')
    await expect(write("UPDATE ledger_transactions SET day = '2026-11-03'")).rejects.toThrow('ledger_append_only')
    await expect(write('DELETE FROM ledger_transactions')).rejects.toThrow('ledger_append_only')
    await expect(write(posting(2, 0))).rejects.toThrow('ledger_closed')
  })

  test('refuses to change or delete an event, and a second one with the same sequence number', async () => {
    const event = (id: string) =>
      `INSERT INTO events (account_id, id, object_kind, object_id, seq, type, data, at, actor)
       VALUES ('acct_1', '${id}', 'invoice', 'in_1', 1, 'invoice.created', '{}', 1, 'api_key:key_1')`
    await write(event('evt_1'))
    await expect(write("UPDATE events SET data = '[]'")).rejects.toThrow('events_append_only')
    await expect(write('DELETE FROM events')).rejects.toThrow('events_append_only')
    await expect(write(event('evt_2'))).rejects.toThrow('UNIQUE constraint failed: events.account_id, events.object_id')
  })
})
