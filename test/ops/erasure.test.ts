import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { compactDatabase } from '../../ops/compact-database.ts'
import { createAccount } from '../../ops/create-account.ts'
import { createCustomer } from '../../src/actions/customers/create-customer.ts'
import { eraseCustomer } from '../../src/actions/customers/erase-customer.ts'
import { eraseHistories } from '../../src/actions/customers/erase-histories.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { askMerchant } from '../../src/actions/invoices/ask-merchant.ts'
import { createInvoice } from '../../src/actions/invoices/create-invoice.ts'
import { deleteInvoice } from '../../src/actions/invoices/delete-invoice.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { requestDeploymentSignIn } from '../../src/actions/portal/request-deployment-sign-in.ts'
import { requestSignIn } from '../../src/actions/portal/request-sign-in.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { type Caller, scopesOf, wholeAccount } from '../../src/core/access/caller.ts'
import type { CustomerEvent } from '../../src/core/customers/customer.ts'
import { makeId } from '../../src/core/id.ts'
import { defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import type { Result } from '../../src/core/result.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { commit, type HeldFollowUp } from '../../src/db/commit.ts'
import { selectAccount } from '../../src/db/repositories/accounts.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import { outboxOf } from '../../src/db/repositories/outbox.ts'
import * as schema from '../../src/db/schema/index.ts'
import type { Deps } from '../../src/deps.ts'
import { tally } from '../proof/tally.ts'

let dir: string
let port: number
let server: Libsql
let db: Database
let accountId: string
let deps: Deps

const newId: Deps['newId'] = (kind) => makeId(kind, Date.now(), crypto.getRandomValues(new Uint8Array(16)))
const caller = (kind: 'api_key' | 'portal' | 'job'): Caller => ({
  accountId,
  actor: { kind, id: 'x' },
  scopes: scopesOf[kind],
  reach: wholeAccount,
})
const merchant = () => unitOfWork(caller('api_key'))
const run = async (sql: string, ...args: (string | number | null)[]) => (await db.client.execute({ sql, args })).rows

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-erasure-'))
  port = await freePort()
  server = await startLibsql({ dir, port })
  await migrate({ url: server.url })
  db = openDatabase(server.url, undefined)
  const kranwerk = { name: 'Kranwerk', country: 'DE', currency: 'eur', 'time-zone': 'Europe/Berlin' }
  accountId = (await createAccount(db, kranwerk)).accountId
  const keys = linkKeys({ current: 'k1', keys: { k1: 'c'.repeat(64) } })
  const directory = { home: db }
  const now = Date.now
  deps = { db, directory, enter: () => undefined, now, newId, linkKeys: keys, requestId: null } as unknown as Deps
})

afterAll(async () => {
  await server.kill()
  await rm(dir, { recursive: true, force: true })
})

/** Texts that are nowhere else, each in one place of a customer's data; those with "Printed" are on the issued invoice. */
const mark = (place: string) => `Zyx${place}Qwv`
const addressOf = (place: string) => `${mark(place).toLowerCase()}@wieland.example`

/** Writes a mark into every place that has to do with a customer. */
async function customerWithMarks(): Promise<string> {
  const customerId = newId('customer')
  const address = {
    line1: mark('PrintedStreet'),
    line2: null,
    city: 'Berlin',
    postalCode: '10119',
    state: null,
    country: 'DE',
  }
  const input = {
    name: mark('PrintedName'),
    email: addressOf('printedmail'),
    address,
    phone: mark('Phone'),
    description: mark('Description'),
    metadata: new Map([['note', mark('Metadata')]]),
    locales: ['de'],
    timeZone: 'Asia/Kathmandu',
  }
  done(await createCustomer(deps, merchant(), { id: customerId, input }))
  const contacts = [{ name: mark('ContactName'), email: addressOf('contact'), roles: ['everything' as const] }]
  done(await updateCustomer(deps, merchant(), { customerId, input: { contacts } }))
  const methodEvents: CustomerEvent[] = [
    { type: 'customer.linked', providerCustomerId: mark('ProviderCustomer') },
    { type: 'customer.address_refused', address: addressOf('refused') },
    {
      type: 'customer.method_saved',
      method: {
        id: `pm_${customerId}`,
        type: 'card',
        brand: mark('Brand'),
        last4: '4242',
        expMonth: 1,
        expYear: 2030,
        savedAt: 1,
      },
    },
  ]
  const customer = (await customersOf(db, accountId).find(customerId))!
  const stamp = {
    accountId,
    actor: 'job:x',
    requestId: null,
    idempotencyKey: mark('Key'),
    at: Date.now(),
    newId,
    conditions: [],
    accompanyingRows: [],
  }
  await commit(db, stamp, [customersOf(db, accountId).change(customer, methodEvents, Date.now()).change])

  const invoice = async (place: string) => {
    const id = newId('invoice')
    const content = {
      collectionMethod: 'send_invoice' as const,
      memo: mark(`${place}Memo`),
      metadata: new Map([['note', mark(`${place === 'Printed' ? 'Issued' : place}Metadata`)]]),
    }
    const blank = { id, customerId, currency: 'eur' as const, withPendingItems: false, input: content }
    done(await createInvoice(deps, merchant(), blank))
    const item = { id: newId('invoiceitem'), customerId, invoiceId: id, currency: 'eur' as const }
    const line = { price: { amountMinor: 11900 }, description: mark(`${place}Line`) }
    done(await createInvoiceItem(deps, merchant(), { ...item, input: line }))
    return id
  }
  const issued = await invoice('Printed')
  done(await finalizeInvoice(deps, merchant(), { invoiceId: issued, isSent: true }))
  const text = { invoiceId: issued, kind: 'question' as const, text: mark('Message'), lineId: null }
  done(await askMerchant(deps, unitOfWork(caller('portal')), text).catch(() => askMerchant(deps, merchant(), text)))
  done(await voidInvoice(deps, merchant(), { invoiceId: issued }))
  await invoice('Draft')
  done(await deleteInvoice(deps, merchant(), { invoiceId: await invoice('Deleted') }))
  const pending = { id: newId('invoiceitem'), customerId, invoiceId: undefined, currency: 'eur' as const }
  done(
    await createInvoiceItem(deps, merchant(), {
      ...pending,
      input: { price: { amountMinor: 1 }, description: mark('Pending') },
    }),
  )

  const configurationId = defaultConfigurationId(accountId)
  const session = {
    id: newId('portalSession'),
    customerId,
    configurationId,
    returnUrl: `https://a.example/${mark('Return')}`,
    locale: null,
    flow: null,
  }
  await createSession(deps, merchant(), session)
  await run(
    'INSERT INTO portal_sessions (account_id, id, customer_id, cookie_hash, way, created_at, usable_until, idle_ms, expires_at, user_agent) VALUES (?, ?, ?, ?, ?, 1, 1, 1, 1, ?)',
    accountId,
    `bps_${customerId}`,
    customerId,
    `hash of ${customerId}`,
    'code',
    mark('Browser'),
  )
  await run(
    'INSERT INTO passkeys (account_id, id, customer_id, credential_id, public_key, algorithm, counter, challenged_at, created_at, user_agent) VALUES (?, ?, ?, ?, ?, -7, 0, 1, 1, ?)',
    accountId,
    `psk_${customerId}`,
    customerId,
    mark('Credential'),
    'key',
    mark('PasskeyBrowser'),
  )
  await requestSignIn(deps, { accountId, address: addressOf('printedmail'), browserSecret: 'x' })
  await requestDeploymentSignIn(deps, { address: addressOf('printedmail'), browserSecret: 'x' })
  await run(
    'INSERT INTO provider_events (account_id, provider, id, type, payload, received_at) VALUES (?, ?, ?, ?, ?, 1)',
    accountId,
    'stripe',
    `evt_${customerId}`,
    'customer.updated',
    JSON.stringify({ customer: mark('ProviderCustomer'), name: mark('Webhook') }),
  )
  await run(
    'INSERT INTO idempotency_keys (account_id, key, fingerprint, request_id, result_id, status, body, locked_until, created_at) VALUES (?, ?, ?, ?, ?, 200, ?, 0, 1)',
    accountId,
    `key_${customerId}`,
    'f',
    'req_1',
    customerId,
    JSON.stringify({ id: customerId, name: mark('Answer') }),
  )
  await run(
    'INSERT INTO mail_counts (account_id, counted, day, count, most) VALUES (?, ?, ?, 1, 5)',
    accountId,
    `send:${issued}:${addressOf('contact')}`,
    '2026-12-01',
  )
  await run(
    'INSERT INTO review_items (account_id, id, kind, subject, invoice_id, detail, created_at) VALUES (?, ?, ?, ?, ?, ?, 1)',
    accountId,
    `rev_${customerId}`,
    'message_undelivered',
    customerId,
    issued,
    JSON.stringify({ text: mark('Review') }),
  )
  return customerId
}

const tables = (Object.values(schema).filter((one) => is(one, SQLiteTable)) as SQLiteTable[]).map(getTableName)

/** The marks in each table that has some. */
async function marksByTable(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of tables) {
    const text = JSON.stringify(await run(`SELECT * FROM ${table}`))
    const marks = [...new Set(text.match(/zyx\w+?qwv/gi) ?? [])].sort()
    if (marks.length > 0) found[table] = marks
  }
  return found
}

/** The marks in any file of the database's folder. */
function marksInFiles(): string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name)).toString('latin1'))
  return [...new Set(bytes.flatMap((text) => text.match(/zyx\w+?qwv/gi) ?? []))].sort()
}

const isPrinted = (text: string) => /printed/i.test(text)

/** Runs the erasure's orders until none is left. */
async function runOrders(customerId: string): Promise<void> {
  for (;;) {
    const [order] = await run(
      'SELECT id FROM outbox WHERE kind = ? AND subject_id = ? AND done_at IS NULL',
      'erasure',
      customerId,
    )
    if (!order) return
    const later = { ...db, clock: `${db.clock} + 200000` }
    const taken = await outboxOf(later, accountId).claim(selectAccount, String(order.id))
    await eraseHistories(deps, unitOfWork(caller('job')), {
      ...(taken!.due as HeldFollowUp<'erasure'>),
      isLastTry: false,
    })
  }
}

const restart = async () => {
  server = await startLibsql({ dir, port })
  db = openDatabase(server.url, undefined)
  deps = { ...deps, db, directory: { ...deps.directory, home: db } }
}

test('what was erased is in no table and, once the files are rewritten, in no byte of them', async () => {
  const customerId = await customerWithMarks()
  const before = await marksByTable()
  expect(Object.keys(before).sort()).toEqual([
    'customers',
    'deployment_sign_ins',
    'events',
    'idempotency_keys',
    'invoice_items',
    'invoices',
    'links',
    'mail_counts',
    'passkeys',
    'portal_sessions',
    'provider_events',
    'review_items',
    'sign_ins',
  ])
  const marks = [...new Set(Object.values(before).flat())]
  // The files have each of them: the search would see what is left.
  expect(marksInFiles()).toEqual(expect.arrayContaining(marks))

  done(await eraseCustomer(deps, merchant(), { customerId }))
  await runOrders(customerId)
  const after = await marksByTable()
  expect(Object.keys(after).sort()).toEqual(['events', 'invoice_items', 'invoices'])
  expect(
    Object.values(after)
      .flat()
      .filter((one) => !isPrinted(one)),
  ).toEqual([])
  const [kept] = await run('SELECT state FROM invoices WHERE customer_id = ?', customerId)
  expect(JSON.parse(String(kept!.state))).toMatchObject({
    status: 'void',
    buyer: { name: mark('PrintedName'), address: { line1: mark('PrintedStreet') }, locales: [], timeZone: null },
    lines: [{ description: mark('PrintedLine') }],
    messages: [{ text: '' }],
  })

  const leftInFiles = marksInFiles().filter((one) => !isPrinted(one)).length
  await server.stop()
  compactDatabase(dir)
  expect(marksInFiles().filter((one) => !isPrinted(one))).toEqual([])
  expect(marksInFiles().length).toBeGreaterThan(3)
  await restart()
  expect((await run('SELECT count(*) AS n FROM invoices WHERE customer_id = ?', customerId))[0]!.n).toBe(1)
  expect((await run('PRAGMA integrity_check'))[0]!.integrity_check).toBe('ok')
  expect(marksInFiles().filter((one) => !isPrinted(one))).toEqual([])
  tally('marks of an erased customer', { written: marks.length, leftInFiles, leftAfterRewriting: 0 })
})

/** The tables of which rows are forgotten, whose statements the planted bug leaves out. */
const forgotten = [
  'idempotency_keys',
  'links',
  'mail_counts',
  'passkeys',
  'portal_sessions',
  'provider_events',
  'review_items',
  'sign_ins',
]

test('each table that erasing leaves out is found', async () => {
  const customerId = await customerWithMarks()
  const leavesOut = new RegExp(`^(delete from|update) "(${forgotten.join('|')})"`, 'i')
  const { client } = db
  const batch: typeof client.batch = (statements, mode) =>
    client.batch(
      statements.filter((one) => !leavesOut.test((one as { sql: string }).sql)),
      mode,
    )
  const forgetful = new Proxy(client, {
    get: (target, name) => (name === 'batch' ? batch : Reflect.get(target, name)),
  })
  deps = { ...deps, db: { orm: db.orm, clock: db.clock, client: forgetful } }
  done(await eraseCustomer(deps, merchant(), { customerId }))
  await runOrders(customerId)
  deps = { ...deps, db }
  expect(Object.keys(await marksByTable())).toEqual(expect.arrayContaining(forgotten))
})

test('a history is overwritten only where its object is erased, and only what it says', async () => {
  const customerId = newId('customer')
  done(await createCustomer(deps, merchant(), { id: customerId, input: { name: 'Jonas' } }))
  const overwrite = (column: string) =>
    run(`UPDATE events SET ${column} = '{}' WHERE object_id = ? AND seq = 1`, customerId)
  await expect(overwrite('data')).rejects.toThrow('events_append_only')
  done(await eraseCustomer(deps, merchant(), { customerId }))
  await overwrite('data')
  for (const column of ['type', 'actor', 'seq', 'at', 'object_id', 'idempotency_key'])
    await expect(overwrite(column), column).rejects.toThrow('events_append_only')
  const last = run("UPDATE events SET data = '{\"a\":1}' WHERE object_id = ? AND type = 'customer.erased'", customerId)
  await expect(last).rejects.toThrow('events_append_only')
  await expect(run('DELETE FROM events WHERE object_id = ?', customerId)).rejects.toThrow('events_append_only')
})

test('files that a server has open are not rewritten, and a folder without a database is named', () => {
  expect(() => compactDatabase(dir)).toThrow('Stop its server first.')
  expect(() => compactDatabase(join(dir, 'nowhere'))).toThrow('There is no database of a libSQL server in')
})
