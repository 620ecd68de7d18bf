import { join } from 'node:path'
import { tick } from '../dev/cron.ts'
import { freePort } from '../dev/ports.ts'
import { workerVars } from '../dev/worker-vars.ts'
import { startWorkerd } from '../dev/workerd.ts'
import { addDays } from '../src/core/calendar/day.ts'
import { dayIn } from '../src/core/calendar/zone.ts'
import { apiOf, draftOf } from './api-client.ts'
import { copyInvoice } from './fill.ts'
import type { Setup } from './setup.ts'

type Reminded = { readonly tripsEach: number; readonly perSecond: number; readonly mails: number }

type Count = { readonly trips: number; readonly mails: number }

const accountId = 'acct_kranwerk'
const dayMs = 86_400_000

/** Drains due reminders through the queue, as cron does, and counts what each costs the database. */
export async function reminders(setup: Setup, due: number): Promise<Reminded> {
  const { client, secrets, databaseUrl, dir } = setup
  const port = await freePort()
  const app = `http://127.0.0.1:${port}`
  const urls = { app, database: databaseUrl, sandbox: app, smtp: 'smtp://127.0.0.1:9' }
  const vars = { ...workerVars(secrets, urls), MAIL_TRANSPORT: 'cloudflare' }
  const workerd = await startWorkerd({
    port,
    dir: join(dir, 'reminders'),
    vars,
    main: join(import.meta.dirname, 'counting.ts'),
  })
  try {
    const api = apiOf(app, secrets.merchants[accountId]!.apiKey)
    const { id, customer } = await draftOf(api)
    await api(`invoices/${id}/finalize`)
    await copyInvoice(client, { accountId, invoiceId: id, customerId: customer }, due)
    await makeDue(setup, id)
    const before = await countOf(app)
    const began = performance.now()
    while ((await left(setup)) > 0) await tick(app, '* * * * *', Date.now())
    const seconds = (performance.now() - began) / 1000
    const after = await countOf(app)
    const mails = after.mails - before.mails
    const recorded = await sentOnce(setup)
    if (mails !== due || recorded !== due)
      throw new Error(`Of ${due} due, ${mails} were mailed and ${recorded} recorded once.`)
    return { tripsEach: (after.trips - before.trips) / due, perSecond: due / seconds, mails }
  } finally {
    await workerd.stop()
  }
}

const countOf = async (app: string): Promise<Count> => (await fetch(`${app}/_sandbox/queue`)).json()

/** Makes one reminder of every copy due now, at noon in its customer's zone; the original has none. */
async function makeDue({ client }: Setup, originalId: string): Promise<void> {
  const now = Date.now()
  const timeZone = zoneWithNoonAt(now)
  const dueOn = dayIn(timeZone, now)
  const state = `json_set(state, '$.dueOn', '${dueOn}', '$.issuedOn', '${addDays(dueOn, -20)}', '$.finalizedAt', ${now - 20 * dayMs},
    '$.plan', json('${JSON.stringify({ reminderDays: [0, 7], hour: 8, timeZone, maxRetries: 4 })}'))`
  const copies = 'account_id = ? AND id <> ?'
  await client.batch(
    [
      { sql: 'UPDATE timers SET visible_at = NULL', args: [] },
      { sql: `UPDATE invoices SET state = ${state} WHERE ${copies}`, args: [accountId, originalId] },
      {
        sql: `UPDATE timers SET due_at = ${now - 1}, visible_at = ${now - 1}
          WHERE account_id = ? AND subject_id <> ? AND kind = 'reminder'`,
        args: [accountId, originalId],
      },
    ],
    'write',
  )
}

/** Etc zones have whole-hour offsets with inverted signs: Etc/GMT-2 is two hours ahead. */
function zoneWithNoonAt(now: number): string {
  const ahead = 12 - new Date(now).getUTCHours()
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

async function left({ client }: Setup): Promise<number> {
  const { rows } = await client.execute({
    sql: "SELECT count(*) AS n FROM timers WHERE kind = 'reminder' AND visible_at <= ?",
    args: [Date.now()],
  })
  return Number(rows[0]!.n)
}

/** Invoices with exactly one reminder in their history and one mail of it. */
async function sentOnce({ client }: Setup): Promise<number> {
  const { rows } = await client.execute(
    `SELECT count(*) AS n FROM (SELECT object_id FROM events WHERE type IN ('reminder.sent', 'mail.sent')
       GROUP BY object_id HAVING sum(type = 'reminder.sent') = 1 AND sum(type = 'mail.sent') = 1)`,
  )
  return Number(rows[0]!.n)
}
