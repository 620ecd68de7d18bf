import type { Mail } from '../../dev/mailbox/mail.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import { type Invoice, isIssued, isPayable } from '../../src/core/invoices/invoice.ts'
import { isSettled } from '../../src/core/payments/payment.ts'
import { type Rows, rowsAt } from '../world/database.ts'
import { ledgerViolations } from '../world/ledger.ts'
import { rebuildViolations } from '../world/rebuild.ts'
import { invoiceIn } from '../world/stored.ts'
import type { Environment } from './environment.ts'
import { mailViolations } from './mail-invariants.ts'
import type { RunLog } from './run-log.ts'

/**
 * Every invariant that a settled environment violates, one sentence each: its data against itself, against the provider, against
 * the mails that arrived, and against every success that a caller was given.
 */
export async function violationsIn(env: Environment, log: RunLog, mails: readonly Mail[]): Promise<string[]> {
  const rows = rowsAt(env.urls.database)
  const invoices = (await rows<{ state: string }>('SELECT state FROM invoices')).map(({ state }) => invoiceIn(state))
  const ledgers = merchants.map(({ account, providerAccount }) =>
    ledgerViolations(rows, { accountId: account.id, providerAccount, truth: env.sandbox.truth(providerAccount) }),
  )
  const found = await Promise.all([
    ...ledgers,
    rebuildViolations(rows),
    fileDamage(rows),
    lostAcknowledgements(rows, log),
    gapsInNumbers(rows),
    numbersNotTaken(rows),
    duplicates(rows),
    unfinishedWork(rows, env.clock.now()),
    refusalViolations(rows),
    forgottenPayments(rows, invoices, env.clock.now()),
    mailViolations(rows, mails, log.outages),
  ])
  return [...log.violations, ...found.flat(), ...stillChargeable(env, invoices)]
}

/** What SQLite's own integrity check finds. */
async function fileDamage(rows: Rows): Promise<string[]> {
  const checked = await rows<Record<string, string>>('PRAGMA integrity_check')
  const said = checked.flatMap((row) => Object.values(row))
  return said.length === 1 && said[0] === 'ok' ? [] : said.map((text) => `the database file is damaged: ${text}`)
}

/** Every operation that was acknowledged must be in the database exactly once. */
async function lostAcknowledgements(rows: Rows, { acknowledged: promised }: RunLog): Promise<string[]> {
  const violations: string[] = []
  for (const { what, sql, args } of promised) {
    const { length } = await rows(sql, ...args)
    if (length !== 1) violations.push(`${what}: there are ${length} of it`)
  }
  return violations
}

/** Each number series is 1, 2, 3, … without gaps and stores its last number. */
async function gapsInNumbers(rows: Rows): Promise<string[]> {
  type Series = { series: string; count: number; first: number; last: number; last_used: number | null }
  const all = await rows<Series>(
    `SELECT i.series, count(*) AS count, min(i.sequence) AS first, max(i.sequence) AS last, n.last_used FROM invoices i
     LEFT JOIN number_series n ON n.account_id = i.account_id AND n.series = i.series
     WHERE i.sequence IS NOT NULL GROUP BY i.account_id, i.series`,
  )
  return all
    .filter(({ count, first, last, last_used }) => first !== 1 || last !== count || last_used !== last)
    .map(
      ({ series, count, first, last, last_used }) => `${series}: ${count} numbers, ${first} to ${last} of ${last_used}`,
    )
}

/** Invoices whose number is not the one that was taken for them. */
async function numbersNotTaken(rows: Rows): Promise<string[]> {
  const all = await rows<{ id: string; number: string; taken: string | null }>(
    `SELECT i.id, i.number, n.number AS taken FROM invoices i
     LEFT JOIN document_numbers n ON n.account_id = i.account_id AND n.kind = 'invoice' AND n.document_id = i.id
     WHERE i.number IS NOT NULL AND (i.number, i.series, i.sequence) IS NOT (n.number, n.series, n.sequence)`,
  )
  return all.map(({ id, number, taken }) => `${id} has the number ${number}, but took ${taken}`)
}

/** A retry under the same idempotency key creates nothing new: the traffic gives each customer one invoice with one line. */
async function duplicates(rows: Rows): Promise<string[]> {
  const twice = await rows<{ what: string; count: number }>(
    `SELECT 'customers called ' || email AS what, count(*) AS count FROM customers GROUP BY email HAVING count > 1
     UNION ALL SELECT 'invoices of ' || customer_id, count(*) AS count FROM invoices GROUP BY customer_id HAVING count > 1
     UNION ALL SELECT 'lines of ' || invoice_id, count(*) AS count FROM invoice_items GROUP BY invoice_id HAVING count > 1`,
  )
  return twice.map(({ what, count }) => `${count} ${what}`)
}

/** No due work is left, and no review item was created. */
async function unfinishedWork(rows: Rows, now: number): Promise<string[]> {
  const left = await rows<{ what: string }>(
    `SELECT 'mail ' || id || ' waits: ' || coalesce(last_error, '') AS what FROM outbox WHERE visible_at IS NOT NULL OR done_at IS NULL
     UNION ALL SELECT 'message ' || id || ' waits: ' || coalesce(last_error, '') FROM provider_events
       WHERE visible_at IS NOT NULL OR applied_at IS NULL
     UNION ALL SELECT kind || ' of ' || subject_id || ' is overdue' FROM timers WHERE visible_at <= ?
     UNION ALL SELECT 'a review item about ' || kind || ': ' || subject || ' ' || detail FROM review_items r
       WHERE kind <> 'mail_address_refused' OR NOT EXISTS (SELECT 1 FROM (${refusals}) f
         WHERE f.invoice_id = r.invoice_id AND f.address = json_extract(r.detail, '$.to'))`,
    now,
  )
  return left.map(({ what }) => what)
}

const refusals = `SELECT e.object_id AS invoice_id, i.customer_id, json_extract(e.data, '$.to') AS address, e.at FROM events e
  JOIN invoices i ON i.account_id = e.account_id AND i.id = e.object_id
  WHERE e.type = 'mail.failed' AND json_extract(e.data, '$.reason') = 'address_refused'`

/** Each refused address is a question to the merchant, and only after it was refused is nothing mailed to it. */
async function refusalViolations(rows: Rows): Promise<string[]> {
  const wrong = await rows<{ what: string }>(
    `SELECT 'nobody is asked about ' || f.address AS what FROM (${refusals}) f WHERE NOT EXISTS (SELECT 1 FROM review_items r
       WHERE r.kind = 'mail_address_refused' AND r.invoice_id = f.invoice_id AND json_extract(r.detail, '$.to') = f.address)
     UNION ALL SELECT e.type || ' of ' || e.object_id || ' although nobody refused its address' FROM events e
       JOIN invoices i ON i.account_id = e.account_id AND i.id = e.object_id
       WHERE e.type IN ('mail.skipped', 'reminder.skipped') AND json_extract(e.data, '$.reason') = 'address_refused'
       AND NOT EXISTS (SELECT 1 FROM (${refusals}) f WHERE f.customer_id = i.customer_id AND f.at <= e.at
         AND f.address = coalesce(json_extract(i.state, '$.mailedTo'), json_extract(i.state, '$.buyer.email')))`,
  )
  return wrong.map(({ what }) => what)
}

/** Every unsettled payment has a next poll in the future and a timer for it. */
async function forgottenPayments(rows: Rows, invoices: readonly Invoice[], now: number): Promise<string[]> {
  const checks = await rows<{ subject_id: string }>(
    "SELECT subject_id FROM timers WHERE kind = 'check' AND visible_at IS NOT NULL",
  )
  const looked = new Set(checks.map(({ subject_id }) => subject_id))
  return invoices.flatMap((invoice) =>
    (isIssued(invoice) ? invoice.payments : [])
      .filter((payment) => !isSettled(payment))
      .filter(({ nextCheckAt }) => nextCheckAt === null || nextCheckAt <= now || !looked.has(invoice.id))
      .map(({ id, status }) => `${id} of ${invoice.id} is ${status} and is not polled`),
  )
}

/** Every checkout that is still open at the provider belongs to an unsettled payment of a payable invoice. */
function stillChargeable(env: Environment, invoices: readonly Invoice[]): string[] {
  const awaited = new Set(
    invoices
      .filter((invoice) => isIssued(invoice) && isPayable(invoice))
      .flatMap((invoice) => (isIssued(invoice) ? invoice.payments : []))
      .filter((payment) => !isSettled(payment))
      .map(({ id }) => id),
  )
  return merchants
    .flatMap(({ providerAccount }) => env.sandbox.truth(providerAccount).sessions)
    .filter(({ status, metadata }) => status === 'open' && !awaited.has(metadata.remit_payment ?? ''))
    .map(({ id, metadata }) => `checkout ${id} can still take money for ${metadata.remit_invoice}`)
}
