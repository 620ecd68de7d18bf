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
import { seedDays, seedHistory } from './seed/seed-history.ts'
import { sandboxAccounts, workerVars } from './worker-vars.ts'
import { startWorkerd, type Workerd } from './workerd.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const everyMinute = '* * * * *'

/** What `.local/world.json` says: where everything is, and the first merchant's keys and links. */
export type World = Partial<SeededUrls> & {
  readonly app: string
  readonly mailbox: string
  readonly sandbox: string
  readonly database: string
  readonly smtp: string
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
  /** Fires cron once, now, and waits for what it put on the queue. */
  tick(): Promise<void>
  stop(): Promise<void>
}

type Start = {
  readonly dir: string
  readonly ports: Ports
  readonly say?: (sentence: string) => void
  readonly log?: (line: string) => void
  /** Whether new data begins with the merchants' last weeks, lived through day by day; without them there are only the merchants. */
  readonly stories?: boolean
  /** Whether cron fires by itself every minute, as it does in production. */
  readonly cron?: boolean
}

/** Brings up the whole product on loopback: database, provider, mailbox, Worker, cron. New data is seeded, old data kept. */
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
  { dir, ports, say, log, stories = true, cron = true }: Start,
  onStop: (end: () => Promise<unknown>) => void,
) {
  const isNew = !existsSync(join(dir, 'world.json'))
  if (isNew) await rm(dir, { recursive: true, force: true })
  say?.('Starting the database …')
  const database = await startLibsql({ dir: join(dir, 'db'), port: ports.database })
  onStop(() => database.stop())
  await migrate({ url: database.url })

  say?.('Starting the payment provider and the mailbox …')
  const app = `http://127.0.0.1:${ports.app}`
  const secrets = readSecrets(join(dir, 'secrets.json'))
  const clock = createClock({
    file: join(dir, 'clock.json'),
    base: () => Date.now() - (stories ? seedDays * dayMs : 0),
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
  say?.('Building and starting the Worker …')
  const workerd = await startWorkerd({
    port: ports.app,
    dir: join(dir, 'workerd'),
    vars: workerVars(secrets, urls),
    log,
  })
  onStop(() => workerd.stop())

  const ticking = () => tick(app, everyMinute, clock.now())
  clock.onTick(ticking)
  const isSeeding = isNew && stories
  if (isSeeding) say?.(`Writing the first invoices and letting ${seedDays} days pass …`)
  const seeded = isSeeding
    ? await seedHistory(
        { ...urls, secrets, clock },
        (left) => left % 8 === 0 && left > 0 && say?.(`  ${left} days to go …`),
      )
    : isNew
      ? {}
      : await readSeeded(dir)
  if (cron) onStop(repeat(ticking, minuteMs))
  const world = { ...urls, ...keysOf(secrets), ...seeded }
  await writeFile(join(dir, 'world.json'), `${JSON.stringify(world, null, 2)}\n`)
  return { world, clock, workerd, tick: ticking }
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

/** Does something again and again, never twice at once; the answer ends it. */
function repeat(task: () => Promise<void>, everyMs: number): () => Promise<void> {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(task).catch((error: Error) => console.error(error.message))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}
