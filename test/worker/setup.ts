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

declare module 'vitest' {
  interface ProvidedContext {
    vars: Record<string, string>
    /** A second database, migrated and empty. */
    second: string
    /** Whether the merchants live in the second database in this run, and the home database only says so. */
    isMoved: boolean
    secrets: Secrets
    /** Where a story reads what the provider posted and what customers were mailed. */
    postOffice: string
    mailbox: string
  }
}

const app = 'http://127.0.0.1:8787'

/** A real libSQL server with the merchants in it, the sandbox provider and a mailbox: nothing that the Worker talks to is mocked. */
export default (project: TestProject) => setup(project, false)

export async function setup({ provide }: TestProject, isMoved: boolean) {
  const dir = await mkdtemp(join(tmpdir(), 'remit-worker-'))
  const start = async (name: string) => {
    const server = await startLibsql({ dir: join(dir, name), port: await freePort() })
    await migrate({ url: server.url })
    return server
  }
  const [database, second] = await Promise.all([start('db'), start('second')])
  const secrets = readSecrets(join(dir, 'secrets.json'))
  await seedAccounts(database.url, secrets, Date.now())
  if (isMoved) await moveAll(database.url, second.url)
  const postOffice = await startWebhookHolder()
  const accounts = sandboxAccounts(secrets, app)
  const sandbox = await startSandbox({ port: 0, clock: createClock(), accounts, deliver: postOffice.deliver })
  const mailbox = await startMailbox({ smtpPort: 0, port: 0 })
  const urls = { app, sandbox: sandbox.url, smtp: mailbox.smtpUrl }
  const DATABASES = JSON.stringify({ second: { url: second.url } })
  provide('vars', { ...workerVars(secrets, { ...urls, database: database.url }), ...(isMoved && { DATABASES }) })
  provide('second', second.url)
  provide('isMoved', isMoved)
  provide('secrets', secrets)
  provide('postOffice', postOffice.url)
  provide('mailbox', mailbox.url)
  return async () => {
    await Promise.all([sandbox.stop(), mailbox.stop(), database.stop(), second.stop()])
    postOffice.close()
    await rm(dir, { recursive: true, force: true })
  }
}

async function moveAll(home: string, second: string): Promise<void> {
  const databases = new Map(Object.entries({ home, second }).map(([name, url]) => [name, openDatabase(url, undefined)]))
  for (const { account } of merchants) await moveAccount({ databases, accountId: account.id, to: 'second' })
}
