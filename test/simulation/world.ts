import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrations } from '../../dev/migrate.ts'
import { createSandbox, type Sandbox } from '../../dev/sandbox/sandbox.ts'
import type { Snapshot } from '../../dev/sandbox/state.ts'
import type { Secrets } from '../../dev/secrets.ts'
import { createMerchant } from '../../dev/seed/accounts.ts'
import { type Merchant, merchants } from '../../dev/seed/merchants.ts'
import { sandboxAccounts, workerVars } from '../../dev/worker-vars.ts'
import { moveAccount } from '../../ops/move-account.ts'
import { TakenOver } from '../../ops/moving/fence.ts'
import { nothingWritten, type Written } from '../../src/actions/unit-of-work.ts'
import { type Database as DatabaseClient, openDatabase } from '../../src/db/client.ts'
import { serverClock } from '../../src/db/clock.ts'
import { DatabaseUnavailable } from '../../src/db/conflict.ts'
import { type Deps, makeDeps } from '../../src/deps.ts'
import { type Bindings, homeName, readSettings } from '../../src/env.ts'
import { refusalOf } from '../../src/http/fault.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'
import { worker } from '../../src/worker.ts'
import { type Database, open, openCopy } from './database.ts'
import { createDocumentStore, type StoredFiles } from './document-store.ts'
import { callFaults, type Port } from './faults.ts'
import { createMailServer, type MailServer } from './mail-server.ts'
import { createScheduler, type Scheduler, type Task, type TurnPolicy } from './schedule.ts'

const urls = {
  app: 'http://127.0.0.1:8787',
  database: 'http://127.0.0.1:1',
  second: 'http://127.0.0.1:4',
  sandbox: 'http://127.0.0.1:2',
  smtp: 'smtp://127.0.0.1:3',
}

const secret = (name: string) => `${name}0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ`

export const secrets: Secrets = {
  linkKey: secret('link'),
  merchants: Object.fromEntries(
    merchants.map(({ account }, at) => [
      account.id,
      {
        apiKey: `sk_test_${secret(`api${at}`)}`,
        providerKey: `sk_test_${secret(`provider${at}`)}`,
        webhookSecret: `whsec_${secret(`hook${at}`)}`,
      },
    ]),
  ),
}

/** The merchant of all histories; the others must stay untouched. */
const merchantId = merchants[0]!.account.id

type Place = { readonly database: string; readonly moving_to: string | null }

/** A webhook that the provider has sent and that has not been delivered yet. */
export type HeldWebhook = {
  readonly url: string
  readonly body: string
  readonly signature: string
  readonly id: string
}

/** The product and all that it depends on, in one process with one simulated clock. */
export type World = {
  /** The merchant's current database. */
  readonly database: Pick<Database, 'rows'>
  /** The other database; null where there is one only. */
  readonly otherDatabase: Database | null
  readonly sandbox: Sandbox
  readonly mail: MailServer
  readonly files: StoredFiles
  readonly scheduler: Scheduler
  readonly queue: JobMessage[]
  /** The requests for fresh links that were put on the queue. */
  readonly linkOrders: JobMessage<'fresh_link'>[]
  readonly heldWebhooks: HeldWebhook[]
  readonly clock: { now(): number; advance(ms: number): Promise<void> }
  policy: TurnPolicy
  /** How often each fault was injected, by name. */
  readonly faults: Map<string, number>
  count(fault: string): void
  /** The ids of webhooks that were answered with 2xx. */
  readonly accepted: Set<string>
  /** Whether no call has failed and no task has crashed. */
  hadNoCallFaults(): boolean
  /** The violations of invariants so far. */
  readonly violations: string[]
  /** Sends a request to the Worker; null where the task that should have responded crashed. */
  request(name: string, path: string, init?: RequestInit): Promise<Response | null>
  /** Runs an action that no request leads to yet, as one would; null where its task crashed, or a fault was answered. */
  act<T>(name: string, run: (deps: Deps, written: Written) => Promise<T>): Promise<T | null>
  cron(cron: string): Promise<unknown>
  work(messages: readonly JobMessage[]): Promise<unknown>
  /** Moves the merchant to the other database, or continues an interrupted move. */
  move(): Promise<unknown>
  isMoving(): boolean
  /** How many moves have finished. */
  readonly moves: number
  fetch(port: Port, request: Request): Promise<Response>
  /** Saves the current state, for other histories to begin with. */
  save(file: string): InitialState
  close(): void
}

/** The initial state of a history: the rows of the database, a second one that is empty, and the provider's data. */
export type InitialState = { readonly file: string; readonly second: string; readonly provider: Snapshot | null }

/** Writes an empty database with the merchants in it. */
export async function emptyState(dir: string): Promise<InitialState> {
  mkdirSync(dir, { recursive: true })
  const second = join(dir, 'second.db')
  ;(await migrated(second)).close()
  const file = join(dir, 'empty.db')
  const database = await migrated(file)
  for (const merchant of merchants) await createMerchant(writingTo(database), simulated(merchant), secrets, 0)
  database.close()
  return { file, second, provider: null }
}

/** With e-invoices, a document is three files that are stored by one commit. Customers correct their details at once. */
const simulated = ({ account, ...merchant }: Merchant): Merchant => ({
  ...merchant,
  account: {
    ...account,
    rounding: 'invoice',
    correctsDetailsAtOnce: true,
    eInvoices: { profile: 'en16931', supplies: 'services', exemption: null },
  },
})

/** The database as an action writes to it, without a server in between. */
const writingTo = (database: Database) => {
  const batch = async (statements: readonly { sql: string; args: readonly unknown[] }[]) =>
    statements.forEach(({ sql, args }) => void database.run(sql, ...args))
  return { client: { batch } } as unknown as DatabaseClient
}

async function migrated(file: string): Promise<Database> {
  rmSync(file, { force: true })
  const database = open(file, Date.now)
  for (const { statements } of await readMigrations()) for (const statement of statements) database.run(statement)
  return database
}

/** Each call of the provider's interface, as it took effect. */
export type ProviderCall = {
  readonly method: string
  readonly path: string
  readonly key: string | null
  readonly body: string
  /** On whose behalf it was made. */
  readonly by: Task
}

type Start = {
  readonly initialState: InitialState
  readonly databases: 1 | 2
  readonly seed: number
  readonly startAt: number
  readonly policy: TurnPolicy
  readonly onProviderCall: (world: World, call: ProviderCall) => void
  readonly trace?: (line: string) => void
}

export function createWorld({ initialState, databases, seed, startAt, policy, onProviderCall, trace }: Start): World {
  let nowMs = startAt
  const now = () => nowMs
  const heldWebhooks: HeldWebhook[] = []
  const queue: JobMessage[] = []
  const linkOrders: World['linkOrders'] = []
  const claimed = new Set<string>()
  /** I25: claimed work is held by one holder, until it is claimed again under a higher fence. */
  const checkClaim = (message: JobMessage) => {
    if (message.job === 'fresh_link') return void linkOrders.push(message)
    // Two mails with one code do no harm, and the code opens one session.
    if (message.job === 'sign_in_code' || message.job === 'deployment_code') return
    const { job, accountId, id, kind, fence } = message
    const held = [job, accountId, kind, id, fence].join(' ')
    if (claimed.has(held)) violations.push(`${held} was claimed twice`)
    claimed.add(held)
  }
  const faults = new Map<string, number>()
  const violations: string[] = []
  const home = openCopy(initialState.file, `${initialState.file}.${seed}`, now)
  const second = databases === 2 ? openCopy(initialState.second, `${initialState.second}.${seed}`, now) : null
  const place = () => {
    const [row] = home.rows<Place>('SELECT database, moving_to FROM account_places WHERE account_id = ?', merchantId)
    return row ?? { database: homeName, moving_to: null }
  }
  const isHome = () => place().database === homeName
  let moves = 0
  /** Each isolate has its own cache of the databases of accounts. */
  const directoryCaches = Array.from({ length: 3 }, emptyDirectoryCache)
  const mail = createMailServer()
  const sandbox = createSandbox({
    accounts: sandboxAccounts(secrets, urls.app),
    clock: { now },
    seed,
    store: initialState.provider ? { load: () => reseeded(initialState.provider!, seed), save() {} } : undefined,
    publicUrl: urls.sandbox,
    async deliver(request) {
      const body = await request.text()
      const { id } = JSON.parse(body) as { id: string }
      heldWebhooks.push({
        url: new URL(request.url).pathname,
        body,
        signature: request.headers.get('stripe-signature') ?? '',
        id,
      })
      return new Response(null, { status: 200 })
    },
  })
  const scheduler = createScheduler({
    policy: () => world.policy,
    onError({ name }, error) {
      trace?.(`${name} failed: ${error}`)
      const isMoveToRepeat = name === 'move' && (error instanceof TakenOver || error instanceof DatabaseUnavailable)
      if (name !== 'cron' && !name.startsWith('queue') && !isMoveToRepeat) violations.push(`${name} threw ${error}`)
    },
    onTurn({ task, port, request, fault }) {
      nowMs += 3
      if (fault) world.count(fault)
      trace?.(
        `${new Date(nowMs).toISOString()} ${task} · ${port}${fault ? ` · ${fault.toUpperCase()}` : ''} · ${shortened(request)}`,
      )
    },
  })

  const { files, bucket } = createDocumentStore((...call) => scheduler.call(...call))

  const answers: Partial<Record<Port, (request: Request, body: string, by: Task) => Promise<Response>>> = {
    database: async ({ url }, body) =>
      Response.json((new URL(url).origin === urls.second ? second! : home).answer(body)),
    mail: async ({ headers }, body) => mail.take(headers.get('idempotency-key') ?? '', body),
    pause: async () => new Response(),
    async provider({ method, url, headers }, body, by) {
      const { pathname, search } = new URL(url)
      const call = { method, path: pathname + search, key: headers.get('idempotency-key'), body, by }
      const answer = await sandbox.fetch(new Request(url, { method, headers, body: body || null }))
      onProviderCall(world, call)
      return answer
    },
  }

  const bindings = () =>
    ({
      ...workerVars(secrets, urls),
      ...(second && { DATABASES: JSON.stringify({ second: { url: urls.second } }) }),
      MAIL_TRANSPORT: 'resend',
      RESEND_API_KEY: secret('mail'),
      DOCUMENTS: bucket,
      JOBS: { sendBatch: send, send: (body: JobMessage) => send([{ body }]) } as unknown as Queue<unknown>,
    }) as unknown as Bindings

  async function send(sends: Iterable<MessageSendRequest<unknown>>): Promise<void> {
    const bodies = [...sends].map(({ body }) => body as JobMessage)
    await scheduler.call('queue', `${bodies.length} messages`, async () => {
      for (const body of bodies) checkClaim(body)
      queue.push(...bodies)
      return new Response()
    })
  }

  /** Each task has its own clock, which may be minutes wrong. */
  function newIsolate() {
    const isAskew = world.policy.faultRate > 0 && world.policy.chance() < world.policy.faultRate
    const skewMs = isAskew ? Math.round((world.policy.chance() - 0.5) * 240_000) : 0
    if (isAskew) world.count('clock askew')
    const rest: Promise<unknown>[] = []
    const directoryCache = second
      ? directoryCaches[Math.floor(world.policy.chance() * directoryCaches.length)]!
      : emptyDirectoryCache()
    const context = { waitUntil: (work: Promise<unknown>) => void rest.push(work), passThroughOnException() {} }
    const runtime = {
      now: () => nowMs + skewMs,
      databaseClock: serverClock,
      providerUrl: urls.sandbox,
      directoryCache,
      // A PDF takes longer to draw than the rest of a history takes.
      draw: (printed: unknown) => new TextEncoder().encode(JSON.stringify(printed)),
    }
    async function after() {
      for (let i = 0; i < rest.length; i++) await rest[i]
    }
    return {
      worker: worker(async () => runtime) as Required<ExportedHandler<Bindings>>,
      runtime,
      env: bindings(),
      context: context as unknown as ExecutionContext,
      after,
    }
  }

  const world: World = {
    database: { rows: (sql, ...params) => (isHome() ? home : second!).rows(sql, ...params) },
    get otherDatabase() {
      return second && isHome() ? second : second && home
    },
    sandbox,
    mail,
    files,
    scheduler,
    queue,
    linkOrders,
    heldWebhooks,
    policy,
    faults,
    accepted: new Set(),
    hadNoCallFaults: () => callFaults.every(({ name }) => !faults.has(name)) && !faults.has('everything crashes'),
    violations,
    clock: {
      now,
      async advance(ms) {
        nowMs += ms
        await sandbox.tick()
      },
    },
    count: (fault) => void faults.set(fault, (faults.get(fault) ?? 0) + 1),
    async request(name, path, init) {
      const { worker, env, context, after } = newIsolate()
      const request = new Request(new URL(path, urls.app), init)
      const answer = await scheduler.begin(name, async () => worker.fetch(request, env, context), after)
      trace?.(`${name} got ${answer?.status ?? 'nothing'}`)
      if (answer && answer.status === 500) violations.push(`${name} was answered 500: ${init?.method ?? 'GET'} ${path}`)
      await sandbox.tick()
      return answer
    },
    async act(name, run) {
      const { runtime, env } = newIsolate()
      const deps = makeDeps(readSettings(env), runtime, 'req_act')
      const written = nothingWritten()
      const answer = await scheduler.begin(
        name,
        async () => {
          deps.enter(merchantId)
          return run(deps, written).catch((fault: unknown) => {
            if (refusalOf(fault).code === 'unexpected') throw fault
            return null
          })
        },
        () => drain(deps, written),
      )
      await sandbox.tick()
      return answer
    },
    cron(cron) {
      const { worker, env, context, after } = newIsolate()
      const controller = { cron, scheduledTime: nowMs, noRetry() {} } as unknown as ScheduledController
      return scheduler.begin('cron', async () => worker.scheduled(controller, env, context), after)
    },
    async work(jobs) {
      const { worker, env, context, after } = newIsolate()
      const left = new Set(jobs)
      const messages = jobs.map((body) => ({ body, attempts: 1, ack: () => left.delete(body), retry() {} }))
      const batch = { queue: 'remit-jobs', messages } as unknown as MessageBatch<unknown>
      await scheduler.begin(
        `queue ${jobs.map((message) => ('kind' in message ? `${message.job}:${message.kind}` : message.job)).join(' ')}`,
        async () => worker.queue(batch, env, context),
        after,
      )
      // What was not acknowledged comes again.
      queue.push(...left)
      await sandbox.tick()
    },
    get moves() {
      return moves
    },
    isMoving: () => place().moving_to !== null,
    move() {
      const { database, moving_to } = place()
      const to = moving_to ?? (database === homeName ? 'second' : homeName)
      return scheduler.begin(
        'move',
        async () => {
          const open = (url: string) => openDatabase(url, undefined)
          const all = new Map([
            [homeName, open(urls.database)],
            ['second', open(urls.second)],
          ])
          await moveAccount({ databases: all, accountId: merchantId, to, report: (line) => trace?.(`move: ${line}`) })
          moves += 1
        },
        async () => undefined,
      )
    },
    async fetch(port, request) {
      const body = await request.text()
      return scheduler.call(port, body || `${request.method} ${request.url}`, (by) => answers[port]!(request, body, by))
    },
    save(file) {
      rmSync(file, { force: true })
      home.run('VACUUM INTO ?', file)
      return { file, second: initialState.second, provider: structuredClone(sandbox.state.snapshot) }
    },
    close() {
      home.close()
      second?.close()
    },
  }
  return world
}

const reseeded = (snapshot: Snapshot, seed: number): Snapshot => ({
  ...structuredClone(snapshot),
  random: { state: seed },
})

/** Which part of the world an address is. */
export function portOf({ origin }: URL): Port {
  if (origin === urls.database || origin === urls.second) return 'database'
  if (origin === urls.sandbox) return 'provider'
  if (origin === 'https://api.resend.com') return 'mail'
  throw new Error(`Nothing in the simulated world is at ${origin}.`)
}

const shortened = (request: string) =>
  request.replace(/"(sql_id|args|condition|want_rows|named_args)":/g, '').slice(0, 160)
