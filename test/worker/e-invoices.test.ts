import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import type { WantedSettings } from '../../src/core/accounts/settings.ts'
import type { Deps } from '../../src/deps.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { ask, bindings, environment } from './environment.ts'
import { rows } from './fetch-log.ts'
import { clock, done, merchant, newDeps, operatorUnit } from './merchant.ts'

const kranwerk = merchant('acct_kranwerk')
const { DOCUMENTS: bucket } = bindings
const key = environment.secrets.merchants.acct_kranwerk!.apiKey

const set = async (settings: WantedSettings) =>
  done(await updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings }))

const xrechnung = { profile: 'xrechnung', supplies: 'services', exemption: null } as const
let rounding: 'line' | 'invoice'

beforeAll(async () => {
  await clock.read()
  rounding = (await set({})).rounding
  await set({ eInvoices: xrechnung })
})

afterAll(async () => {
  await set({ eInvoices: null })
  await set({ rounding })
})

type Form = Readonly<Record<string, string>>
type EInvoiceObject = { readonly format: string; readonly status: string; readonly url: string; readonly param: string }
type ApiInvoice = {
  readonly id: string
  readonly number: string
  readonly total: number
  readonly total_excluding_tax: number
  readonly hosted_invoice_url: string
  readonly buyer_reference: string | null
  readonly purchase_order: string | null
  readonly e_invoices: readonly EInvoiceObject[]
}

async function api<T = ApiInvoice>(path: string, params: Form = {}, method = 'POST'): Promise<T> {
  const answer = await ask(`/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
    ...(method === 'POST' && { body: new URLSearchParams(params).toString() }),
  })
  const body = await answer.json<T>()
  expect(answer.status, JSON.stringify(body)).toBe(200)
  return body
}

const home = {
  'address[line1]': 'Torstraße 12',
  'address[postal_code]': '10119',
  'address[city]': 'Berlin',
  'address[country]': 'DE',
}
const office = { ...home, buyer_reference: '04011000-12345-03' }

/** A draft of 1,190.00 euros with tax, for a customer with these details. */
async function drafted(details: Form): Promise<ApiInvoice & { readonly customer: string }> {
  const { id: customer } = await api<{ id: string }>('customers', {
    name: 'Bezirksamt Mitte',
    email: 'rechnung@mitte.example',
    ...details,
  })
  const terms = { customer, collection_method: 'send_invoice', currency: 'eur', purchase_order: 'PO-77' }
  const { id: rate } = await api<{ id: string }>('tax_rates', {
    display_name: 'USt.',
    percentage: '19',
    inclusive: 'false',
  })
  const { id } = await api('invoices', { ...terms, 'default_tax_rates[0]': rate })
  await api('invoiceitems', { customer, invoice: id, currency: 'eur', amount: '100000', description: 'Crane' })
  return { ...(await read(id)), customer }
}

const read = (id: string) => api(`invoices/${id}`, {}, 'GET')

const pathOf = ({ hosted_invoice_url: url }: ApiInvoice) => new URL(url).pathname

/** Finalizes a draft and does what that orders, with these dependencies. */
async function issue(id: string, deps: Deps = newDeps()): Promise<ApiInvoice> {
  const { unit } = kranwerk
  done(await finalizeInvoice(deps, unit, { invoiceId: id }))
  await drain(deps, unit.written)
  return read(id)
}

const storedEvents = (id: string) =>
  rows(
    "SELECT seq, at, json_extract(data, '$.document') AS document FROM events WHERE object_id = ? AND type = 'document.stored'",
    id,
  )

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a draft says which e-invoices it will have, and an issued invoice where they are', async () => {
  const draft = await drafted(office)
  const valid = { status: 'valid', code: null, param: null, message: null }
  expect(draft).toMatchObject({ buyer_reference: '04011000-12345-03', purchase_order: 'PO-77' })
  expect(draft.e_invoices).toEqual(['cii', 'ubl', 'xrechnung'].map((format) => ({ format, ...valid, url: null })))
  const issued = await issue(draft.id)
  const { origin } = new URL(issued.hosted_invoice_url)
  expect(issued.e_invoices).toEqual(
    ['cii', 'ubl', 'xrechnung'].map((format) => ({
      format,
      ...valid,
      url: expect.stringMatching(new RegExp(`^${origin}/i/[^/]+/${format}\\.xml$`)),
    })),
  )
})

test('the PDF and its e-invoices are stored by one commit, each under the hash in the history', async () => {
  const { id } = await issue((await drafted(office)).id)
  const invoice = await kranwerk.invoice(id)
  const events = await storedEvents(id)
  expect(events.map(({ document }) => document)).toEqual(['invoice', 'cii', 'ubl', 'xrechnung'])
  expect(new Set(events.map(({ at }) => at)).size).toBe(1)
  for (const { kind, sha256, bytes } of invoice.documents!) {
    const stored = await bucket.get(`${kranwerk.id}/${id}/${sha256}.${kind === 'invoice' ? 'pdf' : 'xml'}`)
    const body = new Uint8Array(await stored!.arrayBuffer())
    expect([hashOf(body), body.length]).toEqual([sha256, bytes])
  }
})

test('an e-invoice is served as the PDF is: whole, in part, or not again to whoever has it', async () => {
  const issued = await issue((await drafted(office)).id)
  const { documents = [] } = await kranwerk.invoice(issued.id)
  for (const [format, syntax] of [
    ['cii', 'CII'],
    ['ubl', 'UBL'],
    ['xrechnung', 'XRechnung'],
  ] as const) {
    const { sha256, bytes } = documents.find(({ kind }) => kind === format)!
    const path = `${pathOf(issued)}/${format}.xml`
    const whole = await ask(path)
    const body = new Uint8Array(await whole.arrayBuffer())
    expect([whole.status, hashOf(body)]).toEqual([200, sha256])
    const name = `Kranwerk Berlin GmbH ${issued.number} ${syntax}.xml`
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/xml',
      'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-length': String(bytes),
      'cache-control': 'no-store',
      etag: `"${sha256}"`,
    })
    const part = await ask(path, { headers: { range: 'bytes=0-4' } })
    expect([part.status, await part.text()]).toEqual([206, '<?xml'])
    expect((await ask(path, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304)
    expect((await ask(`${pathOf(issued).slice(0, -4)}AAAA/${format}.xml`)).status).toBe(404)
  }
})

test('the amounts in the XML are those that the API, and so the page, shows', async () => {
  const issued = await issue((await drafted(office)).id)
  const ubl = await (await ask(`${pathOf(issued)}/ubl.xml`)).text()
  const amountOf = (name: string) => Number(new RegExp(`<cbc:${name}[^>]*>([^<]*)<`).exec(ubl)![1]) * 100
  expect([amountOf('TaxExclusiveAmount'), amountOf('TaxInclusiveAmount'), amountOf('PayableAmount')]).toEqual([
    issued.total_excluding_tax,
    issued.total,
    issued.total,
  ])
  expect(ubl).toContain('<cbc:BuyerReference>04011000-12345-03</cbc:BuyerReference>')
  expect(ubl).toContain('<cac:OrderReference><cbc:ID>PO-77</cbc:ID></cac:OrderReference>')
  const page = await (await ask(pathOf(issued), { headers: { 'accept-language': 'de' } })).text()
  for (const shown of ['1.190,00', 'PO-77', '04011000-12345-03', '/cii.xml', '/ubl.xml', '/xrechnung.xml'])
    expect(page).toContain(shown)
})

test('what has no e-invoice is known before it is finalized, and has its PDF all the same', async () => {
  const draft = await drafted({})
  const refused = {
    status: 'refused',
    code: 'e_invoice_field_missing',
    param: 'customer.address',
    message: 'An e-invoice needs the address of the customer, which is missing: customer.address.',
    url: null,
  }
  expect(draft.e_invoices.slice(0, 2)).toEqual(['cii', 'ubl'].map((format) => ({ format, ...refused })))
  const issued = await issue(draft.id)
  expect(issued.e_invoices).toEqual(draft.e_invoices)
  expect((await ask(`${pathOf(issued)}/invoice.pdf`)).status).toBe(200)
  expect((await ask(`${pathOf(issued)}/cii.xml`)).status).toBe(404)
  expect(await (await ask(pathOf(issued))).text()).not.toContain('.xml')
  // An address that the customer gets later is not that of the invoice.
  await api(`customers/${draft.customer}`, home)
  expect((await read(issued.id)).e_invoices).toEqual(draft.e_invoices)
})

test('a customer without a Leitweg-ID has the e-invoices of EN 16931 and no XRechnung', async () => {
  const issued = await issue((await drafted(home)).id)
  expect(issued.e_invoices.map(({ format, status, param }) => [format, status, param])).toEqual([
    ['cii', 'valid', null],
    ['ubl', 'valid', null],
    ['xrechnung', 'refused', 'customer.buyer_reference'],
  ])
  const statuses = ['cii', 'ubl', 'xrechnung'].map(async (one) => (await ask(`${pathOf(issued)}/${one}.xml`)).status)
  expect(await Promise.all(statuses)).toEqual([200, 200, 404])
})

test('a Leitweg-ID with wrong check digits is refused, and names its parameter', async () => {
  const answer = await ask('/v1/customers', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'name=Amt&buyer_reference=04011000-12345-04',
  })
  const { error } = await answer.json<{ error: { code: string; param: string; message: string } }>()
  expect([answer.status, error]).toMatchObject([
    400,
    {
      code: 'parameter_invalid',
      param: 'buyer_reference',
      message: 'Invalid buyer_reference: it looks like a Leitweg-ID, but its check digits are wrong.',
    },
  ])
})

test('an invoice keeps the e-invoices that it was issued with, whatever the account has later', async () => {
  const away: Deps = { ...newDeps(), documents: { put: refuse, get: refuse } }
  const before = await issue((await drafted(office)).id, away)
  await set({ eInvoices: null })
  try {
    expect((await drafted(office)).e_invoices).toEqual([])
    const without = await issue((await drafted(office)).id)
    expect(without.e_invoices).toEqual([])
    expect((await ask(`${pathOf(without)}/cii.xml`)).status).toBe(404)
    expect((await read(before.id)).e_invoices.map(({ status }) => status)).toEqual(['valid', 'valid', 'valid'])
    expect((await ask(`${pathOf(before)}/xrechnung.xml`)).status).toBe(503)
  } finally {
    await set({ eInvoices: xrechnung })
  }
})

const refuse = async (): Promise<never> => {
  throw new Error('The store is away.')
}
