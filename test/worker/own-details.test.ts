import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FormOutcome } from '../../src/actions/customers/change-own-details.ts'
import { updateBillingDetails } from '../../src/actions/customers/update-billing-details.ts'
import { updateContacts } from '../../src/actions/customers/update-contacts.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { setPurchaseOrder } from '../../src/actions/invoices/set-purchase-order.ts'
import { changeObject } from '../../src/actions/objects/change-object.ts'
import { deleteObject } from '../../src/actions/objects/delete-object.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { NotAllowed } from '../../src/core/access/caller.ts'
import { type BillingDetailsForm, billingDetailsForm } from '../../src/core/customers/billing-details.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { ok } from '../../src/core/result.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import { rows } from './fetch-log.ts'
import { clock, code, done, merchant, merchantCaller, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

/** A customer who acts for themselves. */
const own = (customerId: string) =>
  unitOfWork({ ...merchantCaller(kranwerk.id), reach: { kind: 'customer', customerId } })

const formFor = (customer: Customer, changes: Partial<BillingDetailsForm> = {}): BillingDetailsForm => ({
  ...billingDetailsForm(customer),
  ...changes,
})

const save = (customer: Customer, changes: Partial<BillingDetailsForm>, version = customer.version) =>
  updateBillingDetails(newDeps(), own(customer.id), {
    customerId: customer.id,
    version,
    form: formFor(customer, changes),
  })

const saved = (outcome: FormOutcome): Customer => {
  expect(outcome.kind).toBe('saved')
  return outcome.customer
}

const current = async ({ id }: Customer) => (await customersOf(newDeps().db, kranwerk.id).find(id))!

const eventsOf = async ({ id }: Customer) =>
  (await rows('SELECT type, actor, data FROM events WHERE object_id = ? ORDER BY seq', id)).map((row) => ({
    type: row.type,
    data: JSON.parse(String(row.data)),
  }))

test('a customer changes their details; the history has what changed and nothing else', async () => {
  const customer = await kranwerk.customer()
  const address = { line1: 'Kai 3', line2: '', city: 'Hamburg', postalCode: '20457', state: '', country: 'DE' }
  const after = saved(done(await save(customer, { name: 'Wieland Bau GmbH', address, language: 'fr' })))
  expect(after).toMatchObject({ name: 'Wieland Bau GmbH', email: customer.email, locales: ['fr'], version: 2 })
  const events = await eventsOf(customer)
  expect(events).toHaveLength(2)
  expect(Object.keys(events[1]!.data.details).sort()).toEqual(['address', 'locales', 'name'])
  expect(saved(done(await save(after, {}))).version).toBe(2)
})

test('a form with faults saves nothing', async () => {
  const customer = await kranwerk.customer()
  const outcome = done(await save(customer, { name: '', phone: 'x' }))
  expect(outcome).toMatchObject({
    kind: 'invalid',
    errors: [
      { field: 'phone', fault: 'phone' },
      { field: 'name', fault: 'missing' },
    ],
  })
  expect((await current(customer)).version).toBe(1)
})

test('of two forms about the same detail, the second sees what the first saved, and overwrites it only knowingly', async () => {
  const shown = await kranwerk.customer()
  saved(done(await save(shown, { name: 'First' })))
  const second = done(await save(shown, { name: 'Second', phone: '+49 40 12345' }))
  expect(second).toMatchObject({ kind: 'overtaken', details: ['name'], customer: { name: 'First', phone: null } })
  expect(await current(shown)).toMatchObject({ name: 'First', version: 2 })
  const again = await save(shown, { name: 'Second', phone: '+49 40 12345' }, second.customer.version)
  expect(saved(done(again))).toMatchObject({ name: 'Second', phone: '+49 40 12345' })
})

test('a change of another detail is not overwritten by a form that was shown before it', async () => {
  const shown = await kranwerk.customer()
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: shown.id, input: { name: 'By the merchant' } }))
  const outcome = done(await save(shown, { phone: '+49 40 12345' }))
  // The form sent the old name too, as forms do.
  expect(outcome).toMatchObject({ kind: 'overtaken', details: ['name'] })
})

test('credit and what the merchant alone sees do not overtake a form', async () => {
  const shown = await kranwerk.customer()
  const change = { amountMinor: -500, currency: 'eur', cause: 'invoice_overpaid', invoiceId: 'in_1' } as const
  await changeObject(newDeps(), kranwerk.unit, 'customer', shown.id, () =>
    ok([{ type: 'customer.balance_changed', ...change }]),
  )
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: shown.id, input: { description: 'VIP' } }))
  expect(saved(done(await save(shown, { name: 'Anew' })))).toMatchObject({ name: 'Anew', description: 'VIP' })
})

test('of eight forms sent at once, one is saved and the others are overtaken', async () => {
  const shown = await kranwerk.customer()
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, i) => save(shown, { name: `Name ${i}` })))
  const kinds = outcomes.map((outcome) => done(outcome).kind).sort()
  expect(kinds).toEqual([...Array(7).fill('overtaken'), 'saved'])
  expect((await current(shown)).version).toBe(2)
})

test('a customer changes nobody else, and a deleted one is not found', async () => {
  const [one, other] = [await kranwerk.customer(), await kranwerk.customer()]
  const input = { customerId: other.id, version: 1, form: formFor(other, { name: 'X' }) }
  expect(() => updateBillingDetails(newDeps(), own(one.id), input)).toThrow(NotAllowed)
  expect(() => updateContacts(newDeps(), own(one.id), { ...input, form: [] })).toThrow(NotAllowed)
  const gone = await kranwerk.customer()
  done(await deleteObject(newDeps(), kranwerk.unit, 'customer', gone.id))
  expect(code(await save(gone, { name: 'X' }))).toBe('resource_missing')
  const foreign = merchant('acct_harborpine').unit
  expect(code(await updateBillingDetails(newDeps(), foreign, input))).toBe('resource_missing')
})

test('contacts are saved with ids that stay, and a refused address is tried again once it is written anew', async () => {
  const customer = await kranwerk.customer()
  const contact = { name: 'Ida', email: ' Ida@Falk.example ', roles: ['invoices'] }
  const put = (version: number, form: (typeof contact)[]) =>
    updateContacts(newDeps(), own(customer.id), { customerId: customer.id, version, form })
  const [ida] = saved(done(await put(1, [contact]))).contacts!
  expect(ida).toMatchObject({ name: 'Ida', email: 'Ida@Falk.example', roles: ['invoices'] })
  await changeObject(newDeps(), kranwerk.unit, 'customer', customer.id, () =>
    ok([{ type: 'customer.address_refused', address: 'bo@falk.example' }]),
  )
  const bo = { name: '', email: 'bo@falk.example', roles: ['everything'] }
  const both = saved(done(await put(3, [{ ...contact, roles: ['receipts'] }, bo])))
  expect(both.contacts).toMatchObject([
    { id: ida!.id, roles: ['receipts'] },
    { name: null, roles: ['everything'] },
  ])
  expect(both.refusedAddresses).toEqual([])
  expect(done(await put(2, []))).toMatchObject({ kind: 'overtaken', details: ['contacts'] })
  expect(saved(done(await put(both.version, []))).contacts).toEqual([])
  expect(saved(done(await put(both.version + 1, []))).version).toBe(both.version + 1)
})

test('a customer writes the number of their order on an open invoice of their own, and on no other', async () => {
  const [customer, other] = [await kranwerk.customer(), await kranwerk.customer()]
  const invoice = await kranwerk.open(customer.id)
  const write = (customerId: string, purchaseOrder = 'PO-77') =>
    setPurchaseOrder(newDeps(), own(customerId), { invoiceId: invoice.id, purchaseOrder })
  await expect(write(other.id)).rejects.toThrow(NotAllowed)
  const at = await Promise.all(Array.from({ length: 4 }, () => write(customer.id)))
  expect(at.map(code)).toEqual(['ok', 'ok', 'ok', 'ok'])
  const events = await rows("SELECT type FROM events WHERE object_id = ? AND type = 'purchase_order.set'", invoice.id)
  expect(events).toHaveLength(1)
  expect(await kranwerk.invoice(invoice.id)).toMatchObject({ purchaseOrder: null, addedPurchaseOrder: 'PO-77' })
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: invoice.id }))
  expect(code(await write(customer.id, 'PO-78'))).toBe('invoice_not_open')
})
