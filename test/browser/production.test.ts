import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual, promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { startLibsql } from '../../dev/libsql.ts'
import { type Mailbox, startMailbox } from '../../dev/mailbox/start.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort, freePorts } from '../../dev/ports.ts'
import { readSecrets } from '../../dev/secrets.ts'
import { seedAccounts } from '../../dev/seed/accounts.ts'
import { workerVars } from '../../dev/worker-vars.ts'
import { startWorkerd, type Workerd } from '../../dev/workerd.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { readLink, signLink } from '../../src/crypto/link-token.ts'
import { type Bindings, readSettings } from '../../src/env.ts'
import { BadSettings } from '../../src/env-values.ts'
import { timetable } from '../../src/jobs/timetable.ts'
import { tally } from '../proof/tally.ts'
import { send } from '../world/form.ts'
import { expectNoLeaks, watchLog } from '../world/log-watch.ts'

const root = join(import.meta.dirname, '../..')
const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
const folder = mkdtempSync(join(tmpdir(), 'remit-production-'))
const secrets = readSecrets(join(folder, 'secrets.json'))
const log = watchLog(() => secrets)
/** An invalid link key, which must not be shown either. */
const shortKey = 'hush-hush'
const brokenLog = watchLog(() => ({ ...secrets, linkKey: shortKey }))

/** Starts the production Worker and checks its log. */
const startProduction = (name: string, port: number, vars: Record<string, string>, { check } = log) =>
  startWorkerd({ port, dir: join(folder, name), main: join(root, 'src/index.ts'), vars, log: check })

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  expectNoLeaks('the Workers of production', log)
  expectNoLeaks('a Worker of production with a bad key', brokenLog)
  expect(Math.min(log.lines(), brokenLog.lines())).toBeGreaterThan(0)
})

/** Patterns of code that only the local world has and that must not be deployed. */
const sandboxOnly: Readonly<Record<string, RegExp>> = {
  'the controls of the sandbox': /_sandbox/,
  'the address of the sandbox': /SANDBOX_URL|PROVIDER_URL/,
  'a clock that can be moved': /createClock|clock\.(set|advance)|aheadMs/,
  'switches for faults': /goWrong|faultKinds|reset_before|drop_after_accept/,
  'seeded merchants and their history': /seedAccounts|seedHistory|acct_kranwerk|acct_harborpine|Kranwerk Berlin/,
  'the mailbox': /mailbox/i,
  'webhooks to loopback': /webhookUrl/,
  'keys of the local world': /providerKey|secrets\.json/,
  'a way to fire cron': /cdn-cgi/,
}
const mostBytes = 900 * 1024

test('the deployed bundle contains no sandbox code and stays below 900 KB', async () => {
  // All of wrangler.toml except its build command, which would replace the files of the running Worker.
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
  // It is read as it was written, and weighed as it is deployed.
  const bytes = gzipSync((await transform(bundle, { minify: config.minify })).code).byteLength
  console.log(`the deployed Worker is ${Math.round(bytes / 1024)} KB, compressed`)
  const sources = [...bundle.matchAll(/^\/\/ (.*\.tsx?)$/gm)].map(([, path = '']) => path)
  const ours = sources.filter((path) => !path.includes('node_modules/'))
  expect(ours.length).toBeGreaterThan(100)
  expect(ours.filter((path) => !/(^|\/)src\//.test(path))).toEqual([])
  const open = Object.entries(sandboxOnly).filter(([, pattern]) => pattern.test(bundle))
  expect(open.map(([what]) => what)).toEqual([])
  expect(bytes).toBeLessThan(mostBytes)
})

test('the same patterns are found in the bundle of the local world', async () => {
  const options = { bundle: true, write: false, format: 'esm', platform: 'node', packages: 'external' } as const
  const entryPoints = ['dev/world.ts', 'dev/worker.ts', 'dev/cron.ts', 'dev/sandbox/server.ts'].map((file) =>
    join(root, file),
  )
  const { outputFiles } = await build({ ...options, entryPoints, outdir: join(folder, 'local') })
  const bundled = outputFiles.map(({ text }) => text).join('\n')
  const missed = Object.entries(sandboxOnly).filter(([, pattern]) => !pattern.test(bundled))
  expect(missed.map(([what]) => what)).toEqual([])
})

test('invocation logs are switched off, as the URLs of pages are credentials', () => {
  expect(config.observability?.logs?.invocation_logs).toBe(false)
})

test('the cron triggers of wrangler.toml equal the timetable', () => {
  expect(config.triggers.crons).toEqual(Object.keys(timetable))
})

describe('while the database is down', () => {
  let workerd: Workerd
  let deadPort = 0

  beforeAll(async () => {
    const [port, dead] = (await freePorts(2)) as [number, number]
    deadPort = dead
    workerd = await startProduction('workerd', port, varsFor(`http://127.0.0.1:${port}`, dead))
  })

  afterAll(() => workerd.stop())

  const ask = (path: string, more: Parameters<typeof send>[1] = {}) => send(path, more, workerd.url)

  test('a page answers 503 with an explanation', async () => {
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

  test('a webhook gets a 503 so that it is retried', async () => {
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

  test('the API answers 503 in JSON', async () => {
    const { apiKey } = secrets.merchants.acct_kranwerk!
    for (const method of ['GET', 'POST']) {
      const reply = await ask('/v1/customers', { method, headers: { authorization: `Bearer ${apiKey}` } })
      expect(reply.status).toBe(503)
      expect(JSON.parse(reply.body)).toMatchObject({ error: { type: 'api_error', code: 'database_unavailable' } })
      expect(reply.body).not.toContain(String(deadPort))
    }
  })

  test('a page without database access still works', async () => {
    expect((await ask('/')).status).toBe(200)
    expect((await ask('/nothing')).status).toBe(404)
  })

  test('the sandbox’s paths do not exist in production', async () => {
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

describe('with every service running', () => {
  const stops: (() => Promise<unknown>)[] = []
  const merchant = secrets.merchants.acct_kranwerk!
  let app = ''
  let mailbox: Mailbox
  let token = ''
  let calls = 0

  beforeAll(async () => {
    const database = await startLibsql({ dir: join(folder, 'db'), port: await freePort() })
    stops.push(() => database.stop())
    await migrate({ url: database.url })
    await seedAccounts(database.url, secrets, Date.now())
    mailbox = await startMailbox({ smtpPort: 0, port: 0 })
    stops.push(() => mailbox.stop())
    const canary = createServer((_, response) => {
      calls += 1
      response.end('{"now":4102444800000}')
    }).listen(0, '127.0.0.1')
    await once(canary, 'listening')
    stops.push(async () => canary.close())
    const elsewhere = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`
    const port = await freePort()
    app = `http://127.0.0.1:${port}`
    const workerd = await startProduction('whole', port, {
      ...Object.fromEntries(hopefulVariables.map((name) => [name, elsewhere])),
      ...varsFor(app, Number(new URL(database.url).port)),
      SMTP_URL: mailbox.smtpUrl.replace('smtp://', 'smtp://remit:sandbox@'),
    })
    stops.push(() => workerd.stop())
    const remit = new Stripe(merchant.apiKey, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
    const { id: customer } = await remit.customers.create({ name: 'Jonas', email: 'jonas@wieland.example' })
    const terms = { collection_method: 'send_invoice', days_until_due: 2 } as const
    const { id: invoice = '' } = await remit.invoices.create({ customer, currency: 'eur', ...terms })
    await remit.invoiceItems.create({ customer, invoice, amount: 119_000, currency: 'eur', description: 'A crane' })
    const sent = await remit.invoices.sendInvoice(invoice)
    token = new URL(sent.hosted_invoice_url!).pathname.slice('/i/'.length)
  })

  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop()
  })

  const ask = (path: string, more: Parameters<typeof send>[1] = {}) => send(path, more, app)

  test('no request reaches a sandbox feature', async () => {
    const paths = ['clock', 'faults', 'truth', 'tick', 'queue', 'webhooks/pause', 'webhooks/drop', 'seed', 'reset']
    for (const path of [
      ...paths.map((name) => `/_sandbox/${name}`),
      '/api/mails',
      '/api/faults',
      '/mails/1',
      '/c/pay/cs_1',
      '/3ds/pi_1/1',
    ])
      for (const method of ['GET', 'POST'])
        expect((await ask(path, { method, body: method === 'GET' ? undefined : '{}' })).status, path).toBe(404)
  })

  test('no variable redirects the provider, the clock or a proxy', async () => {
    const page = await ask(`/i/${token}`)
    expect(page.status).toBe(200)
    const policy = page.headers['content-security-policy']
    expect(policy).toContain("form-action 'self' https://checkout.stripe.com https://hooks.stripe.com;")
    expect(policy).not.toContain('127.0.0.1')
    expect(calls).toBe(0)
  })

  test('no header and no query moves the clock', async () => {
    const keys = linkKeys({ current: 'k1', keys: { k1: secrets.linkKey } })
    const good = await readLink(keys, token, Date.now())
    const over = await signLink(keys, good!.claims, Date.now() - 5000)
    const soonOver = await signLink(keys, good!.claims, Date.now() + 60_000)
    for (const when of [Date.now() - 3_600_000, Date.now() + 30 * 86_400_000]) {
      const said = [
        String(when),
        String(Math.floor(when / 1000)),
        new Date(when).toISOString(),
        new Date(when).toUTCString(),
      ]
      for (const time of said) {
        const headers = Object.fromEntries(clockHeaders.map((name) => [name, time]))
        const query = `now=${encodeURIComponent(time)}&time=${encodeURIComponent(time)}`
        expect((await ask(`/i/${over}?${query}`, { headers })).status, time).toBe(404)
        expect((await ask(`/i/${soonOver}?${query}`, { headers })).status, time).toBe(200)
      }
      const payload = JSON.stringify({ id: `evt_${when}`, type: 'charge.updated', data: { object: {} } })
      const signature = await signed(payload, merchant.webhookSecret, Math.floor(when / 1000))
      const headers = { ...Object.fromEntries(clockHeaders.map((name) => [name, String(when)])), ...signature }
      const late = await ask('/hooks/stripe/acct_kranwerk', { method: 'POST', body: payload, headers })
      expect(late.status).toBe(400)
    }
  })

  test('cron fired with another scheduled time does what is due now', async () => {
    const mails = async () => ((await (await fetch(`${mailbox.url}/api/mails`)).json()) as { subject: string }[]).length
    await expect.poll(mails).toBe(1)
    const time = Date.now() + 30 * 86_400_000
    const fired = await ask(`/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}&time=${time}`)
    expect(fired.status).toBe(200)
    await pause(1500)
    expect(await mails()).toBe(1)
  })

  test('a webhook signed for another account is refused, and one for this account is stored', async () => {
    const payload = JSON.stringify({ id: 'evt_1', type: 'charge.updated', data: { object: { id: 'ch_1' } } })
    const now = Math.floor(Date.now() / 1000)
    const statusWith = async (secret: string) => {
      const headers = await signed(payload, secret, now)
      return (await ask('/hooks/stripe/acct_kranwerk', { method: 'POST', body: payload, headers })).status
    }
    expect(await statusWith(secrets.merchants.acct_harborpine!.webhookSecret)).toBe(400)
    expect(await statusWith(secrets.linkKey)).toBe(400)
    expect(await statusWith(merchant.providerKey)).toBe(400)
    expect(await statusWith(merchant.webhookSecret)).toBe(200)
  })
})

/** Variables that might redirect calls, if anything read them. */
const hopefulVariables = [
  'SANDBOX_URL',
  'PROVIDER_URL',
  'PROVIDER_API',
  'STRIPE_URL',
  'STRIPE_HOST',
  'STRIPE_API_BASE',
  'STRIPE_API_URL',
  'CLOCK_URL',
  'REMIT_NOW',
  'NOW',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'RESEND_URL',
  'WEBHOOK_URL',
]

const clockHeaders = [
  'date',
  'x-now',
  'x-time',
  'x-clock',
  'x-remit-now',
  'x-sandbox-now',
  'x-test-clock',
  'stripe-test-clock',
]

const signed = async (payload: string, secret: string, timestamp: number) => ({
  'stripe-signature': await new Stripe('sk_test_x').webhooks.generateTestHeaderStringAsync({
    payload,
    secret,
    timestamp,
  }),
})

describe('with an invalid setting', () => {
  const sound = () => varsFor('https://pay.kranwerk.example', 9)
  const accounts = (change: (entry: Record<string, unknown>) => void) => {
    const { PAYMENT_ACCOUNTS } = sound()
    const parsed = JSON.parse(PAYMENT_ACCOUNTS!) as Record<string, Record<string, unknown>>
    change(parsed.acct_kranwerk!)
    return { PAYMENT_ACCOUNTS: JSON.stringify(parsed) }
  }
  const keys = (value: unknown) => ({ LINK_KEYS: JSON.stringify(value) })
  const repeated = 'a'.repeat(40)

  /** The mistake, the variable to be fixed, and a value that must not be shown. */
  const invalidSettings: Readonly<Record<string, [Record<string, string | undefined>, string, string?]>> = {
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

  for (const [what, [changes, variable, value]] of Object.entries(invalidSettings)) {
    test(`${what} is reported with the variable's name and without its value`, () => {
      const sentence = errorFor({ ...sound(), ...changes })
      expect(sentence).toContain(variable)
      for (const secret of [value, secrets.linkKey, ...Object.values(secrets.merchants.acct_kranwerk!)])
        if (secret) expect(sentence).not.toContain(secret)
    })
  }

  const other = sound()
  const token = `db_${secrets.linkKey.slice(0, 30)}xyz`
  const mailKey = `re_${secrets.linkKey.slice(3, 33)}xyz`
  const remote = { DATABASE_URL: 'libsql://remit.turso.io', MAIL_TRANSPORT: 'resend' }
  const whole = { ...other, ...remote, DATABASE_AUTH_TOKEN: token, RESEND_API_KEY: mailKey }

  /** Every secret by its variable, and how it is set. */
  const places: Readonly<Record<string, (value: unknown) => object>> = {
    DATABASE_AUTH_TOKEN: (value) => ({ DATABASE_AUTH_TOKEN: value }),
    RESEND_API_KEY: (value) => ({ RESEND_API_KEY: value }),
    'LINK_KEYS.keys.k1': (value) => keys({ current: 'k1', keys: { k1: value } }),
    'LINK_KEYS.keys.k0': (value) => keys({ current: 'k1', keys: { k1: secrets.linkKey, k0: value } }),
    'PAYMENT_ACCOUNTS.acct_kranwerk.secretKey': (value) =>
      accounts((a) => {
        a.secretKey = value
      }),
    'PAYMENT_ACCOUNTS.acct_kranwerk.webhookSecrets': (value) =>
      accounts((a) => {
        a.webhookSecrets = [value]
      }),
  }
  const harborpine = secrets.merchants.acct_harborpine!
  const known = [secrets.linkKey, harborpine.providerKey, harborpine.webhookSecret, token, mailKey]
  const bad: Readonly<Record<string, readonly unknown[]>> = {
    missing: [undefined, null, '', '   '],
    short: ['x', 'Qx7Lw4Rt6Nb1Mz8Kp3Fd5Js0GaYcXv2', `whsec_${'Qx7Lw4Rt6Nb1Mz8Kp3'}`],
    simple: [repeated, 'ab'.repeat(40), '0123456'.repeat(9)],
    default: ['changeme', 'secret', 'example', 'default', 'password', 'placeholder', 'todo'].flatMap((word) =>
      ['', 'whsec_', 'sk_live_', 're_'].map((prefix) => `${prefix}${word}_Qx7Lw4Rt6Nb1Mz8Kp3Fd5Js0GaYcXvUt`),
    ),
    duplicated: known,
  }

  test('every secret that is missing, short, simple, a default or reused is refused without being shown', () => {
    expect(errorFor(whole)).toBe('')
    const counts: Record<string, number> = { settings: Object.keys(places).length }
    for (const [name, place] of Object.entries(places)) {
      for (const [kind, values] of Object.entries(bad)) {
        for (const value of values) {
          const changed = { ...whole, ...place(value) }
          const isItself = isDeepStrictEqual(changed, whole)
          if (isItself) continue
          const sentence = errorFor(changed)
          expect(sentence, `${name} ${kind}`).toMatch(
            /^(DATABASE_AUTH_TOKEN|RESEND_API_KEY|LINK_KEYS|PAYMENT_ACCOUNTS)/,
          )
          for (const text of [value, ...known])
            if (typeof text === 'string' && text.length > 3) expect(sentence).not.toContain(text)
          counts[kind] = (counts[kind] ?? 0) + 1
        }
      }
    }
    tally('bad secrets refused', counts)
  })

  test('valid settings are accepted', () => {
    expect(readSettings(sound() as unknown as Bindings)).toMatchObject({ appUrl: 'https://pay.kranwerk.example' })
  })

  test('nothing is served while a setting is invalid', async () => {
    const [port] = (await freePorts(1)) as [number]
    const vars = { ...varsFor(`http://127.0.0.1:${port}`, 9), ...keys({ current: 'k1', keys: { k1: shortKey } }) }
    const workerd = await startProduction('unset', port, vars, brokenLog)
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
        expect(reply.body).not.toContain(shortKey)
      }
    } finally {
      await workerd.stop()
    }
  })
})

function errorFor(vars: Record<string, string | undefined>): string {
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
