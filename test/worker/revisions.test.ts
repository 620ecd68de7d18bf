import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { deleteInvoiceItem } from '../../src/actions/invoice-items/delete-invoice-item.ts'
import { createRevision } from '../../src/actions/invoices/create-revision.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { refreshPayment } from '../../src/actions/payments/refresh-payment.ts'
import type { InvoiceInput } from '../../src/core/invoices/content.ts'
import type { Invoice, IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { linksOf, revoked } from '../../src/db/repositories/links.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { ask } from './environment.ts'
import { intercepting, isWrite, rows } from './fetch-log.ts'
import { clock, code, control, done, linkUnit, merchant, newDeps, payAtCheckout } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')

beforeAll(() => clock.read())
beforeEach(() => control('DELETE faults'))
afterAll(expectTenantPredicates)

const revise = (original: { readonly id: string }, input: InvoiceInput = {}) => {
  const deps = newDeps()
  return createRevision(deps, kranwerk.unit, {
    id: deps.newId('invoice'),
    originalId: original.id,
    customerId: undefined,
    currency: undefined,
    input,
  })
}
const finalize = ({ id }: Invoice) => finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: id })
const byHand = ({ id }: Invoice, partMinor?: number) =>
  payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: id, ...(partMinor && { partMinor }) })

/** What the ledger says the customer owes, and what was earned from them. */
async function booksOf(customerId: string): Promise<Record<string, number>> {
  const found = (await rows(
    `SELECT ledger_account, sum(amount_minor) AS n FROM ledger_postings p JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id WHERE t.customer_id = '${customerId}' GROUP BY 1`,
  )) as { ledger_account: string; n: number }[]
  return Object.fromEntries(found.map((row) => [row.ledger_account, Number(row.n)]))
}

const receivedMinor = ({ payments }: IssuedInvoice) => payments.reduce((sum, payment) => sum + payment.receivedMinor, 0)

test('a revision has the original’s content, and the customer’s details of today', async () => {
  const customer = await kranwerk.customer()
  const original = await kranwerk.open(customer.id, 11900, {
    memo: 'Logo',
    purchaseOrder: 'PO-7',
    metadata: new Map([['a', '1']]),
  })
  const address = { line1: 'Neue Str. 1', line2: null, city: 'Bonn', state: null, postalCode: '53111', country: 'DE' }
  done(
    await updateCustomer(newDeps(), kranwerk.unit, {
      customerId: customer.id,
      input: { name: 'Wieland GmbH', address },
    }),
  )
  const revision = done(await finalize(done(await revise(original)))) as IssuedInvoice
  expect(revision).toMatchObject({
    status: 'open',
    memo: 'Logo',
    purchaseOrder: 'PO-7',
    metadata: { a: '1' },
    totals: { totalMinor: 11900 },
    buyer: { name: 'Wieland GmbH', address: { city: 'Bonn' } },
    revisionOf: { id: original.id, number: original.number },
  })
  expect(revision.number).not.toBe(original.number)
  expect(revision.lines.map(({ id }) => id)).not.toEqual(original.lines.map(({ id }) => id))
  const replaced = await kranwerk.invoice(original.id)
  expect(replaced).toMatchObject({
    status: 'void',
    number: original.number,
    buyer: { name: 'Jonas Wieland Bau' },
    replacedBy: { id: revision.id, number: revision.number },
  })
  expect(await booksOf(customer.id)).toMatchObject({ receivable: 11900, revenue: -11900 })
})

test('an invoice with money received or on its way is not revised, and neither is one that is closed', async () => {
  const customer = await kranwerk.customer()
  const open = () => kranwerk.open(customer.id)
  const [partPaid, paid, replaced] = [await open(), await open(), await open()]
  done(await byHand(partPaid, 100))
  done(await byHand(paid))
  done(await finalize(done(await revise(replaced))))
  expect(code(await revise(partPaid))).toBe('invoice_paid_not_voidable')
  expect(code(await revise(paid))).toBe('invoice_not_open')
  expect(code(await revise(replaced))).toBe('invoice_not_open')
  expect(code(await revise(await kranwerk.draft(customer.id)))).toBe('invoice_not_open')
})

test('the credit that had paid a part of the original pays the same part of its revision', async () => {
  const customer = await kranwerk.customer()
  await kranwerk.open(customer.id, -3000)
  const original = await kranwerk.open(customer.id, 5000)
  const revision = done(await finalize(done(await revise(original)))) as IssuedInvoice
  expect(original.creditAppliedMinor).toBe(3000)
  expect(revision.creditAppliedMinor).toBe(3000)
  expect(await booksOf(customer.id)).toMatchObject({ receivable: 2000, customer_credit: 0, revenue: -2000 })
})

test('of two revisions of one invoice one is issued', async () => {
  const customer = await kranwerk.customer()
  const original = await kranwerk.open(customer.id)
  const drafts = [done(await revise(original)), done(await revise(original))]
  const outcomes = (await Promise.all(drafts.map(finalize))).map(code).sort()
  expect(outcomes).toEqual(['invoice_not_open', 'ok'])
  expect((await booksOf(customer.id)).receivable).toBe(11900)
})

test('a checkout that is open for the original is ended before its revision is issued', async () => {
  const customer = await kranwerk.customer()
  const original = await kranwerk.open(customer.id)
  const { payment } = done(await kranwerk.pay(original))
  done(await finalize(done(await revise(original))))
  expect(await kranwerk.invoice(original.id)).toMatchObject({ status: 'void', payments: [{ status: 'canceled' }] })
  await payAtCheckout(payment.url!)
  expect((await booksOf(customer.id)).receivable).toBe(11900)
})

test('a revision that cannot be issued leaves its original’s checkout open', async () => {
  const customer = await kranwerk.customer()
  const original = await kranwerk.open(customer.id)
  const { payment } = done(await kranwerk.pay(original))
  const number = `KW-${Date.now()}`
  const [numbered, empty] = [done(await revise(original, { numberOverride: number })), done(await revise(original))]
  await kranwerk.open(customer.id, 500, { numberOverride: number })
  for (const { itemId } of empty.lines) done(await deleteInvoiceItem(newDeps(), kranwerk.unit, { itemId: itemId! }))
  expect(code(await finalize(numbered))).toBe('invoice_number_taken')
  expect(code(await finalize(empty))).toBe('invoice_no_customer_line_items')
  expect(await kranwerk.invoice(original.id)).toMatchObject({ status: 'open', payments: [{ status: 'open' }] })
  expect(await payAtCheckout(payment.url!)).toBe(303)
})

test('a payment that starts between load and commit of the revision is seen, and nothing is issued over it', async () => {
  const customer = await kranwerk.customerWithCard()
  const original = await kranwerk.open(customer.id)
  const revision = done(await revise(original))
  let isRaced = false
  const outcome = await intercepting(
    async (call, go) => {
      if (isRaced || !isWrite(call)) return go()
      isRaced = true
      done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: original.id, methodId: null }))
      return go()
    },
    () => finalize(revision),
  )
  expect(isRaced).toBe(true)
  expect(code(outcome)).toBe('invoice_not_open')
  expect(await kranwerk.invoice(original.id)).toMatchObject({ status: 'paid' })
  expect(await kranwerk.invoice(revision.id)).toMatchObject({ status: 'draft' })
  expect((await booksOf(customer.id)).receivable).toBe(0)
})

test('when payments and the revision race, the original is either paid or replaced, and all money is booked', async () => {
  const counts = { races: 0, paid: 0, replaced: 0 }
  for (let race = 0; race < rounds(3, 40); race++) {
    const customer = await kranwerk.customerWithCard()
    const original = await kranwerk.open(customer.id)
    const revision = done(await revise(original))
    await Promise.all([
      finalize(revision),
      kranwerk.pay(original, customer.methods[0]!.id),
      chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: original.id, methodId: null }),
      byHand(original),
      sendInvoice(newDeps(), kranwerk.unit, { invoiceId: revision.id }),
    ])
    for (const { id } of (await kranwerk.invoice(original.id)).payments)
      await refreshPayment(newDeps(), linkUnit(kranwerk.id, original.id), { invoiceId: original.id, paymentId: id })
    const [first, second] = [await kranwerk.invoice(original.id), await kranwerk.invoice(revision.id)]
    counts.races++
    counts[first.status === 'paid' ? 'paid' : 'replaced']++
    expect([first.status, second.status]).toEqual(first.status === 'paid' ? ['paid', 'draft'] : ['void', 'open'])
    const { receivable = 0, cash_provider = 0, cash_bank = 0 } = await booksOf(customer.id)
    expect(receivable).toBe(first.status === 'paid' ? 0 : 11900)
    expect(cash_provider + cash_bank).toBe(receivedMinor(first))
  }
  tally('races of payments and a revision', counts)
})

const textOf = (html: string) =>
  html
    .replace(/<(style|script)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

/** The link of the customer's mails to an invoice. */
async function customersLink(invoiceId: string) {
  const { db, linkKeys } = newDeps()
  const link = (await linksOf(db, kranwerk.id, invoiceId)).find(({ recipient }) => recipient !== null)!
  const token = await signLink(linkKeys, { accountId: kranwerk.id, invoiceId, linkId: link.id }, clock.now() + 8.64e7)
  return { ...link, path: `/i/${token}` }
}

const see = (path: string) => ask(path, { headers: { 'accept-language': 'en' }, redirect: 'manual' })

/** Follows a page's redirects; each is to a page of an invoice. */
async function follow(path: string): Promise<{ path: string; html: string }> {
  const response = await see(path)
  if (response.status === 200) return { path, html: await response.text() }
  expect(response.status).toBe(303)
  return follow(response.headers.get('location')!)
}

const revised = async (original: { readonly id: string }) =>
  done(await finalize(done(await revise(original)))) as IssuedInvoice

test('an old link opens the newest version, which leads back to each older one as it was issued', async () => {
  const customer = await kranwerk.customer()
  const { unit } = kranwerk
  const { id: invoiceId } = await kranwerk.draft(customer.id)
  const first = done(await finalizeInvoice(newDeps(), unit, { invoiceId }))
  await drain(newDeps(), unit.written)
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: customer.id, input: { name: 'Wieland GmbH' } }))
  const second = await revised(first)
  const third = await revised(second)
  const newest = await follow((await customersLink(first.id)).path)
  expect(textOf(newest.html)).toMatch(`Invoice ${third.number} This replaces invoice ${second.number}`)
  expect(textOf(newest.html)).not.toContain('What changed')

  const older = /href="([^"]*version=this)"/
  const middle = await follow(older.exec(newest.html)![1]!)
  expect(textOf(middle.html)).toContain(`Invoice ${third.number} has replaced this one`)
  expect(textOf(middle.html)).toContain('What changed: Your details')
  expect(middle.html).not.toContain('name="method"')
  const oldest = await follow(older.exec(middle.html)![1]!)
  expect(textOf(oldest.html)).toContain('Jonas Wieland Bau')
  const pdf = /href="([^"]*invoice\.pdf)"/.exec(oldest.html)![1]!
  expect((await see(pdf)).headers.get('content-type')).toBe('application/pdf')
  const again = /<a class="button" href="([^"]*)"/.exec(oldest.html)![1]!
  expect(textOf((await follow(again)).html)).toContain(`This replaces invoice ${second.number}`)
})

test('a link that leads on is valid no longer than the old one, and a revoked link leads nowhere', async () => {
  const customer = await kranwerk.customer()
  const original = await kranwerk.open(customer.id)
  const revision = await revised(original)
  const { id, path } = await customersLink(original.id)
  const location = (await see(path)).headers.get('location')!
  const expiryOf = (link: string) => JSON.parse(atob(link.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))).exp
  expect(expiryOf(location)).toBe(expiryOf(path))
  await revoked(newDeps().db, kranwerk.id, id, clock.now())
  expect((await see(path)).status).toBe(404)
  // Without a link of the original, its revision names it and does not lead there.
  const { html } = await follow((await customersLink(revision.id)).path)
  expect(textOf(html)).toContain(`This replaces invoice ${original.number}`)
})

test('nobody pays the original from a page that was open before', async () => {
  const original = await kranwerk.open((await kranwerk.customer()).id)
  const { path } = await customersLink(original.id)
  const revision = await revised(original)
  const body = new URLSearchParams({ amount: '11900', method: 'checkout' })
  const headers = { origin: 'http://127.0.0.1:8787', 'accept-language': 'en' }
  const answer = await ask(`${path}/payments`, { method: 'POST', body, headers, redirect: 'manual' })
  expect(answer.status).toBe(409)
  expect(textOf(await answer.text())).toContain(`Invoice ${revision.number} has replaced this one`)
  expect((await kranwerk.invoice(original.id)).payments).toEqual([])
})
