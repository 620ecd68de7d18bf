import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentsOfYear } from '../../src/actions/documents/documents-of-year.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { issuedInvoices } from '../../src/actions/invoices/issued-invoices.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { NotAllowed } from '../../src/core/access/caller.ts'
import type { Day } from '../../src/core/calendar/day.ts'
import { documentOf } from '../../src/core/documents/document.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Deps } from '../../src/deps.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { archiveOf } from '../../src/storage/archive.ts'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { bindings } from './environment.ts'
import { rows, sent, write } from './fetch-log.ts'
import { clock, code, done, linkUnit, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const harborpine = merchant('acct_harborpine')
const { DOCUMENTS: bucket } = bindings
const locale = chooseLocale(['de'], null, 'en')

let some: Awaited<ReturnType<typeof customerWithDocuments>>

beforeAll(async () => {
  await clock.read()
  some = await customerWithDocuments()
})
afterAll(expectTenantPredicates)

async function issue(customerId: string): Promise<IssuedInvoice> {
  const { id: invoiceId } = await kranwerk.draft(customerId)
  const { unit } = kranwerk
  done(await finalizeInvoice(newDeps(), unit, { invoiceId }))
  await drain(newDeps(), unit.written)
  return kranwerk.invoice(invoiceId)
}

/** A customer with an invoice that is paid, which has a receipt, and one that is not. */
async function customerWithDocuments() {
  const { id: customerId } = await kranwerk.customerWithCard()
  const [first, open] = [await issue(customerId), await issue(customerId)]
  const { unit } = kranwerk
  done(await chargeInvoice(newDeps(), unit, { invoiceId: first.id, methodId: null }))
  await drain(newDeps(), unit.written)
  return { customerId, paid: await kranwerk.invoice(first.id), open, year: Number(open.issuedOn.slice(0, 4)) }
}

const archived = async (customerId: string, year: number, deps: Deps = newDeps(), unit = kranwerk.unit) =>
  done(await documentsOfYear(deps, unit, { customerId, year, locale }))

const bytesOf = async (body: ReadableStream<Uint8Array>) => new Uint8Array(await new Response(body).arrayBuffer())

const stored = async (invoice: IssuedInvoice, paymentId?: string) => {
  const { sha256 } = documentOf(invoice, paymentId ? 'receipt' : 'invoice', paymentId)!
  const key = `${invoice.accountId}/${invoice.id}/${sha256}.pdf`
  return { key, bytes: new Uint8Array((await (await bucket.get(key))?.arrayBuffer()) ?? new ArrayBuffer()) }
}

test('the PDFs of a year are one zip of the size that was announced, with each as it was stored', async () => {
  const { customerId, paid, open, year } = some
  sent.length = 0
  const { count, bytes, body } = await archived(customerId, year)
  expect([count, sent.filter(({ to }) => to === 'database').length]).toEqual([3, 1])
  const zip = await bytesOf(body)
  expect(zip.length).toBe(bytes)
  const files = unzipSync(zip)
  const receipt = paid.payments[0]!
  expect(Object.keys(files).sort()).toEqual(
    [`${paid.number}.pdf`, `${receipt.receiptNumber}.pdf`, `${open.number}.pdf`].sort(),
  )
  expect(files[`${paid.number}.pdf`]).toEqual((await stored(paid)).bytes)
  expect(files[`${receipt.receiptNumber}.pdf`]).toEqual((await stored(paid, receipt.id)).bytes)
  expect(files[`${open.number}.pdf`]).toEqual((await stored(open)).bytes)
})

test('a year without documents, another customer and another merchant have an empty zip', async () => {
  const { customerId, year } = some
  const { id: other } = await kranwerk.customer()
  const empty = [
    await archived(customerId, year - 1),
    await archived(other, year),
    await archived(customerId, year, newDeps(), harborpine.unit),
  ]
  for (const { count, body } of empty) expect([count, unzipSync(await bytesOf(body))]).toEqual([0, {}])
  const link = linkUnit(kranwerk.id, 'in_1')
  await expect(archived(customerId, year, newDeps(), link)).rejects.toBeInstanceOf(NotAllowed)
})

test.each(['missing', 'damaged'])(
  'in place of a %s document is a text that names it, and it is reported once',
  async (how) => {
    const { customerId, paid, open, year } = await customerWithDocuments()
    const { key } = await stored(open)
    if (how === 'missing') await bucket.delete(key)
    else await bucket.put(key, 'something else')
    for (let time = 0; time < 2; time++) {
      const { bytes, body } = await archived(customerId, year)
      const zip = await bytesOf(body)
      expect(zip.length).toBe(bytes)
      const files = unzipSync(zip)
      expect(Object.keys(files)).toContain(`${paid.number}.pdf`)
      expect(Object.keys(files)).not.toContain(`${open.number}.pdf`)
      expect(new TextDecoder().decode(files[`${open.number}.txt`]).trim()).toBe(
        `${open.number}.pdf konnte nicht in dieses Archiv aufgenommen werden. Bitte laden Sie die Datei später herunter, oder fragen Sie danach.`,
      )
    }
    const items = await rows('SELECT kind, subject FROM review_items WHERE invoice_id = ?', open.id)
    expect(items).toEqual([{ kind: 'document_damaged', subject: documentOf(open, 'invoice')!.sha256 }])
  },
)

test('an invoice whose PDF is not drawn yet has a text in its place, and no review item', async () => {
  const { id: customerId } = await kranwerk.customer()
  const { number, issuedOn, id } = await kranwerk.open(customerId)
  const { count, bytes, body } = await archived(customerId, Number(issuedOn.slice(0, 4)))
  const zip = await bytesOf(body)
  expect([count, Object.keys(unzipSync(zip)), zip.length]).toEqual([1, [`${number}.txt`], bytes])
  expect(await rows('SELECT kind FROM review_items WHERE invoice_id = ?', id)).toEqual([])
})

test('a store that is away breaks the zip off, so that nobody takes a part of it for all', async () => {
  const { customerId, year } = some
  const away = async () => {
    throw new Error('The store is away.')
  }
  const { body } = await archived(customerId, year, { ...newDeps(), documents: { get: away, put: away } })
  await expect(bytesOf(body)).rejects.toThrow('The store is away.')
})

test('more than fit into one answer are refused: as documents of a year, and as a list of invoices', async () => {
  const invoice = some.open
  const { id: customerId } = await kranwerk.customer()
  const copies = `WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    INSERT INTO invoices (account_id, id, version, created_at, customer_id, status, collection_method, currency, total_minor, amount_remaining_minor, state)
    SELECT account_id, id || '_' || i, version, created_at, ?, status, collection_method, currency, total_minor, amount_remaining_minor, state
    FROM invoices, n WHERE id = ?`
  const copy = (from: number, to: number) => write([{ sql: copies, args: [from, to, customerId, invoice.id] }])
  const range = { from: `${some.year}-01-01` as Day, to: `${some.year}-12-31` as Day }
  const listed = async () => code(await issuedInvoices(newDeps(), kranwerk.unit.caller, { customerId, range }))
  try {
    await copy(1, 901)
    const archive = await documentsOfYear(newDeps(), kranwerk.unit, { customerId, year: some.year, locale })
    expect([code(archive), await listed()]).toEqual(['documents_too_many', 'ok'])
    await copy(902, 1001)
    expect(await listed()).toBe('documents_too_many')
  } finally {
    await write([{ sql: 'DELETE FROM invoices WHERE customer_id = ?', args: [customerId] }])
  }
})

test('500 documents are read one at a time, as fast as the zip is taken', async () => {
  const [size, chunk] = [48 * 1024, 16 * 1024]
  const held = { open: 0, mostOpen: 0, ahead: 0, mostAhead: 0 }
  const document = () => {
    let left = size
    held.mostOpen = Math.max(held.mostOpen, ++held.open)
    return new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const part = new Uint8Array(Math.min(chunk, left)).fill(0x25)
          left -= part.length
          held.ahead += part.length
          held.mostAhead = Math.max(held.mostAhead, held.ahead)
          controller.enqueue(part)
          if (left > 0) return
          held.open--
          controller.close()
        },
      },
      { highWaterMark: 0 },
    )
  }
  const files = Array.from({ length: 500 }, (_, i) => ({
    name: `KW-${i}.pdf`,
    bytes: size,
    changedAt: clock.now(),
    open: async () => ({ body: document() }),
  }))
  const { bytes, body } = archiveOf(files)
  let taken = 0
  for await (const part of body) {
    taken += part.length
    held.ahead = Math.max(0, held.ahead - part.length)
  }
  console.log(
    `500 documents in a zip of ${taken} bytes: at most ${held.mostOpen} open and ${held.mostAhead} bytes ahead`,
  )
  expect(taken).toBe(bytes)
  expect([held.mostOpen, held.mostAhead <= 2 * chunk]).toEqual([1, true])
})
