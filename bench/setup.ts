import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client/http'
import { startLibsql } from '../dev/libsql.ts'
import { migrate } from '../dev/migrate.ts'
import { freePort } from '../dev/ports.ts'
import { readSecrets, type Secrets } from '../dev/secrets.ts'
import { seedAccounts } from '../dev/seed/accounts.ts'
import { workerVars } from '../dev/worker-vars.ts'
import { bundle } from './bundle.ts'
import { type Served, serveBundle } from './serve.ts'

/** A migrated empty database on its own server. */
export type BareSetup = {
  readonly dir: string
  readonly databaseUrl: string
  readonly databasePid: number
  readonly client: Client
  stop(): Promise<void>
}

/** The setup for both sides of a comparison: one database with the merchants in it, and Workers served the same way. */
export type Setup = BareSetup & {
  readonly secrets: Secrets
  /** Bundles a Worker and serves it, with the product's variables and more. */
  serve(main: string, more?: Record<string, string>, heapMb?: number): Promise<Served>
}

const origin = 'http://127.0.0.1:8787'

export async function setUpBare(): Promise<BareSetup> {
  const dir = await mkdtemp(join(tmpdir(), 'remit-bench-'))
  const database = await startLibsql({ dir: join(dir, 'db'), port: await freePort() })
  await migrate({ url: database.url })
  const client = createClient({ url: database.url, intMode: 'number' })
  return {
    dir,
    databaseUrl: database.url,
    databasePid: database.pid,
    client,
    async stop() {
      client.close()
      await database.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export async function setUp(): Promise<Setup> {
  const setup = await setUpBare()
  const { dir, databaseUrl } = setup
  const secrets = readSecrets(join(dir, 'secrets.json'))
  await seedAccounts(databaseUrl, secrets, Date.now())
  const urls = { app: origin, database: databaseUrl, sandbox: origin, smtp: 'smtp://127.0.0.1:9' }
  // Mail uses the platform's binding, so that no mail server affects the figures.
  const { SANDBOX_URL: _, SMTP_URL: __, ...vars } = workerVars(secrets, urls)
  const served: Served[] = []
  return {
    ...setup,
    secrets,
    async serve(main, more = {}, heapMb) {
      const at = join(dir, `worker-${served.length}`)
      const all = { ...vars, MAIL_TRANSPORT: 'cloudflare', ...more }
      const one = await serveBundle(await bundle(main, at), join(at, 'served'), all, heapMb)
      served.push(one)
      return one
    },
    async stop() {
      for (const one of served) await one.stop()
      await setup.stop()
    },
  }
}
