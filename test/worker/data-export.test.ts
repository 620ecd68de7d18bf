import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customerData } from '../../src/actions/customers/customer-data.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { askMerchant } from '../../src/actions/invoices/ask-merchant.ts'
import { markViewed } from '../../src/actions/invoices/mark-viewed.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { requestSignIn } from '../../src/actions/portal/request-sign-in.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { NotAllowed } from '../../src/core/access/caller.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { documentOf } from '../../src/core/documents/document.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Payment } from '../../src/core/payments/payment.ts'
import { defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import * as schema from '../../src/db/schema/index.ts'
import type { Deps } from '../../src/deps.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { paths } from '../../src/paths.ts'
import { dataFiles } from '../../src/routes/portal/data-files.ts'
import { streamedArchive } from '../../src/storage/archive.ts'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { isProving } from '../proof/rounds.ts'
import { ask, bindings } from './environment.ts'
import { intercepting, isWrite, rows, sent, write } from './fetch-log.ts'
import { clock, done, linkUnit, merchant, merchantCaller, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const email = 'ines.export@wieland.example'
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'

let own: Customer
let paid: IssuedInvoice
let cookie = ''
let files: Readonly<Record<string, Uint8Array>>
/** Somebody else of the same merchant, with all that could be mistaken for one's own. */
let other: Customer

const text = (name: string): string => new TextDecoder().decode(files[name])
// biome-ignore lint/suspicious/noExplicitAny: the test states the fields that it expects
const json = (name: string): any => JSON.parse(text(name))
const customerOf = async (id: string) => (await customersOf(newDeps().db, kranwerk.id).find(id))!

async function signIn(customerId: string): Promise<string> {
  const deps = newDeps()
  const id = deps.newId('portalSession')
  const configurationId = defaultConfigurationId(kranwerk.id)
  const wanted = { returnUrl: 'https://kranwerk.example/account', locale: 'de', flow: null }
  done(await createSession(deps, kranwerk.unit, { id, customerId, configurationId, ...wanted }))
  const path = paths.portalEntry(kranwerk.id, await linkSecretOf(deps.linkKeys, kranwerk.id, id))
  const response = await ask(path, { redirect: 'manual' })
  await write([
    {
      sql: 'UPDATE portal_sessions SET last_used_at = ?, user_agent = ? WHERE id = ?',
      args: [clock.now(), userAgent, id],
    },
  ])
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

const download = (session: string) =>
  ask(paths.portalDataZip(kranwerk.id), { headers: { cookie: session }, redirect: 'manual' })

/** The customer with something in every place that the export has. */
async function everythingOf(name: string, address: string) {
  const { id: customerId } = await kranwerk.customerWithCard('pm_card_visa', {
    name,
    email: address,
    phone: '+49 40 998877',
  })
  const { unit } = kranwerk
  const contact = { name: `Contact of ${name}`, email: `books.${address}`, roles: ['everything' as const] }
  done(await updateCustomer(newDeps(), unit, { customerId, input: { contacts: [contact] } }))
  const { id: invoiceId } = await kranwerk.draft(customerId)
  done(await sendInvoice(newDeps(), unit, { invoiceId }))
  await drain(newDeps(), unit.written)
  done(await chargeInvoice(newDeps(), unit, { invoiceId, methodId: null }))
  done(await askMerchant(newDeps(), unit, { invoiceId, kind: 'question', text: `Asked by ${name}`, lineId: null }))
  await drain(newDeps(), unit.written)
  const invoice = await kranwerk.invoice(invoiceId)
  const [link] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient IS NOT NULL', invoiceId)
  done(await markViewed(newDeps(), linkUnit(kranwerk.id, invoiceId), { invoice, linkId: link!.id }))
  await kranwerk.draft(customerId, 4200)
  const item = { id: newDeps().newId('invoiceitem'), customerId, invoiceId: undefined, currency: 'eur' as const }
  done(
    await createInvoiceItem(newDeps(), unit, {
      ...item,
      input: { price: { amountMinor: 700 }, description: `Waiting for ${name}` },
    }),
  )
  await requestSignIn(newDeps(), { accountId: kranwerk.id, address, browserSecret: `browser of ${name}` })
  await write([
    {
      sql: `INSERT INTO passkeys (account_id, id, customer_id, credential_id, public_key, algorithm, counter, challenged_at, created_at, last_used_at, user_agent)
        VALUES (?, ?, ?, ?, 'key', -7, 0, ?, ?, ?, ?)`,
      args: [
        kranwerk.id,
        `psk_${customerId}`,
        customerId,
        `of ${customerId}`,
        ...Array(3).fill(clock.now()),
        userAgent,
      ],
    },
  ])
  return { customerId, invoice: await kranwerk.invoice(invoiceId) }
}

beforeAll(async () => {
  await clock.read()
  const mine = await everythingOf('Ines Export', email)
  const theirs = await kranwerk.customer({ name: 'Somebody Else', email: 'other.export@wieland.example' })
  await kranwerk.open(theirs.id)
  await kranwerk.draft(theirs.id)
  await signIn(theirs.id)
  paid = mine.invoice
  cookie = await signIn(mine.customerId)
  own = await customerOf(mine.customerId)
  other = theirs
  for (const { id, email: address } of [own, other])
    await write([
      {
        sql: 'INSERT INTO sign_ins (account_id, id, address, key_id, browser_hash, created_at, expires_at, tries, proven_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)',
        args: [
          kranwerk.id,
          `sgn_${id}`,
          address!,
          'k1',
          `hash of ${id}`,
          clock.now(),
          clock.now() + 600_000,
          clock.now(),
          clock.now(),
        ],
      },
    ])
  const before = sent.length
  const response = await download(cookie)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
  files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  expect(sent.slice(before).filter(isWrite)).toEqual([])
}, 60_000)
afterAll(expectTenantPredicates)

/** In which file each column of the database is, or why it is in none. */
const held: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  accounts: '- of the merchant',
  account_changes: '- copies of rows while an account is moved',
  account_fences: '- of the merchant',
  account_places: '- of the merchant',
  api_keys: '- of the merchant',
  cash_receipts: '- money received, which payments.json shows payment by payment',
  coupons: '- of the merchant',
  customers: {
    account_id: '- of the merchant',
    id: 'customer.json',
    version: '- the number of changes, which are in history.json',
    created_at: 'customer.json',
    email: 'customer.json',
    state: '- field by field, below',
  },
  document_codes: '- codes that are printed on the PDFs, as hashes',
  document_numbers: '- numbers, which are in invoices.json and payments.json',
  events: {
    account_id: '- of the merchant',
    id: 'history.json',
    object_kind: '- the beginning of its type',
    object_id: 'history.json',
    seq: 'history.json',
    type: 'history.json',
    data: '- of the customer as `changes`; of invoices and items what it led to, in their files, and of mails in mails.json',
    at: 'history.json',
    actor: '- its kind; the id is a key or a job of the merchant',
    request_id: '- of a server’s log',
    idempotency_key: '- chosen by the merchant’s program',
  },
  files: '- of the merchant',
  idempotency_keys: '- copies of what the API answered, kept for a day',
  invoice_items: {
    account_id: '- of the merchant',
    id: 'invoice_items.json',
    version: '- the number of changes, which are in history.json',
    created_at: 'invoice_items.json',
    customer_id: 'invoice_items.json',
    invoice_id: 'invoice_items.json',
    state: '- shown as in the API',
  },
  invoices: {
    account_id: '- of the merchant',
    id: 'invoices.json',
    version: '- the number of changes, which are in history.json',
    created_at: 'invoices.json',
    customer_id: 'invoices.json',
    status: 'invoices.json',
    collection_method: 'invoices.json',
    currency: 'invoices.json',
    total_minor: 'invoices.json',
    amount_remaining_minor: 'invoices.json',
    due_at: 'invoices.json',
    number: 'invoices.json',
    series: '- a part of the number',
    sequence: '- a part of the number',
    state: '- field by field, below',
  },
  ledger_postings: '- books, which the statement shows',
  ledger_transactions: '- books, which the statement shows',
  links: {
    account_id: '- of the merchant',
    id: 'links.json',
    invoice_id: 'links.json',
    recipient: 'links.json',
    created_at: 'links.json',
    expires_at: 'links.json',
    revoked_at: 'links.json',
    last_used_at: 'links.json',
  },
  mail_counts: '- counts by day, kept for a day',
  number_series: '- of the merchant',
  outbox: '- orders of work, which name invoices',
  passkeys: {
    account_id: '- of the merchant',
    id: 'passkeys.json',
    customer_id: '- the customer',
    credential_id: '- protects access',
    public_key: '- protects access',
    algorithm: '- of the key',
    counter: '- protects access',
    challenged_at: '- protects access',
    created_at: 'passkeys.json',
    last_used_at: 'passkeys.json',
    user_agent: 'passkeys.json',
  },
  payment_methods: {
    account_id: '- of the merchant',
    id: 'payment_methods.json',
    customer_id: '- the customer',
  },
  payments: {
    account_id: '- of the merchant',
    id: 'payments.json',
    invoice_id: 'payments.json',
    status: 'payments.json',
    provider: 'payments.json',
    provider_account: '- of the merchant',
    provider_payment_id: 'payments.json',
    provider_session_id: '- a page of the provider that has expired',
    created_at: 'payments.json',
    part_of: 'payments.json',
  },
  portal_configurations: '- of the merchant',
  portal_sessions: {
    account_id: '- of the merchant',
    id: 'sessions.json',
    customer_id: '- the customer',
    cookie_hash: '- protects access',
    way: 'sessions.json',
    created_at: 'sessions.json',
    last_used_at: 'sessions.json',
    usable_until: '- a limit, of which the effective one is shown',
    idle_ms: '- a limit, of which the effective one is shown',
    expires_at: '- a limit, of which the effective one is shown',
    ended_at: 'sessions.json',
    user_agent: 'sessions.json',
    return_url: 'sessions.json',
    locale: 'sessions.json',
    configuration_id: '- of the merchant',
    flow: '- what the merchant’s site opened the portal for',
    challenged_at: '- protects access',
  },
  provider_events: '- the provider’s own messages, of which payments.json and payment_methods.json show what was read',
  provider_feeds: '- of the merchant',
  review_items: '- what the merchant must look at, about a payment that payments.json has',
  deployment_sign_ins:
    '- of no account: requests at the deployment’s own page, which no merchant can read; forgotten after a day',
  sign_ins: {
    account_id: '- of the merchant',
    id: 'sign_ins.json',
    address: 'sign_ins.json',
    key_id: '- protects access',
    browser_hash: '- protects access',
    created_at: 'sign_ins.json',
    expires_at: 'sign_ins.json',
    tries: 'sign_ins.json',
    proven_at: 'sign_ins.json',
    used_at: 'sign_ins.json',
  },
  tax_rates: '- of the merchant',
  timers: '- when an invoice is looked at next',
}

const isLeftOut = (place: string) => place.startsWith('- ')
const tables = Object.values(schema).filter((one) => is(one, SQLiteTable)) as SQLiteTable[]
const columnsOf = (table: SQLiteTable) => Object.values(getTableColumns(table)).map(({ name }) => name)

/** Tables and columns that are neither in the export nor left out with a reason. */
const unexplained = (of: readonly SQLiteTable[], explained = held): string[] =>
  of.flatMap((table) => {
    const name = getTableName(table)
    const places = explained[name]
    if (places === undefined) return [name]
    return typeof places === 'string'
      ? []
      : columnsOf(table)
          .filter((column) => places[column] === undefined)
          .map((column) => `${name}.${column}`)
  })

test('every table and column of the schema is in the export, or left out with a reason', () => {
  expect(tables.length).toBeGreaterThan(25)
  expect(unexplained(tables)).toEqual([])
  const { links: _, ...without } = held
  const { recipient: __, ...fewer } = held.links as Record<string, string>
  expect(unexplained(tables, without)).toEqual(['links'])
  expect(unexplained(tables, { ...held, links: fewer })).toEqual(['links.recipient'])
  const known = new Map(tables.map((table) => [getTableName(table), columnsOf(table)]))
  const gone = Object.entries(held).flatMap(([table, places]) => [
    ...(known.has(table) ? [] : [table]),
    ...(typeof places === 'string' ? [] : Object.keys(places).filter((column) => !known.get(table)?.includes(column))),
  ])
  expect(gone).toEqual([])
})

/** The rows of a table that are about the customer. */
const whose: Readonly<Record<string, string>> = {
  customers: 'id = ?1',
  events: `object_id = ?1 OR object_id IN (SELECT id FROM invoices WHERE customer_id = ?1) OR object_id IN (SELECT id FROM invoice_items WHERE customer_id = ?1)`,
  invoice_items: 'customer_id = ?1',
  invoices: 'customer_id = ?1',
  links: 'invoice_id IN (SELECT id FROM invoices WHERE customer_id = ?1)',
  passkeys: 'customer_id = ?1',
  payment_methods: 'customer_id = ?1',
  payments: 'invoice_id IN (SELECT id FROM invoices WHERE customer_id = ?1)',
  portal_sessions: 'customer_id = ?1',
  sign_ins: 'address = (SELECT lower(email) FROM customers WHERE id = ?1)',
}

/** Every value in a JSON document. */
function valuesIn(value: unknown): unknown[] {
  return value === null || typeof value !== 'object' ? [value] : Object.values(value).flatMap(valuesIn)
}

test('every value of those columns is in its file, and every row is one object', async () => {
  let compared = 0
  for (const [table, places] of Object.entries(held)) {
    if (typeof places === 'string') continue
    const about = await rows(`SELECT * FROM ${table} WHERE ${whose[table]}`, own.id)
    expect([table, about.length > 0]).toEqual([table, true])
    for (const [column, file] of Object.entries(places).filter(([, place]) => !isLeftOut(place))) {
      const found = new Set(valuesIn(json(file)))
      for (const { [column]: value } of about) {
        if (value === null) continue
        compared += 1
        const isInstant = typeof value === 'number' && /(_at|^at)$/.test(column)
        const shown = isInstant ? Math.floor(value / 1000) : value
        expect([table, column, found.has(shown) ? shown : `not in ${file}`]).toEqual([table, column, shown])
      }
    }
  }
  console.log(`${compared} values of rows found in the export`)
  expect(compared).toBeGreaterThan(150)
  const tableOf = { history: 'events', sessions: 'portal_sessions' } as Readonly<Record<string, string>>
  for (const name of ['history', 'invoices', 'invoice_items', 'payments', 'links', 'sessions', 'sign_ins']) {
    const table = tableOf[name] ?? name
    const about = await rows(`SELECT 1 FROM ${table} WHERE ${whose[table]}`, own.id)
    expect([name, json(`${name}.json`).length]).toEqual([name, about.length])
  }
})

/** The field of customer.json that shows a field of the customer; a new field does not compile without one. */
const customerFields: Readonly<Record<keyof Required<Customer>, string>> = {
  accountId: '- of the merchant',
  address: 'address',
  balances: 'invoice_credit_balance',
  buyerReference: 'buyer_reference',
  contacts: 'contacts',
  createdAt: 'created',
  currency: 'currency',
  defaultPaymentMethod: 'invoice_settings',
  description: 'description',
  email: 'email',
  erasureRequestedAt: 'erasure_requested',
  id: 'id',
  invoiceCustomFields: 'invoice_settings',
  invoiceFooter: 'invoice_settings',
  invoicePrefix: 'invoice_prefix',
  locales: 'preferred_locales',
  metadata: 'metadata',
  methodSetup: '- a visit to the provider’s page, in history.json',
  methods: '- in payment_methods.json',
  name: 'name',
  phone: 'phone',
  providerCustomerId: 'payment_provider_customer',
  refusedAddresses: 'refused_addresses',
  removedMethods: 'removed_payment_methods',
  shipping: 'shipping',
  taxExempt: 'tax_exempt',
  taxIds: 'tax_ids',
  timeZone: 'time_zone',
  version: '- the number of changes',
}

/** The same of a payment. */
const paymentFields: Readonly<Record<keyof Required<Payment>, string>> = {
  allocatedMinor: 'amount_paid',
  amountMinor: 'amount_requested',
  checks: '- how often the provider was asked',
  createdAt: 'created',
  disputes: 'disputes',
  failure: 'failure',
  id: 'id',
  joint: 'joint_payment',
  kind: 'initiated_by',
  methodId: '- in payment_methods.json while it is saved',
  nextCheckAt: '- when the provider is asked next',
  paidWith: 'paid_with',
  provider: 'provider',
  providerAccount: '- of the merchant',
  providerPaymentId: 'payment',
  providerSessionId: '- a page of the provider that has expired',
  receiptNumber: 'receipt_number',
  receivedMinor: '- what paid this invoice; the rest is in the balance',
  refunds: 'refunds',
  request: '- how the provider was asked',
  saveMethod: '- whether the method was to be saved, which payment_methods.json shows',
  settledAt: 'status_transitions',
  status: 'provider_status',
  url: '- a page of the provider, which whoever has its address can open',
  urlExpiresAt: '- a page of the provider',
  wasProcessing: '- how it went on its way',
}

test('every field of a customer and of a payment is shown by a field of the export, or left out with a reason', () => {
  const shown = (fields: Readonly<Record<string, string>>, object: object) =>
    Object.values(fields).filter((field) => !isLeftOut(field) && !(field in object))
  expect(shown(customerFields, json('customer.json'))).toEqual([])
  expect(shown(paymentFields, json('payments.json')[0])).toEqual([])
})

test('the archive has one file for each kind, a text in the customer’s language, the statement and the PDFs', () => {
  const receipt = paid.payments[0]!.receiptNumber
  expect(Object.keys(files).map((name) => name.replace(/\d{4}-01-01_\d{4}/, 'YEAR'))).toEqual([
    'README.txt',
    'customer.json',
    'history.json',
    'invoices.json',
    'invoice_items.json',
    'payments.json',
    'payment_methods.json',
    'messages.json',
    'mails.json',
    'links.json',
    'sessions.json',
    'passkeys.json',
    'sign_ins.json',
    'statement_YEAR-12-31.csv',
    `documents/${paid.number}.pdf`,
    `documents/${receipt}.pdf`,
  ])
  expect(text('README.txt')).toContain('Dies sind die Daten, die ')
  expect(text('README.txt')).toContain('Ines Export')
  expect(json('customer.json')).toMatchObject({ name: 'Ines Export', email, phone: '+49 40 998877' })
  expect(json('customer.json').contacts).toMatchObject([{ email: `books.${email}`, roles: ['everything'] }])
  expect(json('messages.json')).toMatchObject([{ invoice: paid.id, kind: 'question', text: 'Asked by Ines Export' }])
  expect(json('payments.json')).toMatchObject([
    {
      amount_paid: 11900,
      invoice: paid.id,
      paid_with: { brand: 'visa', last4: '4242', type: 'card' },
      receipt_number: receipt,
    },
  ])
  expect(json('payment_methods.json')).toMatchObject([{ brand: 'visa', last4: '4242' }])
  expect(json('invoices.json')[0]).toMatchObject({ id: paid.id, views: 1, mailed_to: email })
  expect(json('mails.json')).toContainEqual(
    expect.objectContaining({ invoice: paid.id, kind: 'invoice', status: 'sent', to: email }),
  )
  expect(json('mails.json')).toContainEqual(expect.objectContaining({ kind: 'invoice', to: `books.${email}` }))
  expect(json('sessions.json')).toMatchObject([{ sign_in: 'api', user_agent: userAgent }])
  const statement = Object.keys(files).find((name) => name.startsWith('statement_'))!
  expect(text(statement)).toContain(paid.number)
})

test('an invoice of eleven lines is exported with all of them', async () => {
  const { id: customerId } = await kranwerk.customer()
  const { id: invoiceId } = await kranwerk.draft(customerId)
  for (let i = 0; i < 10; i++) {
    const item = { id: newDeps().newId('invoiceitem'), customerId, invoiceId, currency: 'eur' as const }
    done(await createInvoiceItem(newDeps(), kranwerk.unit, { ...item, input: { price: { amountMinor: 100 + i } } }))
  }
  const response = await download(await signIn(customerId))
  const [invoice] = JSON.parse(
    new TextDecoder().decode(unzipSync(new Uint8Array(await response.arrayBuffer()))['invoices.json']),
  )
  expect([invoice.lines.data.length, invoice.lines.has_more]).toEqual([11, false])
})

test('each stored PDF is in the archive byte for byte', async () => {
  const { id: paymentId, receiptNumber } = paid.payments[0]!
  const stored = [
    [paid.number, documentOf(paid, 'invoice')!],
    [receiptNumber, documentOf(paid, 'receipt', paymentId)!],
  ] as const
  for (const [name, { sha256 }] of stored) {
    const object = await bindings.DOCUMENTS.get(`${paid.accountId}/${paid.id}/${sha256}.pdf`)
    expect(files[`documents/${name}.pdf`]).toEqual(new Uint8Array(await object!.arrayBuffer()))
  }
})

test('no secret is in it, no address that opens a page, and nothing of another customer', async () => {
  const all = Object.keys(files)
    .filter((name) => !name.endsWith('.pdf'))
    .map(text)
    .join('\n')
  const [session] = await rows('SELECT cookie_hash FROM portal_sessions WHERE customer_id = ?', own.id)
  for (const secret of [session!.cookie_hash, `hash of ${own.id}`, cookie.split('=')[1]!, '/i/', '/p/acct'])
    expect(all).not.toContain(secret)
  expect(all).not.toContain('4242424242424242')
  const theirs = await rows('SELECT id, number FROM invoices WHERE customer_id = ?', other.id)
  expect(theirs.length).toBeGreaterThan(1)
  for (const foreign of [other.id, 'Somebody Else', other.email!, ...theirs.flatMap(({ id, number }) => [id, number])])
    if (foreign !== null) expect(all).not.toContain(foreign)
})

test('nobody but the customer gets it', async () => {
  expect((await download('')).status).toBe(303)
  const foreign = unzipSync(new Uint8Array(await (await download(await signIn(other.id))).arrayBuffer()))
  expect(new TextDecoder().decode(foreign['customer.json'])).not.toContain(own.id)
  const { caller } = linkUnit(kranwerk.id, paid.id)
  expect(() => customerData(newDeps(), caller, own.id)).toThrow(NotAllowed)
  const reach = { kind: 'customer', customerId: other.id } as const
  expect(() => customerData(newDeps(), { ...merchantCaller(kranwerk.id), reach }, own.id)).toThrow(NotAllowed)
})

/** A customer of an account of its own, with copies of everything that there is of the paid invoice. */
async function withCopies(invoices: number) {
  const [accountId, customerId] = [`acct_copies${invoices}`, `cus_copies${invoices}`]
  const named = (json: string, more = '') =>
    `json_set(${json}, '$.id', id || '_' || i, '$.accountId', '${accountId}', '$.customerId', '${customerId}' ${more})`
  const copied: Readonly<Record<string, string>> = {
    account_id: `'${accountId}'`,
    customer_id: `'${customerId}'`,
    id: "id || '_' || i",
    invoice_id: "invoice_id || '_' || i",
    object_id: "object_id || '_' || i",
    number: "'MANY-' || i",
    series: 'NULL',
    sequence: 'NULL',
  }
  const copies = (table: SQLiteTable, where: string, state = '') => {
    const columns = Object.values(getTableColumns(table)).map(({ name }) => name)
    const values = columns.map((name) => (name === 'state' ? state : (copied[name] ?? name)))
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${invoices})
      INSERT INTO ${getTableName(table)} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${getTableName(table)}, n WHERE ${where} = ?`
    return { sql, args: [paid.id] }
  }
  const alone = (sql: string, ...args: string[]) => ({ sql, args })
  await write([
    alone(
      "INSERT INTO accounts (id, created_at, state) SELECT ?, created_at, json_set(state, '$.id', ?) FROM accounts WHERE id = ?",
      accountId,
      accountId,
      kranwerk.id,
    ),
    alone(
      "INSERT INTO customers (account_id, id, version, created_at, email, state) SELECT ?, ?, version, created_at, email, json_set(state, '$.id', ?, '$.accountId', ?) FROM customers WHERE id = ?",
      accountId,
      customerId,
      customerId,
      accountId,
      own.id,
    ),
    copies(schema.invoices, 'id', named('state', `, '$.number', 'MANY-' || i, '$.payments', json('[]')`)),
    copies(schema.invoiceItems, 'invoice_id', named('state', `, '$.invoiceId', invoice_id || '_' || i`)),
    copies(schema.links, 'invoice_id'),
    copies(schema.events, 'object_id'),
  ])
  return { accountId, customerId }
}

/** How many rows of events an invoice has in a year: of its draft, its mails, its views and its payment. */
const perInvoice = async () => (await rows('SELECT count(*) AS n FROM events WHERE object_id = ?', paid.id))[0]!.n

test.each([500, ...(isProving ? [5000] : [])])(
  '%i invoices with their histories are read page by page and 500 PDFs one at a time, in fewer calls than a Worker may make',
  async (many) => {
    const { accountId, customerId } = await withCopies(many)
    const documents = { open: 0, most: 0, read: 0 }
    const size = 48 * 1024
    const get = async () => {
      documents.most = Math.max(documents.most, ++documents.open)
      let left = size
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const part = new Uint8Array(16 * 1024)
            left -= part.length
            controller.enqueue(part)
            if (left > 0) return
            documents.open--
            documents.read++
            controller.close()
          },
        },
        { highWaterMark: 0 },
      )
      return { body } as never
    }
    const deps: Deps = { ...newDeps(), documents: { ...newDeps().documents, get } }
    const [account] = await rows('SELECT state FROM accounts WHERE id = ?', kranwerk.id)
    const visit = {
      account: { ...JSON.parse(account!.state), id: accountId },
      customer: { ...own, accountId, id: customerId, methods: [] },
      session: {} as never,
      configuration: null,
    }
    const unit = unitOfWork({ ...merchantCaller(accountId), reach: { kind: 'customer', customerId } })
    const reader = { locale: chooseLocale(['en'], null, 'en'), timeZone: 'Europe/Berlin' }
    let mostBytes = 0
    let calls = 0
    let bytes = 0
    await intercepting(
      async ({ to }, go) => {
        const response = await go()
        if (to !== 'database') return response
        calls += 1
        const body = await response.text()
        mostBytes = Math.max(mostBytes, body.length)
        return new Response(body, response)
      },
      async () => {
        for await (const part of streamedArchive(dataFiles(deps, unit, visit, reader))) bytes += part.length
      },
    ).finally(() =>
      write(
        [
          ['accounts', 'id'],
          ...['customers', 'invoices', 'invoice_items', 'links'].map((table) => [table, 'account_id']),
        ].map(([table, column]) => ({ sql: `DELETE FROM ${table} WHERE ${column} = ?`, args: [accountId] })),
      ),
    )
    const history = many * (await perInvoice())
    console.log(
      `${many} invoices, ${history} events: ${bytes} bytes, ${calls} calls of the database, ${mostBytes} bytes at most in one, ${documents.most} PDF open at once`,
    )
    const pdfs = Math.min(many, 600)
    expect([documents.read, documents.most]).toEqual([pdfs, 1])
    expect(bytes).toBeGreaterThan(pdfs * size)
    expect(mostBytes).toBeLessThan(3_000_000)
    expect(calls + documents.read).toBeLessThan(1000)
    if (many === 500) expect(calls).toBeLessThan(60)
  },
)
