import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, createClock } from './clock.ts'
import { tick } from './cron.ts'
import { startLibsql } from './libsql.ts'
import { startMailbox } from './mailbox/start.ts'
import { migrate } from './migrate.ts'
import type { Ports } from './ports.ts'
import { startSandbox } from './sandbox/server.ts'
import { readSecrets, type Secrets } from './secrets.ts'
import { seedAccounts } from './seed/accounts.ts'
import type { SeededUrls } from './seed/merchant-clients.ts'
import { merchants } from './seed/merchants.ts'
import { openPortal } from './seed/portal.ts'
import { seedDays, seedHistory } from './seed/seed-history.ts'
import { linkKeysOf, sandboxAccounts, workerVars } from './worker-vars.ts'
import { startWorkerd, type Workerd } from './workerd.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const everyMinute = '* * * * *'

/** The content of `.local/world.json`: all URLs, and the first merchant's keys and links. */
export type World = Partial<SeededUrls> & {
  readonly app: string
  readonly mailbox: string
  readonly sandbox: string
  readonly database: string
  readonly smtp: string
  /** A portal session of a seeded customer, for a day, and where customers sign in. */
  readonly portalUrl?: string
  readonly portalLoginUrl: string
  readonly accountId: string
  readonly apiKey: string
  readonly webhookSecret: string
  /** All merchants, the first included. */
  readonly accounts: readonly { accountId: string; apiKey: string; webhookSecret: string; providerKey: string }[]
}

export type RunningWorld = {
  readonly world: World
  readonly clock: Clock
  readonly workerd: Workerd
  /** Fires cron once, and waits for the queue. */
  tick(): Promise<void>
  stop(): Promise<void>
}

type Start = {
  readonly dir: string
  readonly ports: Ports
  readonly report?: (sentence: string) => void
  readonly log?: (line: string) => void
  /** Whether new data contains the merchants' last weeks, simulated day by day; otherwise only the merchants. */
  readonly withHistory?: boolean
  /** Whether cron fires every minute, as in production. */
  readonly cron?: boolean
}

/** Starts the product on loopback: database, provider, mailbox, Worker and cron. New data is seeded, existing data kept. */
export async function startWorld(start: Start): Promise<RunningWorld> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    return { ...(await bringUp(start, (end) => stops.push(end))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function bringUp(
  { dir, ports, report, log, withHistory = true, cron = true }: Start,
  onStop: (end: () => Promise<unknown>) => void,
) {
  const isNew = !existsSync(join(dir, 'world.json'))
  if (isNew) await rm(dir, { recursive: true, force: true })
  report?.('Starting the database …')
  const database = await startLibsql({ dir: join(dir, 'db'), port: ports.database })
  onStop(() => database.stop())
  await migrate({ url: database.url })

  report?.('Starting the payment provider and the mailbox …')
  const app = `http://127.0.0.1:${ports.app}`
  const secrets = readSecrets(join(dir, 'secrets.json'))
  const clock = createClock({
    file: join(dir, 'clock.json'),
    base: () => Date.now() - (withHistory ? seedDays * dayMs : 0),
  })
  const sandbox = await startSandbox({
    port: ports.sandbox,
    dataFile: join(dir, 'sandbox.json'),
    clock,
    publicUrl: `http://127.0.0.1:${ports.sandbox}`,
    accounts: sandboxAccounts(secrets, app),
  })
  onStop(() => sandbox.stop())
  const mailbox = await startMailbox({ smtpPort: ports.smtp, port: ports.mailbox, dataFile: join(dir, 'mails.json') })
  onStop(() => mailbox.stop())

  await seedAccounts(database.url, secrets, clock.now())
  const urls = { app, database: database.url, sandbox: sandbox.url, mailbox: mailbox.url, smtp: mailbox.smtpUrl }
  report?.('Building and starting the Worker …')
  const workerd = await startWorkerd({
    port: ports.app,
    dir: join(dir, 'workerd'),
    vars: workerVars(secrets, urls),
    log,
  })
  onStop(() => workerd.stop())

  const fireCron = () => tick(app, everyMinute, clock.now())
  clock.onTick(fireCron)
  const isSeeding = isNew && withHistory
  if (isSeeding) report?.(`Creating invoices and simulating ${seedDays} days …`)
  const seeded = isSeeding
    ? await seedHistory(
        { ...urls, secrets, clock },
        (daysLeft) => daysLeft % 8 === 0 && daysLeft > 0 && report?.(`  ${daysLeft} days to go …`),
      )
    : isNew
      ? {}
      : await readSeeded(dir)
  if (cron) onStop(repeat(fireCron, minuteMs))
  const portal = await openPortal({ app, database: database.url, keys: linkKeysOf(secrets), now: clock.now })
  const world = { ...urls, ...keysOf(secrets), ...seeded, ...portal }
  await writeFile(join(dir, 'world.json'), `${JSON.stringify(world, null, 2)}\n`)
  return { world, clock, workerd, tick: fireCron }
}

function keysOf(secrets: Secrets) {
  const accounts = merchants.map(({ account }) => ({ accountId: account.id, ...secrets.merchants[account.id]! }))
  const { accountId, apiKey, webhookSecret } = accounts[0]!
  return { accountId, apiKey, webhookSecret, accounts }
}

async function readSeeded(dir: string): Promise<Partial<SeededUrls>> {
  const { invoiceUrl, pastDueInvoiceUrl, paidInvoiceUrl } = JSON.parse(
    await readFile(join(dir, 'world.json'), 'utf8'),
  ) as World
  return { invoiceUrl, pastDueInvoiceUrl, paidInvoiceUrl }
}

/** Runs an operation at an interval, never concurrently; returns a function that stops it. */
function repeat(operation: () => Promise<void>, everyMs: number): () => Promise<void> {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(operation).catch((error: Error) => console.error(error.message))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}
