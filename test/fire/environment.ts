import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, createClock } from '../../dev/clock.ts'
import { tick } from '../../dev/cron.ts'
import { type Libsql, startLibsql } from '../../dev/libsql.ts'
import { startMailbox } from '../../dev/mailbox/start.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { type RunningSandbox, startSandbox } from '../../dev/sandbox/server.ts'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'
import { readSecrets, type Secrets } from '../../dev/secrets.ts'
import { seedAccounts } from '../../dev/seed/accounts.ts'
import { sandboxAccounts, workerVars } from '../../dev/worker-vars.ts'
import type { Workerd } from '../../dev/workerd.ts'
import { startBundle } from '../../dev/workerd.ts'
import { expectNoLeaks, watchLog } from '../world/log-watch.ts'
import { bundle, type Plant } from './bundle.ts'
import { plantsFromEnvironment } from './planted.ts'

type Urls = { readonly database: string; readonly sandbox: string; readonly smtp: string }

/** The local world without seeded invoices, whose processes can be killed and restarted one by one on the same ports and data. */
export type Environment = {
  readonly app: string
  /** Where the real parts listen, behind any proxy. */
  readonly urls: Urls
  readonly mailbox: string
  readonly clock: Clock
  readonly secrets: Secrets
  readonly sandbox: RunningSandbox['sandbox']
  database: Libsql
  workerd: Workerd
  /** Fires cron once and waits for the queue messages that it sent. */
  tick(): Promise<void>
  restartWorkerd(): Promise<void>
  restartDatabase(): Promise<void>
  stop(): Promise<void>
}

type Start = {
  /** Returns the addresses that the Worker gets instead of the real ones, as of proxies in front of them. */
  readonly through?: (urls: Urls) => Promise<Urls>
  /** Sends the provider's webhooks instead of fetch. */
  readonly deliver?: Deliver
  readonly log?: (line: string) => void
  /** Bugs to plant; by default the one that `REMIT_PLANT` names. */
  readonly plants?: readonly Plant[]
}

export async function startEnvironment({
  through,
  deliver,
  log,
  plants = plantsFromEnvironment(),
}: Start = {}): Promise<Environment> {
  const dir = await mkdtemp(join(tmpdir(), 'remit-fire-'))
  const stops: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })]
  const watch = watchLog(() => readSecrets(join(dir, 'secrets.json')))
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
    expectNoLeaks('an environment of test/fire', watch)
  }
  try {
    return await build()
  } catch (error) {
    await stop()
    throw error
  }

  async function build(): Promise<Environment> {
    const app = `http://127.0.0.1:${await freePort()}`
    const secrets = readSecrets(join(dir, 'secrets.json'))
    const databaseAt = { dir: join(dir, 'db'), port: await freePort() }
    const database = await startLibsql(databaseAt)
    stops.push(() => env.database.stop())
    await migrate({ url: database.url })
    const clock = createClock()
    const accounts = sandboxAccounts(secrets, app)
    const provider = await startSandbox({ port: 0, clock, accounts, deliver })
    stops.push(() => provider.stop())
    const mailbox = await startMailbox({ smtpPort: 0, port: 0 })
    stops.push(() => mailbox.stop())
    await seedAccounts(database.url, secrets, clock.now())
    const urls = { database: database.url, sandbox: provider.url, smtp: mailbox.smtpUrl }
    const reached = through ? await through(urls) : urls
    // The clock is read past every proxy, as it belongs to the test and not to the product.
    const vars = { ...workerVars(secrets, { app, ...reached, sandbox: provider.url }), PROVIDER_URL: reached.sandbox }
    const received = (line: string) => {
      watch.check(line)
      log?.(line)
    }
    const bundled = await bundle(join(dir, 'bundle'), plants)
    const workerdAt = {
      port: Number(new URL(app).port),
      dir: join(dir, 'workerd'),
      bundle: bundled,
      vars,
      log: received,
    }
    const env: Environment = {
      app,
      urls,
      mailbox: mailbox.url,
      clock,
      secrets,
      sandbox: provider.sandbox,
      database,
      workerd: await startBundle(workerdAt),
      tick: () => tick(app, '* * * * *', clock.now()),
      async restartWorkerd() {
        env.workerd = await startBundle(workerdAt)
      },
      async restartDatabase() {
        env.database = await startLibsql(databaseAt)
      },
      stop,
    }
    stops.push(() => env.workerd.stop())
    return env
  }
}
