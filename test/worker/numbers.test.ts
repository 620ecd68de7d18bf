import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { retryOnConflict } from '../../src/actions/retry-on-conflict.ts'
import { commitUnit } from '../../src/actions/unit-of-work.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { formatNumber } from '../../src/core/numbering/number.ts'
import { type DocumentNumber, nextNumber, type Series, seriesOf } from '../../src/core/numbering/series.ts'
import { ok, type Result } from '../../src/core/result.ts'
import { lastSequence, takeNumber } from '../../src/db/repositories/document-numbers.ts'
import { accounts } from '../../src/db/schema/index.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { rows, write } from './fetch-log.ts'
import { clock, code, done, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const harborpine = merchant('acct_harborpine')

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

/** A kind of document that only this test issues. */
const kind = 'credit_note'
const nobody = { id: 'cus_none', prefix: 'NONE' }
const seriesWith = (prefix: string) => seriesOf(kind, { scheme: 'account', prefix }, nobody)

let documents = 0

/** Issues a document as any kind is issued: load the last number, decide the next, take it in the commit. */
function issue(series: Series): Promise<Result<DocumentNumber>> {
  const documentId = `cn_${++documents}`
  return retryOnConflict(async () => {
    const deps = newDeps()
    const [row] = await deps.db.orm
      .select({ last: lastSequence(kranwerk.id, series.name) })
      .from(accounts)
      .where(eq(accounts.id, kranwerk.id))
    const number = nextNumber(series, row!.last)
    if (!number.ok) return number
    const taken = takeNumber({ accountId: kranwerk.id, kind, documentId, ...number.value })
    await commitUnit(deps, kranwerk.unit, [], deps.now(), taken)
    return ok(number.value)
  })
}

const consecutive = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)
const sorted = (sequences: (number | null)[]) => sequences.map(Number).sort((a, b) => a - b)
const numbersOf = (which: string) =>
  rows('SELECT * FROM document_numbers WHERE account_id = ? AND kind = ? ORDER BY sequence', kranwerk.id, which)

test('a second kind of document takes 48 consecutive numbers at once, while invoices take theirs', async () => {
  const { id } = await kranwerk.customer()
  const drafts = await mapConcurrently(8, [...Array(24)], () => kranwerk.draft(id))
  const series = seriesWith('GUT')
  const [notes, invoices] = await Promise.all([
    Promise.all(Array.from({ length: 48 }, async () => done(await issue(series)))),
    Promise.all(
      drafts.map(
        async ({ id: invoiceId }) =>
          done(await finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId })) as IssuedInvoice,
      ),
    ),
  ])
  expect(sorted(notes.map(({ sequence }) => sequence))).toEqual(consecutive(1, 48))
  expect(new Set(notes.map(({ number }) => number)).size).toBe(48)
  const sequences = sorted(invoices.map(({ sequence }) => sequence))
  expect(sequences).toEqual(consecutive(sequences[0]!, 24))
  expect((await numbersOf(kind)).map(({ number }) => number)).toEqual(
    consecutive(1, 48).map((sequence) => `GUT-${String(sequence).padStart(4, '0')}`),
  )
  const last = await rows(
    "SELECT series, last_used FROM number_series WHERE account_id = ? AND series IN ('account', ?)",
    kranwerk.id,
    series.name,
  )
  expect(Object.fromEntries(last.map((row) => [row.series, row.last_used]))).toEqual({
    account: sequences.at(-1),
    [series.name]: 48,
  })
})

test('every number of an invoice is stored unchanged among the numbers of documents', async () => {
  const columns = 'id, number, series, sequence'
  const invoices = await rows(
    `SELECT ${columns} FROM invoices WHERE account_id = ? AND number IS NOT NULL ORDER BY id`,
    kranwerk.id,
  )
  const taken = await rows(
    "SELECT document_id AS id, number, series, sequence FROM document_numbers WHERE account_id = ? AND kind = 'invoice' ORDER BY document_id",
    kranwerk.id,
  )
  expect(taken.length).toBeGreaterThan(20)
  expect(taken).toEqual(invoices)
})

test('a number is unique among documents of all kinds, whatever its case', async () => {
  const { id } = await kranwerk.customer()
  const { number } = await kranwerk.open(id)
  const take = (documentId: string, wanted: string) => {
    const deps = newDeps()
    const taken = takeNumber({ accountId: kranwerk.id, kind, documentId, number: wanted, series: null, sequence: null })
    return commitUnit(deps, kranwerk.unit, [], deps.now(), taken)
  }
  const conflict = { name: 'Conflict', failure: 'number' }
  await expect(take('cn_same', number)).rejects.toMatchObject(conflict)
  await expect(take('cn_lower', number.toLowerCase())).rejects.toMatchObject(conflict)
  await take('cn_own', 'Gut-Hand-1')
  const byHand = await kranwerk.draft(id, 100, { numberOverride: 'GUT-HAND-2' })
  await take('cn_first', 'gut-hand-2')
  expect(code(await finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: byHand.id }))).toBe('invoice_number_taken')
  const left = (await numbersOf(kind)).map(({ document_id }) => document_id)
  expect(left).not.toContain('cn_same')
  expect(left).not.toContain('cn_lower')
})

// During a deployment the previous release still issues invoices, and stores their numbers in the invoices table only.
test('a number that the previous release took is not used again, and the series continues after it', async () => {
  const { id, invoicePrefix } = await harborpine.customer()
  const [first, second] = [1, 2].map((sequence) => formatNumber(invoicePrefix, sequence)) as [string, string]
  const older = await harborpine.draft(id)
  const update = 'UPDATE invoices SET number = ?, series = ?, sequence = ? WHERE account_id = ? AND id = ?'
  const issuedAs = (...taken: [string | null, string | null, number | null]) =>
    write([{ sql: update, args: [...taken, harborpine.id, older.id] }])
  await issuedAs(first, id, 1)
  expect((await harborpine.open(id)).number).toBe(second)
  const same = await harborpine.draft(id, 100, { numberOverride: first.toLowerCase() })
  expect(code(await finalizeInvoice(newDeps(), harborpine.unit, { invoiceId: same.id }))).toBe('invoice_number_taken')
  await issuedAs(null, null, null)
})
