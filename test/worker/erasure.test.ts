import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseCustomer } from '../../src/actions/customers/erase-customer.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { deleteObject } from '../../src/actions/objects/delete-object.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { requestDeploymentSignIn } from '../../src/actions/portal/request-deployment-sign-in.ts'
import { requestSignIn } from '../../src/actions/portal/request-sign-in.ts'
import { aggregateOf, readEvent } from '../../src/core/aggregates.ts'
import { isIssued } from '../../src/core/invoices/invoice.ts'
import type { StoredInvoice } from '../../src/core/invoices/stored-invoice.ts'
import { defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import { replay } from '../../src/core/recorded.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import { deploymentSignInsOf } from '../../src/db/repositories/deployment-sign-ins.ts'
import { wasDeleted } from '../../src/db/repositories/history.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { intercepting, isWrite, rows, sent, write } from './fetch-log.ts'
import { clock, code, done, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const leaseMs = 120_000

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

/** A customer with a saved card, a paid invoice and two drafts. */
async function customerWithInvoices() {
  const customer = await kranwerk.customerWithCard('pm_card_visa', {
    name: 'Nora Erased',
    email: 'nora.erased@wieland.example',
  })
  const { id } = await kranwerk.open(customer.id)
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: id }))
  await kranwerk.draft(customer.id, 700)
  await kranwerk.draft(customer.id, 800)
  return { customer, invoice: await kranwerk.invoice(id) }
}

const erase = (customerId: string, unit = kranwerk.unit) => eraseCustomer(newDeps(), unit, { customerId })

const ordersOf = (customerId: string) =>
  rows('SELECT id, kind, outcome FROM outbox WHERE subject_id = ? ORDER BY id', customerId)

/** Does the orders that a process left behind, once its lease is over, as cron does. */
async function sweep(customerId: string): Promise<void> {
  await clock.advance(leaseMs + 1000)
  const due = (await ordersOf(customerId)).filter(({ outcome }) => outcome === null)
  const followUps = due.map(({ id, kind }) => ({ accountId: kranwerk.id, id, kind, held: null }))
  await drain(newDeps(), { followUps, invoices: new Map() })
}

const namesIn = async (customerId: string) =>
  (
    await rows(
      `SELECT type FROM events WHERE (object_id = ?1 OR object_id IN (SELECT object_id FROM events WHERE json_extract(data, '$.customerId') = ?1))
        AND type <> 'invoice.finalized' AND instr(lower(data), 'nora') > 0`,
      customerId,
    )
  ).map(({ type }) => type)

test('an erased customer reads as deleted; the card is removed at the provider, and a paid invoice keeps its parties', async () => {
  const { customer, invoice } = await customerWithInvoices()
  const deps = newDeps()
  const sessionId = deps.newId('portalSession')
  const session = {
    id: sessionId,
    configurationId: defaultConfigurationId(kranwerk.id),
    returnUrl: null,
    locale: null,
    flow: null,
  }
  done(await createSession(deps, kranwerk.unit, { ...session, customerId: customer.id }))
  const { unit } = kranwerk
  done(await erase(customer.id, unit))
  await drain(newDeps(), unit.written)
  expect(await customersOf(newDeps().db, kranwerk.id).find(customer.id)).toBeNull()
  expect(await wasDeleted(newDeps().db, kranwerk.id, customer.id)).toBe(true)
  expect(await namesIn(customer.id)).toEqual([])
  expect((await ordersOf(customer.id)).map(({ kind, outcome }) => [kind, outcome]).sort()).toEqual([
    ['detachment', 'detached'],
    ['erasure', 'erased'],
  ])
  const after = await kranwerk.invoice(invoice.id)
  // How the provider was asked has the payer's language.
  const asBooked = ({ payments }: typeof after) => payments.map(({ request: _, ...payment }) => payment)
  expect(asBooked(after)).toEqual(asBooked(invoice))
  expect(after).toMatchObject({
    status: 'paid',
    number: invoice.number,
    totals: invoice.totals,
  })
  expect(after.buyer).toMatchObject({
    name: 'Nora Erased',
    email: 'nora.erased@wieland.example',
    locales: [],
    timeZone: null,
  })
  expect(await rows('SELECT id FROM invoices WHERE customer_id = ?', customer.id)).toEqual([{ id: invoice.id }])
  expect(await rows('SELECT id FROM portal_sessions WHERE customer_id = ?', customer.id)).toEqual([])
  expect(await rows('SELECT id FROM links WHERE invoice_id = ?', invoice.id)).toEqual([])
  expect(await rows('SELECT id FROM payment_methods WHERE customer_id = ?', customer.id)).toEqual([])
})

test('the history of an issued invoice folds to its row, before and after', async () => {
  const { customer, invoice } = await customerWithInvoices()
  const { unit } = kranwerk
  done(await erase(customer.id, unit))
  await drain(newDeps(), unit.written)
  const history = await rows('SELECT seq, at, type, data FROM events WHERE object_id = ? ORDER BY seq', invoice.id)
  expect(history.at(-1)!.type).toBe('invoice.erased')
  const aggregate = aggregateOf('invoice')
  const recorded = history.map(({ seq, at, type, data }) =>
    readEvent(aggregate, { seq, at, type, data: JSON.parse(data) }),
  )
  const folded = aggregate.read(replay(aggregate.evolve, recorded) as StoredInvoice)
  const row = await kranwerk.invoice(invoice.id)
  expect(isIssued(row)).toBe(true)
  expect(JSON.parse(JSON.stringify(folded))).toEqual(JSON.parse(JSON.stringify(row)))
  expect(row.version).toBe(history.length)
})

test('a process that dies after the commit, or between two histories, loses nothing: the order goes on', async () => {
  const { customer } = await customerWithInvoices()
  done(await erase(customer.id))
  expect(await namesIn(customer.id)).not.toContain('customer.created')
  expect((await ordersOf(customer.id)).every(({ outcome }) => outcome === null)).toBe(true)
  let writes = 0
  const died = intercepting(
    async (call, go) => {
      if (isWrite(call) && call.statements.some((text) => /insert into "events"/i.test(text)) && ++writes > 2)
        throw new TypeError('The process died.')
      return go()
    },
    () => sweep(customer.id),
  )
  await died.catch(() => undefined)
  const erased = () =>
    rows(
      `SELECT count(*) AS n FROM events WHERE type IN ('invoice.erased', 'invoiceitem.erased') AND object_id IN (SELECT object_id FROM events WHERE json_extract(data, '$.customerId') = ?)`,
      customer.id,
    )
  expect((await erased())[0]!.n).toBe(2)
  await clock.advance(10 * 60_000)
  await sweep(customer.id)
  expect(await namesIn(customer.id)).toEqual([])
  expect((await ordersOf(customer.id)).every(({ outcome }) => outcome !== null)).toBe(true)
  // A paid invoice, two drafts and the items on these.
  expect((await erased())[0]!.n).toBe(5)
})

test('erasing twice, or at once, or a customer who was deleted before, leaves one event', async () => {
  const erasedOnce = async (customerId: string) =>
    (await rows('SELECT seq FROM events WHERE object_id = ? AND type = ?', customerId, 'customer.erased')).length
  const { customer } = await customerWithInvoices()
  const outcomes = await Promise.all([erase(customer.id), erase(customer.id), erase(customer.id)])
  expect(outcomes.map(code)).toEqual(['ok', 'ok', 'ok'])
  expect(await erasedOnce(customer.id)).toBe(1)
  const other = await kranwerk.customer({ name: 'Nora Deleted' })
  done(await deleteObject(newDeps(), kranwerk.unit, 'customer', other.id))
  expect(await namesIn(other.id)).toEqual(['customer.created'])
  done(await erase(other.id))
  expect(await namesIn(other.id)).toEqual([])
  expect([await erasedOnce(other.id), code(await erase('cus_nobody'))]).toEqual([1, 'resource_missing'])
})

test('a customer with an open invoice, or a payment under way, is not erased', async () => {
  const { id: customerId } = await kranwerk.customer({ name: 'Nora Open' })
  const invoice = await kranwerk.open(customerId)
  expect(code(await erase(customerId))).toBe('customer_has_open_invoices')
  done(await kranwerk.pay(invoice))
  expect(code(await erase(customerId))).toBe('payment_in_progress')
  expect(await customersOf(newDeps().db, kranwerk.id).find(customerId)).not.toBeNull()
})

test('nothing of another customer changes', async () => {
  const [mine, theirs] = [await customerWithInvoices(), await customerWithInvoices()]
  const theirRows = () =>
    Promise.all([
      rows('SELECT * FROM customers WHERE id = ?', theirs.customer.id),
      rows('SELECT * FROM invoices WHERE customer_id = ? ORDER BY id', theirs.customer.id),
      rows('SELECT * FROM links WHERE invoice_id = ? ORDER BY id', theirs.invoice.id),
      rows('SELECT * FROM events WHERE object_id IN (?, ?) ORDER BY id', theirs.customer.id, theirs.invoice.id),
    ])
  const before = await theirRows()
  const { unit } = kranwerk
  done(await erase(mine.customer.id, unit))
  await drain(newDeps(), unit.written)
  expect(await theirRows()).toEqual(before)
})

const message = (id: string, says: object, visibleAt: number | null) => ({
  sql: `INSERT INTO provider_events (account_id, provider, id, type, payload, received_at, visible_at, last_error)
    VALUES (?, 'stripe', ?, 'charge.updated', ?, 1, ?, 'NotYet')`,
  args: [kranwerk.id, id, JSON.stringify({ data: { object: says } }), visibleAt],
})
const saidIn = async (...ids: string[]) => {
  const found = await rows(
    `SELECT id, payload, last_error FROM provider_events WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ...ids,
  )
  return ids.map((id) => {
    const { payload, last_error } = found.find((row) => row.id === id)!
    return { isForgotten: payload === '{}', last_error }
  })
}
const [forgotten, kept] = [
  { isForgotten: true, last_error: null },
  { isForgotten: false, last_error: 'NotYet' },
]

test('what the provider said of an erased customer is forgotten, and of what waits when it is handled', async () => {
  const { customer, invoice } = await customerWithInvoices()
  const payment = await kranwerk.open(customer.id)
  done(await kranwerk.pay(payment))
  const [open] = await rows('SELECT provider_session_id AS id FROM payments WHERE invoice_id = ?', payment.id)
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: payment.id }))
  const id = (name: string) => `evt_${name}_${customer.id}`
  await write([
    message(id('customer'), { customer: customer.providerCustomerId, name: 'Nora Erased' }, null),
    message(id('method'), { id: customer.methods[0]!.id, billing_details: { name: 'Nora Erased' } }, null),
    message(id('invoice'), { metadata: { remit_invoice: invoice.id }, name: 'Nora Erased' }, null),
    message(id('session'), { id: open!.id, name: 'Nora Erased' }, null),
    message(id('waiting'), { metadata: { remit_invoice: invoice.id }, name: 'Nora Erased' }, clock.now() + 3_600_000),
    message(id('parked'), { metadata: { remit_invoice: invoice.id }, name: 'Nora Erased' }, clock.now() + 3_600_000),
    message(id('other'), { customer: 'cus_somebody', name: 'Nora Other' }, null),
  ])
  const { unit } = kranwerk
  done(await erase(customer.id, unit))
  await drain(newDeps(), unit.written)
  const ids = ['customer', 'method', 'invoice', 'session', 'waiting', 'parked', 'other'].map(id)
  expect(await saidIn(...ids)).toEqual([forgotten, forgotten, forgotten, forgotten, kept, kept, kept])

  const messages = providerEventsOf(newDeps().db, kranwerk.id, 'stripe')
  await messages.applied(id('waiting'), 'applied', clock.now())
  await messages.postponed(id('parked'), 0, 5, null, 'NotYet')
  await messages.applied(id('other'), 'applied', clock.now())
  expect(await saidIn(id('waiting'), id('parked'), id('other'))).toEqual([
    forgotten,
    { isForgotten: true, last_error: 'NotYet' },
    { isForgotten: false, last_error: null },
  ])
})

test('many messages are read in rounds, page by page and by their key, and what came between is forgotten with the last', async () => {
  const customer = await kranwerk.customer({ name: 'Nora Many', email: 'nora.many@wieland.example' })
  const many = 5200
  await write([
    {
      sql: `INSERT INTO provider_events (account_id, provider, id, type, payload, received_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
        SELECT ?1, 'stripe', printf('evt_many_%05d_', i) || ?2, 'charge.updated',
          json_object('customer', CASE WHEN i % 100 = 0 THEN ?2 ELSE 'cus_somebody' END), 1 FROM n`,
      args: [kranwerk.id, customer.id],
    },
  ])
  const { unit } = kranwerk
  done(await erase(customer.id, unit))
  const before = sent.length
  await drain(newDeps(), unit.written)
  expect((await ordersOf(customer.id)).map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['erasure', 'erased'],
    ['erasure', null],
  ])
  const request = { accountId: kranwerk.id, address: 'nora.many@wieland.example', browserSecret: 'x' }
  await requestSignIn(newDeps(), request)
  const asked = await requestDeploymentSignIn(newDeps(), request)
  const unrelated = await requestDeploymentSignIn(newDeps(), { ...request, address: 'other@wieland.example' })
  await sweep(customer.id)
  const { home } = newDeps().directory
  expect(await deploymentSignInsOf(home).find(asked)).toBeNull()
  expect(await deploymentSignInsOf(home).find(unrelated)).not.toBeNull()
  expect((await ordersOf(customer.id)).map(({ outcome }) => outcome)).toEqual(['erased', 'erased'])
  expect(await rows('SELECT id FROM sign_ins WHERE address = ?', request.address)).toEqual([])
  expect(await rows('SELECT id FROM outbox WHERE instr(payload, ?) > 0', request.address)).toEqual([])
  const left = `SELECT count(*) AS n, sum(payload <> '{}') AS said FROM provider_events WHERE id LIKE 'evt_many_%' AND account_id = ? AND instr(id, ?)`
  expect(await rows(left, kranwerk.id, customer.id)).toEqual([{ n: many, said: many - many / 100 }])

  const statements = sent.slice(before).flatMap((call) => call.statements)
  const ofMessages = new Set(statements.filter((text) => /(from|update) "provider_events"/i.test(text)))
  expect(ofMessages.size).toBeGreaterThan(2)
  for (const text of ofMessages) {
    const plan = await rows(`EXPLAIN QUERY PLAN ${text}`, ...Array(text.split('?').length - 1).fill(null))
    const details: string[] = plan.map(({ detail }) => detail)
    // What a row's own payload says is not in an index.
    const scans = details.filter((detail) => /SCAN|TEMP B-TREE/.test(detail) && !/^SCAN json_tree /.test(detail))
    expect(scans, text).toEqual([])
    expect(details[0]).toMatch(/^SEARCH provider_events USING (COVERING )?INDEX/)
  }
})
