import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { createAccount } from '../../ops/create-account.ts'
import { createKey } from '../../ops/create-key.ts'
import { setBankAccounts } from '../../ops/set-bank-accounts.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { type Directory, openDirectory } from '../../src/db/directory.ts'
import { callerByKey } from '../../src/http/caller-by-key.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'

let server: Libsql
let dir: string
let db: Database
let directory: Directory

const noor = { name: 'Noor Ceramics', country: 'KW', currency: 'kwd', 'time-zone': 'Asia/Kuwait' }

const dinars = '{"currency":"kwd","holder":"Noor Ceramics","iban":"KW81 CBKU 0000 0000 0000 1234 5601 01"}'
const dollars = '{"currency":"usd","holder":"Noor","accountNumber":"000123456789","routingNumber":"110000000"}'

const withKey = (key: string) => callerByKey(directory, new Headers({ authorization: `Bearer ${key}` }))
const rows = async (sql: string) => (await db.client.execute(sql)).rows.map((row) => ({ ...row }))

/** Runs a command as an operator does; returns its exit code and output. */
async function run(command: string, ...options: string[]) {
  const env = { PATH: process.env.PATH, DATABASE_URL: server.url }
  const done = promisify(execFile)(process.execPath, [`ops/${command}.ts`, ...options], { env })
  return done.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }) => ({ code, output: String(stderr) }),
  )
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-ops-'))
  server = await startLibsql({ dir: join(dir, 'db'), port: await freePort() })
  const home = { url: server.url, authToken: undefined }
  directory = openDirectory({ home, others: {} }, emptyDirectoryCache())
  db = directory.home
})

afterAll(async () => {
  await server.kill()
  await rm(dir, { recursive: true, force: true })
})

test('a database without tables and an unreachable one are refused with different messages', async () => {
  await expect(createAccount(db, noor)).rejects.toThrow('run npm run db:migrate first')
  const nowhere = openDatabase(`http://127.0.0.1:${await freePort()}`, undefined)
  await expect(createAccount(nowhere, noor)).rejects.toThrow('gave no readable answer')
  await migrate({ url: server.url })
})

describe("a merchant's account", () => {
  test('is created with a key that opens it and is stored as a hash only', async () => {
    const { accountId, apiKey } = await createAccount(db, noor)
    const opened = await withKey(apiKey)
    expect(opened).toMatchObject({
      ok: true,
      value: { account: { id: accountId, name: 'Noor Ceramics', defaultCurrency: 'kwd', livemode: false } },
    })
    expect(apiKey).toMatch(/^sk_test_[A-Za-z0-9]{40}$/)
    expect(JSON.stringify([await rows('SELECT * FROM api_keys'), await rows('SELECT * FROM accounts')])).not.toContain(
      apiKey,
    )
  })

  test('is live only with the option, and then so is its key', async () => {
    const { apiKey } = await createAccount(db, { ...noor, live: true })
    expect(apiKey).toMatch(/^sk_live_/)
    expect(await withKey(apiKey)).toMatchObject({ ok: true, value: { account: { livemode: true } } })
  })

  test('can have a bank account for transfers in each currency', async () => {
    const { apiKey } = await createAccount(db, { ...noor, 'bank-account': [dinars, dollars] })
    expect(await withKey(apiKey)).toMatchObject({
      value: {
        account: {
          bankAccounts: [
            { currency: 'kwd', number: { kind: 'iban', iban: 'KW81CBKU0000000000001234560101' } },
            { currency: 'usd', number: { kind: 'local', accountNumber: '000123456789' } },
          ],
        },
      },
    })
  })

  test.each([
    [{ name: ' ' }, '--name is missing; say for example --name "Kranwerk Berlin GmbH".'],
    [{ country: 'UK' }, '--country is "UK", but it must be a two-letter ISO 3166 code in capitals, as in DE.'],
    [{ country: 'Kuwait' }, '--country is "Kuwait", but'],
    [{ currency: 'euro' }, '--currency is "euro", but it must be the ISO 4217 code of an active currency, as in eur.'],
    [{ 'time-zone': '+03:00' }, '--time-zone is "+03:00", but it must be an IANA time zone, as in Europe/Berlin.'],
    [{ locale: 'nl' }, '--locale is "nl", but it must be a language tag whose language is one of en, de, fr, ja, ar.'],
    [{ prefix: 'N!' }, '--prefix is "N!", but it must have 1 to 12 capitals, digits and inner hyphens.'],
    [{ 'support-email': 'noor' }, '--support-email is "noor", but it must be one email address.'],
    [
      { 'bank-account': ['{"iban":"DE89"}'] },
      '--bank-account is "{"iban":"DE89"}", but "currency" must be the ISO 4217 code',
    ],
    [{ 'bank-account': [dinars, dinars] }, '--bank-account is given twice for kwd; give one for each currency.'],
    [{ methods: 'card,cash' }, '--methods is "cash", but it must be a list, with commas, of card, sepa_debit,'],
  ])('is refused with a sentence for %j', async (invalid, sentence) => {
    const before = await rows('SELECT count(*) AS n FROM accounts')
    await expect(createAccount(db, { ...noor, ...invalid })).rejects.toThrow(sentence)
    expect(await rows('SELECT count(*) AS n FROM accounts')).toEqual(before)
  })

  test('has its bank accounts replaced, and nothing else changed', async () => {
    const databases = new Map([['home', db]])
    const { accountId, apiKey } = await createAccount(db, { ...noor, 'bank-account': [dinars] })
    const before = await withKey(apiKey)
    await setBankAccounts(databases, { account: accountId, 'bank-account': [dollars] })
    const after = await withKey(apiKey)
    if (!before.ok || !after.ok) throw new Error('the key opens the account')
    expect(after.value.account.bankAccounts.map(({ currency }) => currency)).toEqual(['usd'])
    expect({ ...after.value.account, bankAccounts: before.value.account.bankAccounts }).toEqual(before.value.account)
    await setBankAccounts(databases, { account: accountId, none: true })
    expect(await withKey(apiKey)).toMatchObject({ value: { account: { bankAccounts: [] } } })
  })

  test('keeps its bank accounts if the options are invalid', async () => {
    const databases = new Map([['home', db]])
    const { accountId, apiKey } = await createAccount(db, { ...noor, 'bank-account': [dinars] })
    const either = 'Give either --bank-account, or --none to remove all bank accounts.'
    await expect(setBankAccounts(databases, { account: accountId })).rejects.toThrow(either)
    await expect(
      setBankAccounts(databases, { account: accountId, 'bank-account': [dollars], none: true }),
    ).rejects.toThrow(either)
    await expect(setBankAccounts(databases, { account: accountId, 'bank-account': ['{}'] })).rejects.toThrow(
      '--bank-account is "{}", but "currency" must be',
    )
    await expect(setBankAccounts(databases, { account: 'acct_nobody', none: true })).rejects.toThrow(
      'There is no account "acct_nobody"; the accounts are acct_',
    )
    expect(await withKey(apiKey)).toMatchObject({ value: { account: { bankAccounts: [{ currency: 'kwd' }] } } })
  })

  test('gets a second key, and the first stays valid until it is revoked', async () => {
    const { accountId, apiKey } = await createAccount(db, noor)
    const second = await createKey(new Map([['home', db]]), accountId)
    expect(await withKey(second.key)).toMatchObject({ ok: true, value: { caller: { accountId } } })
    expect(await withKey(apiKey)).toMatchObject({ ok: true })

    await db.client.execute({
      sql: 'UPDATE api_keys SET revoked_at = unixepoch() * 1000 WHERE account_id = ? AND id <> ?',
      args: [accountId, second.id],
    })
    expect(await withKey(apiKey)).toMatchObject({ ok: false, refusal: { code: 'api_key_invalid' } })
    expect(await withKey(second.key)).toMatchObject({ ok: true })
  })
})

describe('the commands', () => {
  test('print the account and its key, and exit with 0', async () => {
    const created = await run(
      'create-account',
      ...Object.entries(noor).flatMap(([name, value]) => [`--${name}`, value]),
      ...[dinars, dollars].flatMap((one) => ['--bank-account', one]),
    )
    const [, accountId] = /account (acct_\w+)\./.exec(created.output)!
    const [apiKey] = /sk_test_\w+/.exec(created.output)!
    expect(created.code).toBe(0)
    expect(await withKey(apiKey!)).toMatchObject({ ok: true, value: { account: { id: accountId } } })

    const set = await run('set-bank-accounts', '--account', accountId!, '--bank-account', dollars)
    expect(set).toEqual({
      code: 0,
      output: `Customers of ${accountId} may transfer usd to 110000000 000123456789. Open invoices show it at once.\n`,
    })

    const more = await run('create-key', '--account', accountId!)
    expect(more.code).toBe(0)
    expect(await withKey(/sk_test_\w+/.exec(more.output)![0])).toMatchObject({
      ok: true,
      value: { account: { id: accountId } },
    })
  })

  test('exit with 1 and one sentence for invalid options', async () => {
    expect(await run('create-account', '--name', 'Noor')).toEqual({
      code: 1,
      output: '--country is missing; say for example --country DE.\n',
    })
    expect(await run('create-key', '--account', 'acct_nobody')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^There is no account "acct_nobody"; the accounts are acct_/),
    })
    expect(await run('create-account', '--url', 'remit.turso.io')).toMatchObject({
      code: 1,
      output: 'The address of the database must start with libsql:// or https://, as Turso gives it.\n',
    })
  })
})
