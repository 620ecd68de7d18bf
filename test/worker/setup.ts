import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createClock } from '../../dev/clock.ts'
import { startLibsql } from '../../dev/libsql.ts'
import { startMailbox } from '../../dev/mailbox/start.ts'
import { migrate } from '../../dev/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { startSandbox } from '../../dev/sandbox/server.ts'
import { readSecrets, type Secrets } from '../../dev/secrets.ts'
import { seedAccounts } from '../../dev/seed/accounts.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import { sandboxAccounts, workerVars } from '../../dev/worker-vars.ts'
import { moveAccount } from '../../ops/move-account.ts'
import { openDatabase } from '../../src/db/client.ts'
import { startWebhookHolder } from './held-webhooks.ts'

/** The services that the Worker calls, used by one test file at a time. */
type WorkerEnvironment = {
  readonly vars: Record<string, string>
  /** A second database, migrated and empty. */
  readonly second: string
  readonly secrets: Secrets
  /** Where a test reads the provider's webhooks and the customers' mails. */
  readonly webhooksUrl: string
  readonly mailbox: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each file that runs at the same time. */
    environments: readonly WorkerEnvironment[]
    /** Whether the merchants are in the second database in this run, and the home database has only their directory. */
    isMoved: boolean
  }
}

const app = 'http://127.0.0.1:8787'

/** Real libSQL servers with the merchants in them, the sandbox provider and a mailbox: nothing that the Worker talks to is mocked. */
export default (project: TestProject) => setup(project, false)

export async function setup(project: TestProject, isMoved: boolean) {
  const started = await Promise.all(Array.from({ length: needed(project) }, () => start(isMoved)))
  project.provide('isMoved', isMoved)
  project.provide(
    'environments',
    started.map(({ environment }) => environment),
  )
  return () => Promise.all(started.map(({ stop }) => stop()))
}

/** A run of one file needs one environment, however many workers there are. */
function needed({ config, vitest }: TestProject): number {
  const files = vitest.state.getPaths().filter((file) => file.includes('/test/worker/'))
  return Math.max(1, Math.min(files.length, config.maxWorkers))
}

async function start(isMoved: boolean): Promise<{ environment: WorkerEnvironment; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'remit-worker-'))
  const startDatabase = async (name: string) => {
    const server = await startLibsql({ dir: join(dir, name), port: await freePort() })
    await migrate({ url: server.url })
    return server
  }
  const [database, second] = await Promise.all([startDatabase('db'), startDatabase('second')])
  const secrets = readSecrets(join(dir, 'secrets.json'))
  await seedAccounts(database.url, secrets, Date.now())
  if (isMoved) await moveAll(database.url, second.url)
  const webhooksUrl = await startWebhookHolder()
  const accounts = sandboxAccounts(secrets, app)
  const sandbox = await startSandbox({ port: 0, clock: createClock(), accounts, deliver: webhooksUrl.deliver })
  const mailbox = await startMailbox({ smtpPort: 0, port: 0 })
  const urls = { app, sandbox: sandbox.url, smtp: mailbox.smtpUrl }
  const DATABASES = JSON.stringify({ second: { url: second.url } })
  const vars = { ...workerVars(secrets, { ...urls, database: database.url }), ...(isMoved && { DATABASES }) }
  const stop = async () => {
    await Promise.all([sandbox.stop(), mailbox.stop(), database.stop(), second.stop()])
    webhooksUrl.close()
    await rm(dir, { recursive: true, force: true })
  }
  return {
    environment: { vars, second: second.url, secrets, webhooksUrl: webhooksUrl.url, mailbox: mailbox.url },
    stop,
  }
}

async function moveAll(home: string, second: string): Promise<void> {
  const databases = new Map(Object.entries({ home, second }).map(([name, url]) => [name, openDatabase(url, undefined)]))
  for (const { account } of merchants) await moveAccount({ databases, accountId: account.id, to: 'second' })
}
