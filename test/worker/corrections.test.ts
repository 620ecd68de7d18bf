import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { correctInvoice } from '../../src/actions/invoices/correct-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { scopesOf } from '../../src/core/access/caller.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import type { CustomerInput } from '../../src/core/customers/details.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { paths } from '../../src/paths.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { ask, environment } from './environment.ts'
import { intercepting, isWrite, realFetch, rows } from './fetch-log.ts'
import { clock, code, control, done, merchant, newDeps, operatorUnit, payAtCheckout } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')

const settings = (correctsDetailsAtOnce: boolean) =>
  updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: { correctsDetailsAtOnce } })

beforeAll(() => clock.read())
beforeEach(async () => {
  await control('DELETE faults')
  done(await settings(true))
})
afterAll(async () => {
  done(await settings(false))
  expectTenantPredicates()
})

const address = { line1: 'Torstraße 12', line2: null, city: 'Berlin', state: null, postalCode: '10119', country: 'DE' }
let people = 0

const change = async (customerId: string, input: CustomerInput): Promise<Customer> =>
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId, input }))

/** An open invoice of somebody who has moved since. */
async function outdated(amountMinor = 11900) {
  const email = `corrected${++people}-${Date.now()}@bau.example`
  const { id } = await kranwerk.customerWithCard('pm_card_visa', { email, address })
  const invoice = await kranwerk.open(id, amountMinor)
  return {
    email,
    invoice,
    customer: await change(id, { name: 'Wieland GmbH', address: { ...address, line1: 'Neue 1' } }),
  }
}

const visitor = (customerId: string) =>
  unitOfWork({
    accountId: kranwerk.id,
    actor: { kind: 'portal', id: 'pses_story' },
    scopes: scopesOf.portal,
    reach: { kind: 'customer', customerId },
  })

const correct = ({ id, version }: Customer, { id: invoiceId }: IssuedInvoice, unit = visitor(id)) =>
  correctInvoice(newDeps(), unit, { invoiceId, customerVersion: version })

/** The customer's browser, signed in. */
async function browserOf(customerId: string) {
  const deps = newDeps()
  const id = deps.newId('portalSession')
  done(await createSession(deps, kranwerk.unit, { id, customerId, returnUrl: null, locale: 'en', flow: null }))
  const entry = paths.portalEntry(kranwerk.id, await linkSecretOf(deps.linkKeys, kranwerk.id, id))
  const cookie = (await ask(entry, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0]!
  const page = paths.portalCorrection(kranwerk.id)
  return {
    see: async (path: string) => textOf(await (await ask(path, { headers: { cookie } })).text()),
    shown: async (invoiceId: string) => {
      const html = await (await ask(`${page}?invoice=${invoiceId}`, { headers: { cookie } })).text()
      const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      return { text: textOf(html), form: Object.fromEntries(hidden.map(([, name, value]) => [name, value])) }
    },
    confirm: (fields: Record<string, string>) =>
      ask(page, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields).toString(),
      }),
  }
}

const textOf = (html: string) =>
  html
    .replace(/<(style|script)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

const revisionsOf = async (originalId: string) =>
  (await rows("SELECT id, status FROM invoices WHERE json_extract(state, '$.revisionOf.id') = ?", originalId)) as {
    id: string
    status: string
  }[]

test('a customer sees what would change, confirms it, and gets the corrected invoice at once', async () => {
  const { invoice, customer } = await outdated()
  const browser = await browserOf(customer.id)
  expect(await browser.see(paths.portalDetails(kranwerk.id))).toContain(
    `open invoice. You can have it corrected: ${invoice.number}`,
  )
  const { text, form } = await browser.shown(invoice.id)
  expect(text).toContain('Name Jonas Wieland Bau Wieland GmbH')
  expect(text).toMatch(/Torstraße 12 .* Neue 1 /)
  const answers = [await browser.confirm(form), await browser.confirm(form)]
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  const [revision, ...others] = await revisionsOf(invoice.id)
  expect(others).toEqual([])
  const issued = await kranwerk.invoice(revision!.id)
  expect(issued).toMatchObject({
    status: 'open',
    buyer: { name: 'Wieland GmbH', address: { line1: 'Neue 1' } },
    totals: { totalMinor: 11900, taxMinor: invoice.totals.taxMinor },
    dueOn: invoice.dueOn,
    sentAt: expect.any(Number),
  })
  const after = await browser.shown(invoice.id)
  expect(after.text).toContain(`This invoice has been replaced. Open invoice ${issued.number}`)
  const list = paths.portalInvoices(kranwerk.id)
  expect(await browser.see(list)).toContain(`${invoice.number} Replaced by ${issued.number}`)
  expect(await browser.see(`${list}?state=void`)).not.toContain(invoice.number)
  const items = 'SELECT count(*) AS n FROM invoice_items WHERE invoice_id = ?'
  expect(await rows(items, issued.id)).toEqual([{ n: issued.lines.length }])
})

test('the mail of a corrected invoice names the one that it replaces, first of all', async () => {
  const { invoice, customer, email } = await outdated()
  const unit = visitor(customer.id)
  const revision = done(await correct(customer, invoice, unit)) as IssuedInvoice
  await drain(newDeps(), unit.written)
  const found = await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(email)}`)
  const [mail] = (await found.json()) as { subject: string; text: string }[]
  expect(mail!.subject).toContain(`Rechnung ${revision.number} (ersetzt die Rechnung ${invoice.number})`)
  expect(mail!.text).toContain(`Die Rechnung ${revision.number} ersetzt die Rechnung ${invoice.number}`)
})

test('of presses at the same time one makes the revision', async () => {
  const { invoice, customer } = await outdated()
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => correct(customer, invoice)))
  expect(outcomes.map(code).sort()).toEqual(['conflict', 'conflict', 'conflict', 'ok'])
  expect(await revisionsOf(invoice.id)).toHaveLength(1)
})

test('details that changed after they were shown are shown again before anything is issued', async () => {
  const { invoice, customer } = await outdated()
  const browser = await browserOf(customer.id)
  const { form } = await browser.shown(invoice.id)
  await change(customer.id, { name: 'Wieland & Co.' })
  const answer = await browser.confirm(form)
  expect([answer.status, textOf(await answer.text())]).toEqual([
    409,
    expect.stringMatching(/Something has changed meanwhile.*Wieland &amp; Co\./),
  ])
  expect(await revisionsOf(invoice.id)).toEqual([])
})

test('where it is not to be had at once, the merchant gets a message with the old and the new details, once', async () => {
  done(await settings(false))
  const { invoice, customer } = await outdated()
  const browser = await browserOf(customer.id)
  const { text, form } = await browser.shown(invoice.id)
  expect(text).toContain('Ask for a corrected invoice')
  for (const _ of [1, 2]) expect((await browser.confirm(form)).headers.get('location')).toContain('after=sent')
  const { messages = [], status } = await kranwerk.invoice(invoice.id)
  expect([messages.length, messages[0]!.kind, status]).toEqual([1, 'problem', 'open'])
  expect(messages[0]!.text).toMatch(
    /Auf der Rechnung:\nName: Jonas Wieland Bau\n.*Torstraße 12.*\n\nHeute:\nName: Wieland GmbH\n.*Neue 1/,
  )
  expect(await revisionsOf(invoice.id)).toEqual([])
})

test('a paid invoice is asked about, and one with money on its way is not corrected; each says why', async () => {
  const [paid, part] = [await outdated(), await outdated()]
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: paid.invoice.id }))
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: part.invoice.id, partMinor: 100 }))
  const browser = await browserOf(part.customer.id)
  const shown = await browser.shown(part.invoice.id)
  expect(shown.text).toContain('A part of this invoice is paid already')
  expect(shown.form).toEqual({})
  const forced = { invoice: part.invoice.id, version: String(part.customer.version) }
  for (const kind of ['at_once', 'asked', 'none']) expect((await browser.confirm({ ...forced, kind })).status).toBe(409)
  expect((await kranwerk.invoice(part.invoice.id)).messages).toBeUndefined()
  const other = await browserOf(paid.customer.id)
  const { text, form } = await other.shown(paid.invoice.id)
  expect(text).toContain('This invoice is paid, so Kranwerk')
  expect((await other.confirm(form)).status).toBe(303)
  expect((await kranwerk.invoice(paid.invoice.id)).messages).toHaveLength(1)
  // Another customer's is none.
  expect((await other.confirm({ ...form, invoice: part.invoice.id })).status).toBe(404)
})

test('a payment that is made between load and commit wins, and is told', async () => {
  const { invoice, customer } = await outdated()
  const browser = await browserOf(customer.id)
  const { form } = await browser.shown(invoice.id)
  let isRaced = false
  const answer = await intercepting(
    async (call, go) => {
      if (isRaced || !isWrite(call) || !call.body?.includes('invoice.voided')) return go()
      isRaced = true
      done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id, methodId: null }))
      return go()
    },
    () => browser.confirm(form),
  )
  expect([isRaced, answer.status]).toEqual([true, 409])
  expect(textOf(await answer.text())).toMatch(/Something has changed meanwhile.*This invoice is paid/)
  expect(await revisionsOf(invoice.id)).toEqual([])
})

test('when presses and payments race, the original is either paid or replaced by one', async () => {
  const counts = { races: 0, paid: 0, replaced: 0 }
  for (let race = 0; race < rounds(2, 40); race++) {
    const { invoice, customer } = await outdated()
    const open = done(await kranwerk.pay(invoice))
    await Promise.all([
      correct(customer, invoice),
      correct(customer, invoice),
      ...(race % 2 === 0 ? [payAtCheckout(open.payment.url!)] : []),
      payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: invoice.id }),
    ])
    const [first, revisions] = [await kranwerk.invoice(invoice.id), await revisionsOf(invoice.id)]
    counts.races++
    const isReplaced = first.status === 'void'
    counts[isReplaced ? 'replaced' : 'paid']++
    expect(revisions.map(({ status }) => status)).toEqual(isReplaced ? ['open'] : [])
  }
  tally('races of payments and corrections', counts)
})

test('the credit that had paid a part of the original pays the same part of the corrected invoice', async () => {
  const email = `credit-${Date.now()}@bau.example`
  const { id } = await kranwerk.customer({ email, address })
  await kranwerk.open(id, -3000)
  const invoice = await kranwerk.open(id, 5000)
  const customer = await change(id, { name: 'Wieland GmbH' })
  const revision = done(await correct(customer, invoice)) as IssuedInvoice
  expect([invoice.creditAppliedMinor, revision.creditAppliedMinor]).toEqual([3000, 3000])
  expect((await customersOf(newDeps().db, kranwerk.id).find(id))!.balances).toEqual({ eur: 0 })
})

test('a customer corrects ten invoices a day', async () => {
  let { invoice, customer } = await outdated()
  const outcomes: string[] = []
  for (let nth = 0; nth < 11; nth++) {
    customer = await change(customer.id, { name: `Wieland ${nth}` })
    const result = await correct(customer, invoice)
    outcomes.push(code(result))
    if (result.ok) invoice = result.value as IssuedInvoice
  }
  expect(outcomes).toEqual([...Array(10).fill('ok'), 'rate_limit'])
  expect(invoice.status).toBe('open')
})
