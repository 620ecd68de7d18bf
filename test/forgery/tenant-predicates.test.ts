import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueIsDone, tick } from '../../dev/cron.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import { type Environment, startEnvironment } from '../fire/environment.ts'
import { isProving } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { uniqueText } from '../world/api-calls.ts'
import { bill, draft, type Issued, keepMethod, newCustomer } from '../world/billing.ts'
import { checkoutFor, pathOf, send } from '../world/form.ts'
import type { Merchant } from '../world/merchant.ts'
import { buildRequest, credentialsFor } from './build-request.ts'
import { callers, matrix } from './matrix.ts'
import { merchantAt } from './merchant-access.ts'
import { probe } from './probe.ts'
import { requestsByRoute } from './requests-by-route.ts'
import { startStatementRecorder } from './statement-recorder.ts'
import { crossTenantStatements, exceptionFor, type SentStatement, tenantViolations } from './tenant-check.ts'

let env: Environment
let recorder: Awaited<ReturnType<typeof startStatementRecorder>>
/** Each distinct statement as first sent, with the account that it was sent for. */
const seen = new Map<string, Required<SentStatement> & { accountId: string }>()
let sentInAll = 0

beforeAll(async () => {
  env = await startEnvironment({
    through: async (urls) => {
      recorder = await startStatementRecorder(urls.database)
      return { ...urls, database: recorder.url }
    },
  })
})

afterAll(async () => {
  await env?.stop()
  await recorder?.stop()
})

const merchantIn = (index: number): Merchant => {
  const { account, providerAccount } = merchants[index]!
  const { apiKey, providerKey, webhookSecret } = env.secrets.merchants[account.id]!
  const known = {
    accountId: account.id,
    apiKey,
    webhookSecret,
    providerAccount,
    name: account.name,
    database: env.urls.database,
    linkKey: env.secrets.linkKey,
  }
  const provider = merchantAt(env.urls.sandbox, { ...known, apiKey: providerKey, currency: account.defaultCurrency })
  return merchantAt(env.app, { ...known, currency: account.defaultCurrency, provider: provider.remit })
}

const settle = async () => {
  await queueIsDone(env.app)
  await env.sandbox.tick()
  await queueIsDone(env.app)
}

/** Sends a route's request with the credentials that the access matrix serves. */
async function requestRoute(route: string, merchant: Merchant): Promise<void> {
  const made = await requestsByRoute[route]!(merchant)
  const caller =
    callers.find((one) => matrix[route]![one].gets === 'served' && one !== 'no credentials') ?? 'no credentials'
  const holds = credentialsFor(made, merchant)
  const request = buildRequest(route, made, holds, env.clock.now())
  const isKeyed = request.method === 'POST' && request.path.startsWith('/v1/')
  const headers = { ...request.headers, ...(isKeyed && { 'idempotency-key': uniqueText() }) }
  const again = () => probe({ ...request, headers }, env.app)
  expect((await again()).status, `${caller} at ${route}`).toBe(matrix[route]![caller].status)
  if (isKeyed) expect((await again()).headers['idempotent-replayed']).toBe('true')
}

type ListRequests = (found: {
  customer: string
  invoice: string
  payment: string
  paymentIntent: string
  event: string
}) => string[]

/** Requests with every filter, cursor and expansion of the lists. */
const listRequests: ListRequests = ({ customer, invoice, payment, paymentIntent, event }) => [
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
  `billing_portal/configurations?active=true&is_default=true`,
  `customers/${customer}/portal_sessions?expand[]=data.configuration`,
  `invoice_payments?status=paid&invoice=${invoice}&expand[]=data.invoice`,
  `invoice_payments?payment[type]=payment_intent&payment[payment_intent]=${paymentIntent}`,
  `invoice_payments?payment[type]=payment_record&payment[payment_record]=${payment}&starting_after=${payment}`,
  `events?types[]=invoice.*&created[gte]=1&starting_after=${event}`,
  `events?type=customer.created&ending_before=${event}`,
  `invoices/${invoice}/links?expand[]=data.invoice`,
]

async function requestLists(merchant: Merchant, invoice: Issued): Promise<void> {
  const { data: payments } = await merchant.remit.invoicePayments.list({ invoice: invoice.id })
  const { data: events } = await merchant.remit.events.list({ limit: 1 })
  const paths = listRequests({
    customer: invoice.customer as string,
    invoice: invoice.id,
    payment: payments[0]!.id,
    paymentIntent: String(payments[0]!.payment.payment_intent),
    event: events[0]!.id,
  })
  const headers = { authorization: `Bearer ${merchant.apiKey}` }
  const answers = await Promise.all(paths.map((path) => probe({ path: `/v1/${path}`, headers }, env.app)))
  expect(answers.filter(({ status }) => status !== 200 && status !== 404).map(({ body }) => body)).toEqual([])
}

const visa = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' }

/** A payer pays at the checkout; then a part is refunded and the payment disputed. */
async function paid(merchant: Merchant): Promise<Issued> {
  const invoice = await bill(await newCustomer({}, merchant), {}, merchant)
  const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const body = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const begin = { method: 'POST', headers: form, body: body(checkoutFor(invoice.amount_remaining)) }
  const { headers } = await send(`${pathOf(invoice)}/payments`, begin, env.app)
  const checkout = new URL(headers.location ?? '')
  const pay = { method: 'POST', headers: { 'content-type': form['content-type'] }, body: body(visa) }
  const back = await send(checkout.pathname, pay, env.urls.sandbox)
  await send(new URL(back.headers.location ?? '').pathname, {}, env.app)
  await settle()
  const { payments } = env.sandbox.truth(merchant.providerAccount)
  const { id } = payments.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  for (const [path, request] of [
    [`payments/${id}/refund`, { amount: 1_000 }],
    ['disputes', { payment: id }],
  ] as const)
    await fetch(`${env.urls.sandbox}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(request) })
  await settle()
  return (await merchant.remit.invoices.retrieve(invoice.id)) as Issued
}

/** Invoices that are charged automatically, with and without success, and one that is due for reminders. */
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

/** The statements of one merchant's requests to every route. */
async function statementsOfRoutes(merchant: Merchant): Promise<readonly Required<SentStatement>[]> {
  for (const route of Object.keys(matrix)) await requestRoute(route, merchant)
  await settle()
  return recorder.results.splice(0)
}

/** The statements of a merchant's invoices being paid, refunded, charged and listed. */
async function statementsOfLifecycle(merchant: Merchant): Promise<readonly Required<SentStatement>[]> {
  await requestLists(merchant, await paid(merchant))
  await collected(merchant)
  await settle()
  return recorder.results.splice(0)
}

/** The statements of some days: reminders, charge retries, polls, and the nightly deletion. */
async function statementsOfDays(): Promise<readonly Required<SentStatement>[]> {
  const dayMs = 86_400_000
  for (const days of [0, 1, 1, 3, 7]) {
    await env.clock.advance(days * dayMs, { stepMs: dayMs })
    await env.tick()
    await settle()
  }
  await tick(env.app, '17 3 * * *', env.clock.now())
  return recorder.results.splice(0)
}

function violationsIn(all: readonly Required<SentStatement>[], accountId: string): string[] {
  sentInAll += all.length
  for (const sent of all) if (!seen.has(sent.sql)) seen.set(sent.sql, { ...sent, accountId })
  return [...new Set(all.flatMap((sent) => tenantViolations(sent, accountId).map((what) => `${what}: ${sent.sql}`)))]
}

test('every statement sent for a merchant, in requests and in background work, is restricted to their account', {
  timeout: 600_000,
}, async () => {
  const [kranwerk, harborPine] = [merchantIn(0), merchantIn(1)]
  const violations = [
    ...violationsIn(await statementsOfRoutes(kranwerk), kranwerk.accountId),
    ...violationsIn(await statementsOfLifecycle(kranwerk), kranwerk.accountId),
    // Only Kranwerk has data so far, so that every due row is Kranwerk's.
    ...violationsIn(await statementsOfDays(), kranwerk.accountId),
    // The same routes for another merchant send the same statements: in the proof.
    ...(isProving ? violationsIn(await statementsOfRoutes(harborPine), harborPine.accountId) : []),
  ]
  const exceptions = new Set([...seen.keys()].map(exceptionFor).filter((name) => name !== null))
  tally('Statements', {
    sent: sentInAll,
    different: seen.size,
    'allowed across accounts': exceptions.size,
    violations: violations.length,
  })
  expect(violations).toEqual([])
  expect([...exceptions].sort()).toEqual(Object.keys(crossTenantStatements).sort())
  expect(seen.size).toBeGreaterThan(100)
})

/** Variants of a statement with one condition on the account removed, weakened, or bound to another account. */
function* weakened({
  sql,
  values,
  accountId,
}: Required<SentStatement> & { accountId: string }): Generator<Required<SentStatement>> {
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

test('each statement without its account condition, or with another account, is reported', () => {
  const own = [...seen.values()].filter(({ sql }) => exceptionFor(sql) === null)
  const tried = own.flatMap((sent) => [...weakened(sent)].map((weak) => [weak, sent.accountId] as const))
  const missed = tried.filter(([weak, accountId]) => tenantViolations(weak, accountId).length === 0)
  tally('Weakened statements', { tried: tried.length, caught: tried.length - missed.length })
  expect(missed.map(([{ sql, values }]) => [sql, values])).toEqual([])
  expect(tried.length).toBeGreaterThan(seen.size)
})

const unboundStatements: readonly string[] = [
  'select "state" from "invoices" where "invoices"."id" = ?',
  'select "state" from "invoices"',
  'select "state" from "invoices" where "invoices"."account_id" = "invoices"."account_id"',
  'select "state" from "invoices" where "account_id" in (?, ?)',
  'select "state" from "invoices", "customers" where "invoices"."account_id" = ?',
  'select "state" from "invoices" where "account_id" = ? union select "state" from "customers"',
  'select "state" from "invoices" left join "customers" on "customers"."id" = "invoices"."customer_id" where "invoices"."account_id" = ?',
  'select "state" from "accounts"',
  'select "state" from "customers" where lower("customers"."email") = ?',
  'select "customers"."state" from "deployment_sign_ins" inner join "customers" on lower("customers"."email") = "deployment_sign_ins"."address" where "deployment_sign_ins"."id" = ?',
  'delete from "deployment_sign_ins" where "address" in (select "email" from "customers")',
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
  'with recursive newer(id) as (select id from invoices where account_id = ? union all select next.id from newer join invoices next on next.id = newer.id) select id from newer',
  'with newer(id) as (select id from invoices where account_id = ?) select state from invoices',
  'with invoices(id) as (select 1) select state from invoices',
  'pragma table_list',
  'drop table "invoices"',
  'select "id" from "api_keys" where "api_keys"."account_id" <> ?',
]

test('statements that reach more than one account are reported in every form', () => {
  const missed = unboundStatements.filter(
    (sql) => tenantViolations({ sql, values: Array(9).fill('acct_kranwerk') }, 'acct_kranwerk').length === 0,
  )
  expect(missed).toEqual([])
})
