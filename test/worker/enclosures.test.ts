import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { updateInvoice } from '../../src/actions/invoices/update-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { nothingWritten } from '../../src/actions/unit-of-work.ts'
import { documentOf } from '../../src/core/documents/document.ts'
import type { InvoiceInput } from '../../src/core/invoices/content.ts'
import type { Deps } from '../../src/deps.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { drain, followUp } from '../../src/jobs/follow-up.ts'
import { ask, bindings, environment } from './environment.ts'
import { realFetch, rows, write } from './fetch-log.ts'
import { clock, done, merchant, newDeps, operatorUnit } from './merchant.ts'
import { newQueue } from './queue.ts'

const kranwerk = merchant('acct_kranwerk')

beforeAll(() => clock.read())

type Sent = { id: string; subject: string; text: string; attachments: { filename: string; size: number }[] }

const mailsTo = async (email: string): Promise<Sent[]> =>
  (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(email)}`)).json()

const fileOf = async ({ id }: Sent): Promise<string> => {
  const file = await realFetch(`${environment.mailbox}/mails/${id}/attachments/0`)
  return createHash('sha256')
    .update(new Uint8Array(await file.arrayBuffer()))
    .digest('hex')
}

/** Sends an invoice to a customer of its own, and does what that orders but for what is left out. */
async function sent(input: InvoiceInput = {}, deps: Deps = newDeps(), without?: 'document') {
  const email = `files-${crypto.randomUUID()}@bau.example`
  const { id: customerId } = await kranwerk.customer({ email })
  const { id: invoiceId } = await kranwerk.draft(customerId, 11900, input)
  const { unit } = kranwerk
  done(await sendInvoice(deps, unit, { invoiceId }))
  const { written } = unit
  await drain(deps, { ...written, followUps: written.followUps.filter(({ kind }) => kind !== without) })
  const [mail] = await mailsTo(email)
  return { email, invoice: await kranwerk.invoice(invoiceId), mail: mail! }
}

async function withSettings<T>(settings: object, act: () => Promise<T>): Promise<T> {
  const set = async (to: object) => done(await updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: to }))
  await set(settings)
  try {
    return await act()
  } finally {
    await set({ attachDocuments: true, mailsCarryLink: true })
  }
}

test("the mail of a receipt carries the receipt, under the merchant's name and its number", async () => {
  const { email, invoice } = await sent()
  const { unit } = kranwerk
  done(await payOutOfBand(newDeps(), unit, { invoiceId: invoice.id }))
  await drain(newDeps(), unit.written)
  const paid = await kranwerk.invoice(invoice.id)
  const receipt = documentOf(paid, 'receipt', paid.payments[0]!.id)!
  const mail = (await mailsTo(email)).find(({ attachments }) => attachments[0]?.filename.includes('-R1'))!
  expect(mail.attachments).toMatchObject([{ filename: `Kranwerk Berlin GmbH ${invoice.number}-R1.pdf` }])
  expect(await fileOf(mail)).toBe(receipt.sha256)
  expect(mail.text).toContain('PDF')
})

test('a mail that finds no document stores it and carries it', async () => {
  const { invoice, mail } = await sent({}, newDeps(), 'document')
  expect(await fileOf(mail)).toBe(documentOf(invoice, 'invoice')!.sha256)
})

test.each([
  [true, null, true],
  [false, null, false],
  [true, false, false],
  [false, true, true],
])('where the account says %s and the invoice %s, the PDF is attached: %s', async (account, own, isAttached) => {
  const { mail } = await withSettings({ attachDocuments: account }, () => sent({ attachDocuments: own }))
  expect(mail.attachments).toHaveLength(isAttached ? 1 : 0)
  expect(mail.text.includes('PDF')).toBe(isAttached)
})

test('an issued and a paid invoice can still be told to send its mails without the PDF', async () => {
  const { email, invoice } = await sent()
  const change = { invoiceId: invoice.id, input: { attachDocuments: false } }
  done(await updateInvoice(newDeps(), kranwerk.unit, change))
  const { unit } = kranwerk
  done(await payOutOfBand(newDeps(), unit, { invoiceId: invoice.id }))
  await drain(newDeps(), unit.written)
  expect((await mailsTo(email)).map(({ attachments }) => attachments.length).sort()).toEqual([0, 1])
  done(await updateInvoice(newDeps(), kranwerk.unit, { ...change, input: { attachDocuments: null } }))
})

/** With a transport that takes hardly any file. */
function narrow(): Deps {
  const deps = newDeps()
  return { ...deps, mailer: { ...deps.mailer, mostFileBytes: 1000 } }
}

test.each([true, false])(
  'a PDF that is too large is linked, where mails carry links (%s) or not',
  async (mailsCarryLink) => {
    const { invoice, mail } = await withSettings({ mailsCarryLink }, () => sent({}, narrow()))
    expect(mail.attachments).toEqual([])
    const links = mail.text.split('\n').filter((line) => line.includes('/i/'))
    expect(links).toHaveLength(mailsCarryLink ? 2 : 1)
    const file = await ask(new URL(links.at(-1)!).pathname)
    expect([file.status, file.headers.get('etag')]).toEqual([200, `"${documentOf(invoice, 'invoice')!.sha256}"`])
    await file.body?.cancel()
  },
)

test('a document that is damaged in the store is a review item, and its mail goes without it', async () => {
  const { email, invoice } = await sent()
  const { sha256 } = documentOf(invoice, 'invoice')!
  await bindings.DOCUMENTS.delete(`${invoice.accountId}/${invoice.id}/${sha256}.pdf`)
  await clock.advance(120_000)
  const { unit } = kranwerk
  done(await sendInvoice(newDeps(), unit, { invoiceId: invoice.id }))
  await drain(newDeps(), unit.written)
  expect((await mailsTo(email)).map(({ attachments }) => attachments.length).sort()).toEqual([0, 1])
  expect(await rows('SELECT kind, subject FROM review_items WHERE invoice_id = ?', invoice.id)).toEqual([
    { kind: 'document_damaged', subject: sha256 },
  ])
})

test('while the store is away a mail waits for its document, and at the last try it goes without', async () => {
  const away = async (): Promise<never> => {
    throw new Error('The store is away.')
  }
  const deps: Deps = { ...newDeps(), documents: { put: away, get: away } }
  const { email, invoice } = await sent({}, deps)
  expect(await mailsTo(email)).toEqual([])
  await write([
    { sql: "UPDATE outbox SET tries = 5, visible_at = 1 WHERE subject_id = ? AND kind = 'mail'", args: [invoice.id] },
  ])
  const queue = newQueue()
  await fanOut(newDeps(queue), newDeps().db)
  const [order] = await rows("SELECT id FROM outbox WHERE subject_id = ? AND kind = 'mail'", invoice.id)
  await followUp(deps, queue.messages.find(({ id }) => id === order!.id)!, nothingWritten())
  const [mail] = await mailsTo(email)
  expect([mail!.attachments, mail!.text.includes('/i/')]).toEqual([[], true])
})
