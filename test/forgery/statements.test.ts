import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueIsDone, tick } from '../../dev/cron.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import { type Environment, startEnvironment } from '../fire/environment.ts'
import { tally } from '../proof/tally.ts'
import { bill, draft, type Issued, keepMethod, newCustomer } from '../world/billing.ts'
import { checkoutFor, pathOf, send } from '../world/form.ts'
import type { Merchant } from '../world/merchant.ts'
import { ask } from './ask.ts'
import { asks, canary } from './asks.ts'
import { knock } from './knock.ts'
import { callers, matrix } from './matrix.ts'
import { merchantAt } from './newcomer.ts'
import { tap } from './tap.ts'
import { across, exceptionFor, type Sent, trespasses } from './trespass.ts'

let town: Environment
let wire: Awaited<ReturnType<typeof tap>>
/** Each different statement as it was first sent, and for whom. */
const seen = new Map<string, Required<Sent> & { accountId: string }>()
let sentInAll = 0

beforeAll(async () => {
  town = await startEnvironment({
    through: async (urls) => {
      wire = await tap(urls.database)
      return { ...urls, database: wire.url }
    },
  })
})

afterAll(async () => {
  await town?.stop()
  await wire?.stop()
})

const merchantIn = (index: number): Merchant => {
  const { account, providerAccount } = merchants[index]!
  const { apiKey, providerKey, webhookSecret } = town.secrets.merchants[account.id]!
  const known = { accountId: account.id, apiKey, webhookSecret, providerAccount, name: account.name }
  const provider = merchantAt(town.urls.sandbox, { ...known, apiKey: providerKey, currency: account.defaultCurrency })
  return merchantAt(town.app, { ...known, currency: account.defaultCurrency, provider: provider.remit })
}

const rest = async () => {
  await queueIsDone(town.app)
  await town.sandbox.tick()
  await queueIsDone(town.app)
}

/** Whoever the table says is served at a route: with the link, the key or the secret that opens it. */
async function served(route: string, merchant: Merchant): Promise<void> {
  const made = await asks[route]!(merchant)
  const caller = callers.find((one) => matrix[route]![one].gets === 'served' && one !== 'nobody') ?? 'nobody'
  const all = { token: made.links?.good, key: merchant.apiKey, secret: merchant.webhookSecret }
  const holds = made.links ? { token: all.token } : made.message ? { secret: all.secret } : { key: all.key }
  const request = knock(route, made, holds, town.clock.now())
  const isKeyed = request.method === 'POST' && request.path.startsWith('/v1/')
  const headers = { ...request.headers, ...(isKeyed && { 'idempotency-key': canary() }) }
  const again = () => ask({ ...request, headers }, town.app)
  expect((await again()).status, `${caller} at ${route}`).toBe(matrix[route]![caller].status)
  if (isKeyed) expect((await again()).headers['idempotent-replayed']).toBe('true')
}

type Looks = (found: {
  customer: string
  invoice: string
  payment: string
  paymentIntent: string
  event: string
}) => string[]

/** Every filter, cursor and expansion that a list has. */
const looks: Looks = ({ customer, invoice, payment, paymentIntent, event }) => [
  `customers?email=a@b.example&created[gte]=1&limit=2`,
  `customers?ending_before=${customer}`,
  `customers/${customer}x`,
  `customers?starting_after=${customer}`,
  `invoices?status=open&collection_method=send_invoice&due_date[gte]=1&created[lt]=9999999999&customer=${customer}`,
  `invoices?starting_after=${invoice}&expand[]=data.customer&expand[]=data.discounts`,
  `invoices?ending_before=${invoice}&expand[]=data.payments.data.invoice`,
  `invoices/${invoice}?expand[]=customer&expand[]=lines.data.discounts&expand[]=payments.data.invoice`,
  `invoiceitems?customer=${customer}&invoice=${invoice}&pending=false&expand[]=data.invoice&expand[]=data.customer`,
  `invoiceitems?pending=true`,
  `tax_rates?active=true&created=1&limit=1`,
  `coupons?created[gt]=1`,
  `invoice_payments?status=paid&invoice=${invoice}&expand[]=data.invoice`,
  `invoice_payments?payment[type]=payment_intent&payment[payment_intent]=${paymentIntent}`,
  `invoice_payments?payment[type]=payment_record&payment[payment_record]=${payment}&starting_after=${payment}`,
  `events?types[]=invoice.*&created[gte]=1&starting_after=${event}`,
  `events?type=customer.created&ending_before=${event}`,
  `invoices/${invoice}/links?expand[]=data.invoice`,
]

async function look(merchant: Merchant, invoice: Issued): Promise<void> {
  const { data: payments } = await merchant.remit.invoicePayments.list({ invoice: invoice.id })
  const { data: events } = await merchant.remit.events.list({ limit: 1 })
  const paths = looks({
    customer: invoice.customer as string,
    invoice: invoice.id,
    payment: payments[0]!.id,
    paymentIntent: String(payments[0]!.payment.payment_intent),
    event: events[0]!.id,
  })
  const headers = { authorization: `Bearer ${merchant.apiKey}` }
  const answers = await Promise.all(paths.map((path) => ask({ path: `/v1/${path}`, headers }, town.app)))
  expect(answers.filter(({ status }) => status !== 200 && status !== 404).map(({ body }) => body)).toEqual([])
}

const visa = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' }

/** A payer goes to the checkout and pays there; then money comes back, and is fought about. */
async function paid(merchant: Merchant): Promise<Issued> {
  const invoice = await bill(await newCustomer({}, merchant), {}, merchant)
  const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const body = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const begin = { method: 'POST', headers: form, body: body(checkoutFor(invoice.amount_remaining)) }
  const { headers } = await send(`${pathOf(invoice)}/payments`, begin, town.app)
  const checkout = new URL(headers.location ?? '')
  const pay = { method: 'POST', headers: { 'content-type': form['content-type'] }, body: body(visa) }
  const back = await send(checkout.pathname, pay, town.urls.sandbox)
  await send(new URL(back.headers.location ?? '').pathname, {}, town.app)
  await rest()
  const { payments } = town.sandbox.truth(merchant.providerAccount)
  const { id } = payments.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  for (const [path, asked] of [
    [`payments/${id}/refund`, { amount: 1_000 }],
    ['disputes', { payment: id }],
  ] as const)
    await fetch(`${town.urls.sandbox}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(asked) })
  await rest()
  return (await merchant.remit.invoices.retrieve(invoice.id)) as Issued
}

/** Invoices that are charged by themselves, well and badly, and reminded of. */
async function collected(merchant: Merchant): Promise<void> {
  for (const card of ['pm_card_visa', 'pm_card_chargeCustomerFail']) {
    const customer = await newCustomer({}, merchant)
    await keepMethod(customer, card, merchant)
    const id = await draft(customer, { collection_method: 'charge_automatically' }, merchant)
    await merchant.remit.invoices.finalizeInvoice(id)
    await merchant.remit.invoices.pay(id).catch(() => undefined)
  }
  await bill(await newCustomer({}, merchant), { days_until_due: 1 }, merchant)
}

/** What one merchant does, route by route: all that is sent meanwhile must be about their account. */
async function asked(merchant: Merchant): Promise<readonly Required<Sent>[]> {
  for (const route of Object.keys(matrix)) await served(route, merchant)
  await rest()
  return wire.heard.splice(0)
}

/** What happens to a merchant's invoices, and every way to look at it. */
async function lived(merchant: Merchant): Promise<readonly Required<Sent>[]> {
  await look(merchant, await paid(merchant))
  await collected(merchant)
  await rest()
  return wire.heard.splice(0)
}

/** Days pass: reminders, second charges, checks, and the nightly forgetting. */
async function daysPass(): Promise<readonly Required<Sent>[]> {
  const dayMs = 86_400_000
  for (const days of [0, 1, 1, 3, 7]) {
    await town.clock.advance(days * dayMs, { stepMs: dayMs })
    await town.tick()
    await rest()
  }
  await tick(town.app, '17 3 * * *', town.clock.now())
  return wire.heard.splice(0)
}

function wrongsIn(all: readonly Required<Sent>[], accountId: string): string[] {
  sentInAll += all.length
  for (const sent of all) if (!seen.has(sent.sql)) seen.set(sent.sql, { ...sent, accountId })
  return [...new Set(all.flatMap((sent) => trespasses(sent, accountId).map((what) => `${what}: ${sent.sql}`)))]
}

test('every statement that serves a merchant, and the work behind it, keeps to their account', {
  timeout: 600_000,
}, async () => {
  const [kranwerk, harborPine] = [merchantIn(0), merchantIn(1)]
  const wrongs = [
    ...wrongsIn(await asked(kranwerk), kranwerk.accountId),
    ...wrongsIn(await lived(kranwerk), kranwerk.accountId),
    // No other merchant has anything yet: every row that falls due is Kranwerk's.
    ...wrongsIn(await daysPass(), kranwerk.accountId),
    ...wrongsIn(await asked(harborPine), harborPine.accountId),
  ]
  const exceptions = new Set([...seen.keys()].map(exceptionFor).filter((name) => name !== null))
  tally('Statements', {
    sent: sentInAll,
    different: seen.size,
    'across accounts by name': exceptions.size,
    trespassing: wrongs.length,
  })
  expect(wrongs).toEqual([])
  expect([...exceptions].sort()).toEqual(Object.keys(across).sort())
  expect(seen.size).toBeGreaterThan(100)
})

/** A statement with one of its conditions on the account gone, weakened, or bound to somebody else. */
function* weakened({ sql, values, accountId }: Required<Sent> & { accountId: string }): Generator<Required<Sent>> {
  const own = values.flatMap((value, place) => (value === accountId ? [place] : []))
  for (const place of own) yield { sql, values: values.with(place, 'acct_somebodyelse') }
  if (/^insert/i.test(sql)) return
  for (const { index, 0: condition } of sql.matchAll(/(?:"\w+"\.)?"?account_id"? = (?:\?|"\w+"."\w+")/g)) {
    const put = (text: string) => sql.slice(0, index) + text + sql.slice(index + condition.length)
    yield { sql: put(condition.replace('account_id', 'fence')), values }
    yield { sql: put(condition.replace('=', '<>')), values }
    yield { sql: put(`(${condition} or 1 = 1)`), values }
    yield { sql: put(`not (${condition})`), values }
  }
}

test('each of these statements is caught when it loses its account, or names another', () => {
  const mine = [...seen.values()].filter(({ sql }) => exceptionFor(sql) === null)
  const tried = mine.flatMap((sent) => [...weakened(sent)].map((weak) => [weak, sent.accountId] as const))
  const missed = tried.filter(([weak, accountId]) => trespasses(weak, accountId).length === 0)
  tally('Weakened statements', { tried: tried.length, caught: tried.length - missed.length })
  expect(missed.map(([{ sql, values }]) => [sql, values])).toEqual([])
  expect(tried.length).toBeGreaterThan(seen.size)
})

const naive: readonly string[] = [
  'select "state" from "invoices" where "invoices"."id" = ?',
  'select "state" from "invoices"',
  'select "state" from "invoices" where "invoices"."account_id" = "invoices"."account_id"',
  'select "state" from "invoices" where "account_id" in (?, ?)',
  'select "state" from "invoices", "customers" where "invoices"."account_id" = ?',
  'select "state" from "invoices" where "account_id" = ? union select "state" from "customers"',
  'select "state" from "invoices" left join "customers" on "customers"."id" = "invoices"."customer_id" where "invoices"."account_id" = ?',
  'select "state" from "accounts"',
  'select (select count(*) from "payments") from "invoices" where "invoices"."account_id" = ?',
  'update "timers" set "visible_at" = ? where "timers"."subject_id" = ?',
  'update "invoices" set "account_id" = ? where "invoices"."account_id" = ?',
  'update "outbox" set "visible_at" = ? where rowid in (select rowid from "outbox" where visible_at <= ? limit ?)',
  'delete from "outbox" where "id" = ?',
  'delete from "idempotency_keys"',
  'insert into "links" ("id", "invoice_id") values (?, ?)',
  'insert into "links" ("id", "account_id") select "id", "account_id" from "links"',
  'insert into guard (holds) select exists (select 1 from timers where subject_id = ?)',
  'with everything as (select * from invoices) select * from everything',
  'pragma table_list',
  'drop table "invoices"',
  'select "id" from "api_keys" where "api_keys"."account_id" <> ?',
]

test('a statement that asks for more than one account is caught, however it is written', () => {
  const missed = naive.filter(
    (sql) => trespasses({ sql, values: Array(9).fill('acct_kranwerk') }, 'acct_kranwerk').length === 0,
  )
  expect(missed).toEqual([])
})
