import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { freePorts } from '../../dev/ports.ts'
import { readSecrets } from '../../dev/secrets.ts'
import { workerVars } from '../../dev/worker-vars.ts'
import { startWorkerd, type Workerd } from '../../dev/workerd.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { BadSettings, type Bindings, readSettings } from '../../src/env.ts'
import { timetable } from '../../src/jobs/timetable.ts'
import { send } from '../world/form.ts'

const root = join(import.meta.dirname, '../..')
const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
const folder = mkdtempSync(join(tmpdir(), 'remit-production-'))
const secrets = readSecrets(join(folder, 'secrets.json'))

afterAll(() => rm(folder, { recursive: true, force: true }))

/** What only the local world has; none of it may leave this machine. */
const doors = [/_sandbox/, /SANDBOX_URL/, /mailbox/i, /providerKey/, /acct_kranwerk/]
const mostBytes = 600 * 1024

test('what is deployed has none of the sandbox’s doors and stays small', async () => {
  // All that wrangler.toml says but its build command, which would take the files from under the Worker that is running.
  const { main, compatibility_date, queues, triggers, vars } = config
  const assets = { binding: config.assets?.binding, directory: join(root, 'dist/public') }
  const file = join(folder, 'wrangler.json')
  await writeFile(file, JSON.stringify({ name: 'remit', main, compatibility_date, queues, triggers, vars, assets }))
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js')
  await promisify(execFile)(
    process.execPath,
    [wrangler, 'deploy', '--dry-run', '--config', file, '--outdir', join(folder, 'out')],
    { cwd: root, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' } },
  )
  const scripts = (await readdir(join(folder, 'out'))).filter((name) => /\.m?js$/.test(name))
  expect(scripts).toHaveLength(1)
  const bundle = await readFile(join(folder, 'out', scripts[0]!), 'utf8')
  const bytes = gzipSync(bundle).byteLength
  console.log(`the deployed Worker is ${Math.round(bytes / 1024)} KB, compressed`)
  const sources = [...bundle.matchAll(/^\/\/ (.*\.tsx?)$/gm)].map(([, path = '']) => path)
  const ours = sources.filter((path) => !path.includes('node_modules/'))
  expect(ours.length).toBeGreaterThan(100)
  expect(ours.filter((path) => !/(^|\/)src\//.test(path))).toEqual([])
  expect(doors.filter((door) => door.test(bundle))).toEqual([])
  expect(bytes).toBeLessThan(mostBytes)
})

test('cron fires what the timetable lists', () => {
  expect(config.triggers.crons).toEqual(Object.keys(timetable))
})

describe('where the database is down', () => {
  let workerd: Workerd
  let deadPort = 0

  beforeAll(async () => {
    const [port, dead] = (await freePorts(2)) as [number, number]
    deadPort = dead
    workerd = await startWorkerd({
      port,
      dir: join(folder, 'workerd'),
      main: join(root, 'src/index.ts'),
      vars: varsFor(`http://127.0.0.1:${port}`, dead),
    })
  })

  afterAll(() => workerd.stop())

  const ask = (path: string, more: Parameters<typeof send>[1] = {}) => send(path, more, workerd.url)

  test('a page says calmly that it will be back', async () => {
    const keys = linkKeys({ current: 'k1', keys: { k1: secrets.linkKey } })
    const claims = { accountId: 'acct_kranwerk', invoiceId: 'in_1', linkId: 'lnk_1' }
    const token = await signLink(keys, claims, Date.now() + 86_400_000)
    for (const path of [`/i/${token}`, `/i/${token}/panel`, '/logos/acct_kranwerk/abcdef']) {
      const reply = await ask(path)
      expect(reply.status, path).toBe(503)
      expect(reply.body).toContain('We’ll be right back')
      expect(reply.body).not.toMatch(new RegExp(`${deadPort}|ECONN|fetch failed|libsql|select |127\\.0\\.0\\.1`, 'i'))
    }
    const posted = await ask(`/i/${token}/payments`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'method=checkout&amount=1',
    })
    expect(posted.status).toBe(503)
  })

  test('a webhook is told to come again', async () => {
    const payload = JSON.stringify({ id: 'evt_1', type: 'payment_intent.succeeded', data: { object: {} } })
    const secret = secrets.merchants.acct_kranwerk!.webhookSecret
    const signature = await new Stripe('sk_test_x').webhooks.generateTestHeaderStringAsync({ payload, secret })
    const reply = await ask('/hooks/stripe/acct_kranwerk', {
      method: 'POST',
      body: payload,
      headers: { 'stripe-signature': signature },
    })
    expect(reply.status).toBe(503)
    expect(JSON.parse(reply.body)).toEqual({ error: { code: 'try_again_later' } })
  })

  test('the API says so in JSON', async () => {
    const { apiKey } = secrets.merchants.acct_kranwerk!
    for (const method of ['GET', 'POST']) {
      const reply = await ask('/v1/customers', { method, headers: { authorization: `Bearer ${apiKey}` } })
      expect(reply.status).toBe(503)
      expect(JSON.parse(reply.body)).toMatchObject({ error: { type: 'api_error', code: 'database_unavailable' } })
      expect(reply.body).not.toContain(String(deadPort))
    }
  })

  test('a page that needs no records still works', async () => {
    expect((await ask('/')).status).toBe(200)
    expect((await ask('/nothing')).status).toBe(404)
  })

  test('production has none of the sandbox’s addresses', async () => {
    for (const path of [
      '/_sandbox/queue',
      '/_sandbox/clock',
      '/_sandbox/truth',
      '/api/mails',
      '/c/pay/cs_1',
      '/3ds/pi_1/1',
    ])
      expect((await ask(path)).status, path).toBe(404)
  })
})

describe('where a setting is wrong', () => {
  const sound = () => varsFor('https://pay.kranwerk.example', 9)
  const accounts = (change: (entry: Record<string, unknown>) => void) => {
    const { PAYMENT_ACCOUNTS } = sound()
    const parsed = JSON.parse(PAYMENT_ACCOUNTS!) as Record<string, Record<string, unknown>>
    change(parsed.acct_kranwerk!)
    return { PAYMENT_ACCOUNTS: JSON.stringify(parsed) }
  }
  const keys = (value: unknown) => ({ LINK_KEYS: JSON.stringify(value) })
  const repeated = 'a'.repeat(40)

  /** What is wrong, the variable that the operator must mend, and a value that must not be shown. */
  const wrongs: Readonly<Record<string, [Record<string, string | undefined>, string, string?]>> = {
    'no address': [{ APP_URL: undefined }, 'APP_URL'],
    'an address that is none': [{ APP_URL: 'pay.kranwerk.example' }, 'APP_URL'],
    'an address without encryption': [{ APP_URL: 'http://pay.kranwerk.example' }, 'APP_URL'],
    'no database': [{ DATABASE_URL: '' }, 'DATABASE_URL'],
    'a database without a token': [{ DATABASE_URL: 'libsql://remit.turso.io' }, 'DATABASE_AUTH_TOKEN'],
    'a short token': [
      { DATABASE_URL: 'libsql://remit.turso.io', DATABASE_AUTH_TOKEN: 'tiny-token' },
      'DATABASE_AUTH_TOKEN',
      'tiny-token',
    ],
    'no link keys': [{ LINK_KEYS: undefined }, 'LINK_KEYS'],
    'link keys that are no JSON': [{ LINK_KEYS: 'hush-hush' }, 'LINK_KEYS', 'hush-hush'],
    'a current key that is missing': [keys({ current: 'k2', keys: { k1: 'hush'.repeat(10) } }), 'LINK_KEYS', 'hush'],
    'a short link key': [keys({ current: 'k1', keys: { k1: 'hush-hush' } }), 'LINK_KEYS.keys.k1', 'hush-hush'],
    'a simple link key': [keys({ current: 'k1', keys: { k1: repeated } }), 'LINK_KEYS.keys.k1', repeated],
    'a default link key': [
      keys({ current: 'k1', keys: { k1: 'changeme-0123456789-abcdefghijkl' } }),
      'LINK_KEYS.keys.k1',
      'changeme-0123456789-abcdefghijkl',
    ],
    'no payment accounts': [{ PAYMENT_ACCOUNTS: undefined }, 'PAYMENT_ACCOUNTS'],
    'a short provider key': [
      accounts((a) => {
        a.secretKey = 'sk_live_oops'
      }),
      'PAYMENT_ACCOUNTS.acct_kranwerk.secretKey',
      'sk_live_oops',
    ],
    'no webhook secret': [
      accounts((a) => {
        a.webhookSecrets = []
      }),
      'PAYMENT_ACCOUNTS.acct_kranwerk.webhookSecrets',
    ],
    'one secret for two things': [
      accounts((a) => {
        a.webhookSecrets = [a.secretKey]
      }),
      'PAYMENT_ACCOUNTS.acct_kranwerk',
    ],
    'no transport for mail': [{ MAIL_TRANSPORT: undefined }, 'MAIL_TRANSPORT'],
    'no sender of mail': [{ MAIL_FROM: undefined }, 'MAIL_FROM'],
    'no mail server': [{ SMTP_URL: undefined }, 'SMTP_URL'],
    'a short key of the mail service': [
      { MAIL_TRANSPORT: 'resend', RESEND_API_KEY: 're_oops' },
      'RESEND_API_KEY',
      're_oops',
    ],
  }

  for (const [what, [changes, variable, value]] of Object.entries(wrongs)) {
    test(`${what} is answered with a sentence that names the variable and shows no value`, () => {
      const sentence = complaintAbout({ ...sound(), ...changes })
      expect(sentence).toContain(variable)
      for (const secret of [value, secrets.linkKey, ...Object.values(secrets.merchants.acct_kranwerk!)])
        if (secret) expect(sentence).not.toContain(secret)
    })
  }

  test('with every setting right there is nothing to complain about', () => {
    expect(readSettings(sound() as unknown as Bindings)).toMatchObject({ appUrl: 'https://pay.kranwerk.example' })
  })

  test('nothing at all is served until it is right', async () => {
    const [port] = (await freePorts(1)) as [number]
    const vars = { ...varsFor(`http://127.0.0.1:${port}`, 9), ...keys({ current: 'k1', keys: { k1: 'hush-hush' } }) }
    const workerd = await startWorkerd({ port, dir: join(folder, 'unset'), main: join(root, 'src/index.ts'), vars })
    try {
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/i/token'],
        ['GET', '/v1/customers'],
        ['POST', '/hooks/stripe/acct_kranwerk'],
      ] as const) {
        const reply = await send(path, { method }, workerd.url)
        expect(reply.status, path).toBe(503)
        expect(reply.body).toContain('LINK_KEYS.keys.k1')
        expect(reply.body).not.toContain('hush-hush')
      }
    } finally {
      await workerd.stop()
    }
  })
})

function complaintAbout(vars: Record<string, string | undefined>): string {
  try {
    readSettings(vars as unknown as Bindings)
  } catch (error) {
    if (error instanceof BadSettings) return error.message
    throw error
  }
  return ''
}

function varsFor(appUrl: string, databasePort: number): Record<string, string> {
  const urls = { database: `http://127.0.0.1:${databasePort}`, sandbox: '', smtp: 'smtp://127.0.0.1:9' }
  const { SANDBOX_URL: _, ...vars } = workerVars(secrets, { app: appUrl, ...urls })
  return vars
}
