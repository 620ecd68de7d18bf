import { join } from 'node:path'
import { createClock } from '../dev/clock.ts'
import { queueIsDone, tick } from '../dev/cron.ts'
import { freePort } from '../dev/ports.ts'
import { startSandbox } from '../dev/sandbox/server.ts'
import { sandboxAccounts, workerVars } from '../dev/worker-vars.ts'
import { startWorkerd } from '../dev/workerd.ts'
import { type Answer, apiOf, draftOf } from './api-client.ts'
import type { Setup } from './setup.ts'

/** What one invoice costs the database in one stage. */
type Stage = {
  readonly what: string
  /** Write transactions, and all round trips. */
  readonly writes: number
  readonly trips: number
  readonly bytes: number
  /** By table. */
  readonly rows: Readonly<Record<string, number>>
}

const accountId = 'acct_kranwerk'

/** Takes invoices from draft to receipt, and as many through all reminders, and measures the cost of each stage. */
export async function lifecycle(setup: Setup, invoices: number): Promise<Stage[]> {
  const { secrets, databaseUrl, dir, client } = setup
  const port = await freePort()
  const app = `http://127.0.0.1:${port}`
  const clock = createClock()
  const sandbox = await startSandbox({ port: 0, clock, accounts: sandboxAccounts(secrets, app) })
  const urls = { app, database: databaseUrl, sandbox: sandbox.url, smtp: 'smtp://127.0.0.1:9' }
  const vars = {
    ...workerVars(secrets, urls),
    MAIL_TRANSPORT: 'cloudflare',
    CLOCK_URL: `${sandbox.url}/_sandbox/clock`,
  }
  const main = join(import.meta.dirname, 'counting.ts')
  const workerd = await startWorkerd({ port, dir: join(dir, 'lifecycle'), vars, main })
  const stages: Stage[] = []

  const finishWork = async () => {
    await sandbox.sandbox.tick()
    await queueIsDone(app)
  }

  /** Runs an operation on every invoice, and divides its cost by their number. */
  async function stage(what: string, operation: () => Promise<unknown>): Promise<void> {
    await finishWork()
    const before = await snapshot()
    await operation()
    await finishWork()
    await finishWork()
    const after = await snapshot()
    const rows = Object.entries(after.rows)
      .map(([table, count]) => [table, (count - before.rows[table]!) / invoices] as const)
      .filter(([, count]) => count !== 0)
    stages.push({
      what,
      writes: (after.writes - before.writes) / invoices,
      trips: (after.trips - before.trips) / invoices,
      bytes: Math.round((after.bytes - before.bytes) / invoices),
      rows: Object.fromEntries(rows),
    })
  }

  async function snapshot() {
    const { trips, writes } = (await (await fetch(`${app}/_sandbox/queue`)).json()) as { trips: number; writes: number }
    const tables = await client.execute(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    const names = tables.rows.map(({ name }) => String(name)).filter((name) => !name.startsWith('libsql_'))
    const counted = await client.batch(names.map((name) => `SELECT count(*) AS n FROM "${name}"`))
    const rows = Object.fromEntries(names.map((name, i) => [name, Number(counted[i]!.rows[0]!.n)]))
    const pages = await client.execute('SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size')
    return { trips, writes, rows, bytes: Number(pages.rows[0]!.n) }
  }

  try {
    const api = apiOf(app, secrets.merchants[accountId]!.apiKey)
    const drafts: string[] = []
    const sent: Answer[] = []
    const each = async (operation: (i: number) => Promise<unknown>) => {
      for (let i = 0; i < invoices; i++) await operation(i)
    }
    await stage('draft: customer, tax rate, invoice, three lines', () =>
      each(async () => drafts.push((await draftOf(api, { days_until_due: '10' })).id)),
    )
    await stage('finalized and sent', () => each(async (i) => sent.push(await api(`invoices/${drafts[i]}/send`))))
    await stage('viewed', () =>
      each((i) => fetch(`${sent[i]!.hosted_invoice_url}/views`, { method: 'POST', headers: { origin: app } })),
    )
    await stage('paid at the checkout, webhooks, receipt', () => each((i) => payAtCheckout(app, sent[i]!)))
    await stage('a second invoice, finalized and sent', () =>
      each(async () => api(`invoices/${(await draftOf(api, { days_until_due: '10' })).id}/send`)),
    )
    await stage('its five reminders, claims included', async () => {
      for (let due = await nextReminder(client); due !== null; due = await nextReminder(client)) {
        await clock.advance(Math.max(1, due - clock.now() + 1))
        await tick(app, '* * * * *', clock.now())
      }
    })
    return stages
  } finally {
    await workerd.stop()
    await sandbox.stop()
  }
}

async function nextReminder(client: Setup['client']): Promise<number | null> {
  const { rows } = await client.execute("SELECT min(visible_at) AS due FROM timers WHERE kind = 'reminder'")
  return rows[0]!.due as number | null
}

async function payAtCheckout(app: string, invoice: Answer): Promise<void> {
  const begun = await fetch(`${invoice.hosted_invoice_url}/payments`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app },
    body: new URLSearchParams({ method: 'checkout', amount: String(invoice.amount_remaining) }),
  })
  const card = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' }
  const checkout = begun.headers.get('location') ?? ''
  const paid = await fetch(checkout, { method: 'POST', redirect: 'manual', body: new URLSearchParams(card) })
  const back = paid.headers.get('location')
  if (!back) throw new Error(`The checkout answered ${paid.status}.`)
  await fetch(back)
}
