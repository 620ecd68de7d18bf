import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { settingsIn } from '../../ops/account-settings.ts'
import { createAccount } from '../../ops/create-account.ts'
import { createKey } from '../../ops/create-key.ts'
import { setBankAccounts } from '../../ops/set-bank-accounts.ts'
import { updateSettings } from '../../ops/update-account.ts'
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
  const nowhere = openDatabase('http://127.0.0.1:2', undefined)
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
    const { bankAccounts, version } = before.value.account
    expect({ ...after.value.account, bankAccounts, version }).toEqual(before.value.account)
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

  test('has its settings changed, and its history says what, when and by whom', async () => {
    const databases = new Map([['home', db]])
    const { accountId, apiKey } = await createAccount(db, noor)
    const settings = {
      daysUntilDue: 14,
      minimumPaymentPercent: 30,
      address: { city: 'Kuwait' },
      branding: { brandColor: '#0B4F6C' },
    }
    await updateSettings(databases, accountId, settingsIn(JSON.stringify(settings)))
    await setBankAccounts(databases, { account: accountId, 'bank-account': [dollars] })
    expect(await withKey(apiKey)).toMatchObject({
      value: {
        account: {
          daysUntilDue: 14,
          minimumPaymentPercent: 30,
          address: { line1: null, city: 'Kuwait' },
          branding: { brandColor: '#0b4f6c', accentColor: '#b8860b' },
          version: 4,
        },
      },
    })
    const { rows: events } = await db.client.execute({
      sql: 'SELECT seq, type, data, actor FROM events WHERE account_id = ? AND object_id = account_id ORDER BY seq',
      args: [accountId],
    })
    expect(events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'account.created'],
      [2, 'account.updated'],
      [3, 'account.branding_changed'],
      [4, 'account.bank_accounts_changed'],
    ])
    expect(JSON.parse(String(events[2]!.data))).toEqual({ v: 2, branding: { brandColor: '#0b4f6c' } })
    for (const { actor } of events) expect(actor).toMatch(/^operator:.+/)
  })

  test.each([
    ['', '--settings must be a JSON object in quotes'],
    ['[]', '--settings must be a JSON object in quotes'],
    ['{}', '--settings must be a JSON object in quotes'],
    ['{"dueDays":14}', '"dueDays" is none of name, country,'],
    ['{"bankAccounts":[]}', '"bankAccounts" is none of'],
    ['{"toString":1}', '"toString" is none of'],
    ['{"name":" "}', '"name" is " ", but it'],
    ['{"country":"UK"}', '"country" is "UK", but it must be a two-letter ISO 3166 code'],
    ['{"address":{"street":"x"}}', 'but it must be null, or have some of line1, line2,'],
    ['{"taxIds":[{"type":"eu_vat"}]}', '"taxIds" is [{"type":"eu_vat"}], but'],
    ['{"supportEmail":"noor"}', '"supportEmail" is "noor", but it must be one email address.'],
    ['{"website":"javascript:alert(1)"}', '"website" is "javascript:alert(1)", but'],
    ['{"branding":{"brandColor":"red"}}', 'but it must have brandColor or accentColor, as in #0b4f6c.'],
    ['{"branding":{"logo":"x"}}', 'but it must have brandColor or accentColor'],
    ['{"numbering":{"prefix":"NOOR"}}', 'but it must have scheme (account or customer) and prefix'],
    ['{"numbering":{"scheme":"account","prefix":"noor"}}', 'but it must have scheme (account or customer) and prefix'],
    ['{"daysUntilDue":1.5}', '"daysUntilDue" is 1.5, but it must be a whole number from 0 to 3650.'],
    [
      '{"reminders":{"days":[0],"hour":20}}',
      'but it must have days (whole numbers, negative before the due day) and hour',
    ],
    ['{"returnOrigins":["https://noor.example/pay"]}', 'but it must be a list of origins'],
    ['{"mailsCarryLink":"yes"}', '"mailsCarryLink" is "yes", but it must be true or false.'],
    ['{"eInvoices":"on"}', 'but it must be null, or have some of profile (en16931 or xrechnung), supplies'],
    ['{"eInvoices":{"profile":"peppol"}}', 'but it must be null, or have some of profile'],
    ['{"timeZone":"+03:00"}', '"timeZone" is "+03:00", but it must be an IANA time zone'],
  ])('has no settings %s', (settings, sentence) => {
    expect(() => settingsIn(settings)).toThrow(sentence)
  })

  test('takes every setting, as the settings that it has', async () => {
    const databases = new Map([['home', db]])
    const { accountId } = await createAccount(db, noor)
    const eInvoices = { profile: 'xrechnung', supplies: 'goods', exemption: '§ 19 UStG' } as const
    const before = await updateSettings(databases, accountId, { sendsPerDay: 20_000, eInvoices })
    const { id: _, livemode: __, createdAt: ___, version: ____, bankAccounts: _____, ...settings } = before
    const { logo: ______, ...branding } = settings.branding
    const wanted = settingsIn(JSON.stringify({ ...settings, branding }))
    expect(await updateSettings(databases, accountId, wanted)).toEqual(before)
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

    const updated = await run(
      'update-account',
      '--account',
      accountId!,
      '--settings',
      '{"daysUntilDue":14,"memo":"Hi"}',
    )
    expect(updated).toEqual({
      code: 0,
      output: `${accountId} has daysUntilDue, memo as you say; its history has 3 events.\n`,
    })

    const turnedOn = await run('update-account', '--account', accountId!, '--settings', '{"eInvoices":{}}')
    expect(turnedOn).toEqual({
      code: 0,
      output: `${accountId} has eInvoices as you say; its history has 4 events.
Tax on new invoices is rounded once per rate, as e-invoices need it. Drafts that exist keep their rounding.\n`,
    })
    expect(await run('update-account', '--account', accountId!, '--settings', '{"rounding":"line"}')).toEqual({
      code: 1,
      output:
        'With e-invoices, "rounding" must be invoice: they have the tax of a rate on its sum. Turn them off with {"eInvoices":null}.\n',
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

test('a command prints its options, and refuses unknown ones', async () => {
  const help = { code: 0, output: expect.stringMatching(/^npm run key:create -- --account/) }
  expect(await run('create-key', '--help')).toMatchObject(help)
  expect(await run('create-key', '--nope')).toMatchObject({ code: 1, output: expect.stringContaining('--nope') })
})
