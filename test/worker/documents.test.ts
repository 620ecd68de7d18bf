import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { asIssued, documentOf } from '../../src/core/documents/document.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { linksOf } from '../../src/db/repositories/links.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import type { Deps } from '../../src/deps.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { ask, bindings, environment } from './environment.ts'
import { realFetch, rows } from './fetch-log.ts'
import { clock, control, done, merchant, newDeps, operatorUnit, postedWebhooks, worker } from './merchant.ts'
import { newQueue, work } from './queue.ts'

const kranwerk = merchant('acct_kranwerk')
const harborpine = merchant('acct_harborpine')
const { DOCUMENTS: bucket } = bindings

beforeAll(() => clock.read())

/** Finalizes a draft, and does what that orders. */
async function issue(who = kranwerk, deps: Deps = newDeps()): Promise<IssuedInvoice> {
  const { id: customerId } = await who.customer()
  const { id: invoiceId } = await who.draft(customerId)
  const { unit } = who
  done(await finalizeInvoice(deps, unit, { invoiceId }))
  await drain(deps, unit.written)
  return who.invoice(invoiceId)
}

const keyOf = ({ accountId, id }: IssuedInvoice, sha256: string) => `${accountId}/${id}/${sha256}.pdf`

/** The path of an invoice's page by a link of it. */
async function pathOf(invoice: IssuedInvoice): Promise<string> {
  const { db, linkKeys } = newDeps()
  const { accountId, id: invoiceId } = invoice
  const [link] = await linksOf(db, accountId, invoiceId)
  return `/i/${await signLink(linkKeys, { accountId, invoiceId, linkId: link!.id }, clock.now() + 86_400_000)}`
}

const reviewItems = (invoice: IssuedInvoice) =>
  rows('SELECT kind, subject FROM review_items WHERE invoice_id = ?', invoice.id)

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('an issued invoice has its PDF in the store, under the hash in its history', async () => {
  const invoice = await issue()
  const document = documentOf(invoice, 'invoice')!
  const stored = await bucket.get(keyOf(invoice, document.sha256))
  const bytes = new Uint8Array(await stored!.arrayBuffer())
  expect(new TextDecoder().decode(bytes.slice(0, 8))).toBe('%PDF-1.7')
  expect([hashOf(bytes), bytes.length]).toEqual([document.sha256, document.bytes])
  expect(document).toMatchObject({ number: invoice.number, ofPayment: null })
})

test('the document is served whole, in part, or not again to whoever has it', async () => {
  const invoice = await issue()
  const { sha256, bytes, number } = documentOf(invoice, 'invoice')!
  const path = `${await pathOf(invoice)}/invoice.pdf`
  const whole = await ask(path)
  const body = new Uint8Array(await whole.arrayBuffer())
  expect([whole.status, hashOf(body)]).toEqual([200, sha256])
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="Kranwerk Berlin GmbH ${number}.pdf"; filename*=UTF-8''Kranwerk%20Berlin%20GmbH%20${number}.pdf`,
    'content-length': String(bytes),
    'cache-control': 'no-store',
    etag: `"${sha256}"`,
  })
  const part = async (range: string, more = {}) => {
    const response = await ask(path, { headers: { range, ...more } })
    return [response.status, response.headers.get('content-range'), (await response.arrayBuffer()).byteLength]
  }
  expect(await part('bytes=10-19')).toEqual([206, `bytes 10-19/${bytes}`, 10])
  expect(await part('bytes=-6')).toEqual([206, `bytes ${bytes - 6}-${bytes - 1}/${bytes}`, 6])
  expect(await part(`bytes=${bytes - 5}-`)).toEqual([206, `bytes ${bytes - 5}-${bytes - 1}/${bytes}`, 5])
  expect(await part(`bytes=${bytes}-`)).toEqual([416, `bytes */${bytes}`, 0])
  expect(await part('bytes=0-9', { 'if-range': '"other"' })).toEqual([200, null, bytes])
  for (const unread of ['bytes=9-3', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,4-5'])
    expect(await part(unread)).toEqual([200, null, bytes])
  const known = await ask(path, { headers: { 'if-none-match': `"${sha256}"` } })
  expect([known.status, await known.text()]).toEqual([304, ''])
})

test('the PDF of a merchant whose mails carry no link has none either', async () => {
  const set = (mailsCarryLink: boolean) =>
    updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: { mailsCarryLink } })
  const withLink: boolean[] = []
  const deps = newDeps()
  const noting: Deps = {
    ...deps,
    drawPdf: (printed, ...how) => {
      withLink.push(printed.payOnline !== null)
      return deps.drawPdf(printed, ...how)
    },
  }
  await issue(kranwerk, noting)
  done(await set(false))
  try {
    await issue(kranwerk, noting)
  } finally {
    done(await set(true))
  }
  expect(withLink).toEqual([true, false])
})

test('a link that is refused leads to no document, and a document has no other address', async () => {
  const invoice = await issue()
  const path = await pathOf(invoice)
  const missing = `${path.slice(0, -4)}AAAA/invoice.pdf`
  const none = `${path}/payments/inpay_none/receipt.pdf`
  for (const wrong of [missing, none, `/${keyOf(invoice, documentOf(invoice, 'invoice')!.sha256)}`])
    expect((await ask(wrong)).status, wrong).toBe(404)
})

test('a payment has a receipt, and a refund makes a newer one under the same number', async () => {
  const customerId = (await kranwerk.customerWithCard()).id
  const { id: invoiceId } = await kranwerk.open(customerId)
  const { unit } = kranwerk
  done(await chargeInvoice(newDeps(), unit, { invoiceId, methodId: null }))
  await drain(newDeps(), unit.written)
  const paid = await kranwerk.invoice(invoiceId)
  const [payment] = paid.payments
  const first = documentOf(paid, 'receipt', payment!.id)!
  expect([first.number, payment!.receiptNumber]).toEqual([`${paid.number}-R1`, `${paid.number}-R1`])
  await postedWebhooks()
  await control(`POST payments/${payment!.providerPaymentId}/refund`, { amount: 300 })
  for (const { body } of await postedWebhooks()) {
    const { id, type, ...payload } = JSON.parse(body)
    await providerEventsOf(newDeps().db, kranwerk.id, 'stripe').keep({ id, type, payload }, clock.now())
    const refund = worker(kranwerk.id)
    await applyProviderEvent(newDeps(), refund, { provider: 'stripe', eventId: id })
    await drain(newDeps(), refund.written)
  }
  const refunded = await kranwerk.invoice(invoiceId)
  const newest = documentOf(refunded, 'receipt', payment!.id)!
  expect([newest.number, newest.sha256 === first.sha256]).toEqual([first.number, false])
  const served = await ask(`${await pathOf(refunded)}/payments/${payment!.id}/receipt.pdf`)
  expect([served.status, hashOf(new Uint8Array(await served.arrayBuffer()))]).toEqual([200, newest.sha256])
})

test('new colours and a new name leave the document as it was', async () => {
  const invoice = await issue()
  const rename = (name: string) => updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: { name } })
  done(await rename('Kranwerk Potsdam GmbH'))
  try {
    const { unit } = kranwerk
    await drain(newDeps(), unit.written)
    done(await sendInvoice(newDeps(), unit, { invoiceId: invoice.id }))
    await drain(newDeps(), unit.written)
    const after = await kranwerk.invoice(invoice.id)
    expect(after.documents).toEqual(invoice.documents)
  } finally {
    done(await rename('Kranwerk Berlin GmbH'))
  }
})

test('a mail carries the stored bytes', async () => {
  const email = `files-${Date.now()}@bau.example`
  const { id: customerId } = await kranwerk.customer({ email })
  const { id: invoiceId } = await kranwerk.draft(customerId)
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId }))
  await drain(deps, unit.written)
  const { sha256, number } = documentOf(await kranwerk.invoice(invoiceId), 'invoice')!
  const mails = await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(email)}`)
  const [mail] = (await mails.json()) as { id: string; attachments: { filename: string }[] }[]
  expect(mail!.attachments).toMatchObject([{ filename: `Kranwerk Berlin GmbH ${number}.pdf` }])
  const file = await realFetch(`${environment.mailbox}/mails/${mail!.id}/attachments/0`)
  expect(hashOf(new Uint8Array(await file.arrayBuffer()))).toBe(sha256)
})

test('a store that is away delays the document, which is drawn later as it was issued', async () => {
  const away: Deps = { ...newDeps(), documents: { put: refuse, get: refuse } }
  const invoice = await issue(kranwerk, away)
  expect(invoice.documents).toEqual([])
  expect((await ask(`${await pathOf(invoice)}/invoice.pdf`)).status).toBe(503)
  done(await kranwerk.pay(invoice))
  const [order] = await rows(
    "SELECT id, tries, done_at FROM outbox WHERE subject_id = ? AND kind = 'document'",
    invoice.id,
  )
  expect(order).toMatchObject({ tries: 1, done_at: null })
  await clock.advance(3_600_000)
  const queue = newQueue()
  await fanOut(newDeps(queue), newDeps().db)
  await work(queue.messages.filter(({ id }) => id === order!.id))
  const { bytes } = documentOf(await kranwerk.invoice(invoice.id), 'invoice')!
  expect((await ask(`${await pathOf(invoice)}/invoice.pdf`)).headers.get('content-length')).toBe(String(bytes))
})

test('a stored document is asked for while the store is away: the answer says to come back, and nothing is lost', async () => {
  const invoice = await issue()
  const path = `${await pathOf(invoice)}/invoice.pdf`
  const away = await ask(path, {}, { DOCUMENTS: { get: refuse } as never })
  expect([away.status, away.headers.get('retry-after'), away.headers.get('etag')]).toEqual([503, '60', null])
  expect(await away.text()).toContain('Try again')
  expect([(await ask(path)).status, await reviewItems(invoice)]).toEqual([200, []])
})

const refuse = async (): Promise<never> => {
  throw new Error('The store is away.')
}

test.each(['missing', 'damaged'])('a %s document is a review item, once, and is not drawn again', async (how) => {
  const invoice = await issue(harborpine)
  const { sha256 } = documentOf(invoice, 'invoice')!
  if (how === 'missing') await bucket.delete(keyOf(invoice, sha256))
  else await bucket.put(keyOf(invoice, sha256), 'something else')
  const path = `${await pathOf(invoice)}/invoice.pdf`
  for (let time = 0; time < 3; time++) expect((await ask(path)).status).toBe(503)
  await expect.poll(() => reviewItems(invoice)).toEqual([{ kind: 'document_damaged', subject: sha256 }])
  expect((await harborpine.invoice(invoice.id)).documents).toEqual(invoice.documents)
})

test('the document of a paid invoice that is drawn late asks for what was due', async () => {
  const invoice = await issue()
  const paid = { ...invoice, payments: [], status: 'paid', paidAt: clock.now() } as IssuedInvoice
  expect(asIssued(paid)).toMatchObject({ status: 'open', payments: [] })
})
