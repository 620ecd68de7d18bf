import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { revokeLink } from '../../src/actions/links/revoke-link.ts'
import { changeObject } from '../../src/actions/objects/change-object.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import type { ContactInput, ContactRole } from '../../src/core/customers/contacts.ts'
import { ok } from '../../src/core/result.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { environment } from './environment.ts'
import { realFetch, rows, write } from './fetch-log.ts'
import { clock, control, done, merchant, newDeps } from './merchant.ts'
import { newQueue, work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
/** Drawing takes longer than all the rest. */
const withoutPdf = { attachDocuments: false }

const hourMs = 3_600_000
const dayMs = 24 * hourMs

beforeAll(async () => {
  await clock.read()
  await control('DELETE faults')
  await realFetch(`${environment.mailbox}/api/faults`, { method: 'DELETE' })
  for (const table of ['outbox', 'timers', 'provider_events'])
    await write([{ sql: `UPDATE ${table} SET visible_at = NULL`, args: [] }])
})
afterAll(expectTenantPredicates)

let people = 0
/** A customer with an address of its own and contacts with these roles, whose addresses are returned too. */
async function customerWith(...roles: (readonly ContactRole[])[]) {
  const place = `${++people}-${Date.now()}.example`
  const contacts = roles.map((of, i): ContactInput => ({ name: null, email: `contact${i}@${place}`, roles: of }))
  const customer = await kranwerk.customer({ email: `main@${place}`, contacts })
  return { ...customer, main: `main@${place}`, others: contacts.map(({ email }) => email) }
}

type Mail = { readonly subject: string; readonly text: string }
const mailsTo = async (address: string): Promise<Mail[]> =>
  (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)).json()
const counts = (addresses: readonly string[]) =>
  Promise.all(addresses.map(async (address) => (await mailsTo(address)).length))

const linkIn = async (address: string): Promise<string> => {
  const [mail] = (await mailsTo(address)) as (Mail & { id: string })[]
  const whole = JSON.stringify(
    await (await realFetch(`${environment.mailbox}/api/mails/${mail!.id}`)).json().catch(() => mail),
  )
  return /\/i\/([\w.-]+)/.exec(whole)?.[1] ?? ''
}

async function sendNow(invoiceId: string) {
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId }))
  await drain(deps, unit.written)
}

const timeline = async (id: string) =>
  (await rows("SELECT type, data FROM events WHERE object_id = ? AND type LIKE 'mail.%' ORDER BY seq", id)).map(
    ({ type, data }) => {
      const { mail, to, reason } = JSON.parse(String(data))
      return [type, mail, String(to), ...(reason ? [reason] : [])].join(' ')
    },
  )

async function quiet() {
  for (let round = 0; round < 12; round++) {
    const queue = newQueue()
    await fanOut(newDeps(queue), newDeps().db)
    if (queue.messages.length === 0) return
    await work(queue.messages)
  }
  throw new Error('still due')
}

test('an invoice goes to its customer and to each contact for invoices, each with a link of their own', async () => {
  const { id, main, others } = await customerWith(['invoices'], ['receipts'], ['everything'], ['invoices', 'reminders'])
  const invoice = await kranwerk.open(id, 11900, withoutPdf)
  await sendNow(invoice.id)
  expect(await counts([main, ...others])).toEqual([1, 1, 0, 1, 1])
  const links = await rows('SELECT id, recipient FROM links WHERE invoice_id = ? AND recipient IS NOT NULL', invoice.id)
  expect(links.map(({ recipient }) => recipient).sort()).toEqual([others[0], others[2], others[3], main].sort())
  const tokens = await Promise.all([main, others[0]!, others[2]!, others[3]!].map(linkIn))
  expect(tokens.every((token) => token.length > 20)).toBe(true)
  expect(new Set(tokens).size).toBe(4)
  await clock.advance(120_000)
  await sendNow(invoice.id)
  expect(await counts([main, ...others])).toEqual([2, 2, 0, 2, 2])
  expect(await rows('SELECT id FROM links WHERE invoice_id = ?', invoice.id)).toHaveLength(5)
})

test('the link of one contact is revoked alone', async () => {
  const { id, others } = await customerWith(['invoices'], ['invoices'])
  const invoice = await kranwerk.open(id, 11900, withoutPdf)
  await sendNow(invoice.id)
  const [link] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient = ?', invoice.id, others[0]!)
  done(await revokeLink(newDeps(), kranwerk.unit, { invoiceId: invoice.id, linkId: String(link!.id) }))
  const valid = await rows('SELECT recipient FROM links WHERE invoice_id = ? AND revoked_at IS NULL', invoice.id)
  expect(valid.map(({ recipient }) => recipient).sort()).toEqual(
    [null, 'main', others[0], others[1]].map((one) => (one === 'main' ? invoice.buyer.email : one)).sort(),
  )
})

test('a receipt goes to the contacts for receipts', async () => {
  const { id, main, others } = await customerWith(['invoices'], ['receipts'], ['everything'])
  const invoice = await kranwerk.open(id, 11900, withoutPdf)
  const { unit } = kranwerk
  const deps = newDeps()
  done(await payOutOfBand(deps, unit, { invoiceId: invoice.id }))
  await drain(deps, unit.written)
  expect(await counts([main, ...others])).toEqual([1, 0, 1, 1])
  const [receipt] = await mailsTo(others[1]!)
  expect((await mailsTo(main))[0]!.subject).toBe(receipt!.subject)
})

test('a reminder goes to the contacts for reminders, also where the customer has a bounced address', async () => {
  const { id, main, others } = await customerWith(['reminders'], ['invoices'], ['everything'])
  const invoice = await kranwerk.open(id, 11900, { ...withoutPdf, daysUntilDue: 10 })
  await changeObject(newDeps(), kranwerk.unit, 'customer', id, () =>
    ok([{ type: 'customer.address_refused', address: main }]),
  )
  // To the late morning in Hamburg, eight days on.
  await clock.advance(8 * dayMs + ((34 * hourMs - (clock.now() % dayMs)) % dayMs))
  await write([{ sql: 'UPDATE timers SET visible_at = due_at WHERE subject_id = ?', args: [invoice.id] }])
  await quiet()
  expect(await counts([main, ...others])).toEqual([0, 1, 0, 1])
  expect(await timeline(invoice.id)).toEqual([
    `mail.skipped reminder ${main} address_refused`,
    `mail.sent reminder ${others[0]}`,
    `mail.sent reminder ${others[2]}`,
  ])
})

test('who is no contact any more when the mail is due gets none, and a void invoice goes to nobody', async () => {
  const { id, main, others } = await customerWith(['invoices'], ['invoices'])
  const invoice = await kranwerk.open(id)
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId: invoice.id }))
  const removed = updateCustomer(newDeps(), kranwerk.unit, {
    customerId: id,
    input: { contacts: [{ name: null, email: others[1]!, roles: ['invoices'] }] },
  })
  done(await removed)
  await drain(deps, unit.written)
  expect(await counts([main, ...others])).toEqual([1, 0, 1])
  expect(await timeline(invoice.id)).toContain('mail.skipped invoice null contact_removed')
  await clock.advance(120_000)
  await sendNow(invoice.id)
  expect(await counts([main, ...others])).toEqual([2, 0, 2])
  const { unit: late } = kranwerk
  const slow = newDeps()
  await clock.advance(120_000)
  done(await sendInvoice(slow, late, { invoiceId: invoice.id }))
  await clock.advance(60_000)
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id }))
  await drain(slow, late.written)
  expect(await counts([main, ...others])).toEqual([2, 0, 2])
  expect((await timeline(invoice.id)).at(-1)).toBe(`mail.skipped invoice ${main} void`)
})

test('a failed charge is told to the contacts who get everything', async () => {
  const { id } = await kranwerk.customerWithCard('pm_card_chargeCustomerFail')
  const [everything, invoices] = [`all-${id}@contacts.example`, `bills-${id}@contacts.example`]
  const contacts: ContactInput[] = [
    { name: 'All', email: everything, roles: ['everything'] },
    { name: 'Bills', email: invoices, roles: ['invoices', 'receipts', 'reminders'] },
  ]
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: id, input: { contacts } }))
  const invoice = await kranwerk.open(id, 11900, { ...withoutPdf, collectionMethod: 'charge_automatically' })
  const { unit } = kranwerk
  const deps = newDeps()
  await chargeInvoice(deps, unit, { invoiceId: invoice.id, methodId: null })
  await drain(deps, unit.written)
  expect(await counts([everything, invoices])).toEqual([1, 0])
})
