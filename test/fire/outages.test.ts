import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type HttpFault, httpFaults } from '../../dev/fault-proxy.ts'
import type { SmtpFault } from '../../dev/smtp-fault-proxy.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { until } from '../world/until.ts'
import { advanceToMorning, dueWork } from './due-work.ts'
import { endpointsOf, postWebhook } from './endpoints.ts'
import type { Environment } from './environment.ts'
import { type FaultyEnvironment, startFaultyEnvironment } from './faulty-environment.ts'
import { flawsOf503, receive } from './graceful-503.ts'
import { type Issued, type Merchant, mailsIn, merchantIn } from './merchant.ts'
import { moneyViolations } from './money-invariants.ts'
import {
  controlWebhooks,
  fireCron,
  getPage,
  payDuringOutage,
  paymentsOf,
  type Row,
  requestFreshLink,
  threeUnpaidInvoices,
  type UnpaidInvoices,
} from './outage-scenarios.ts'
import { payAtCheckout, pressPay } from './payer-requests.ts'
import { RunLog } from './run-log.ts'

const minuteMs = 60_000
const longestMs = 12_000
/** By when the queue has retried what failed once. */
const soonMs = 60_000

/** Faults that show at once; and those that only show at a timeout. */
const atOnce = (Object.keys(httpFaults) as HttpFault[]).filter((kind) => kind !== 'delay' && !kind.startsWith('stall'))
const hanging = ['stall', 'stall midway'] as const

let faulty: FaultyEnvironment
let env: Environment
let merchant: Merchant
const log = new RunLog()

beforeAll(async () => {
  faulty = await startFaultyEnvironment(log.webhookSender())
  env = faulty.env
  merchant = merchantIn(env)
})

afterEach(() => faulty.clearFaults())

afterAll(() => faulty?.stop())

/** Advances the clock, lets the provider's webhooks arrive, and fires cron once. */
async function oneTickAfter(minutes: number): Promise<void> {
  await env.clock.advance(minutes * minuteMs, { stepMs: minutes * minuteMs })
  await env.tick()
}

type Mail = { readonly outcome: string | null; readonly tries: number; readonly last_error: string | null }

/** The mails that were ordered about an invoice, and what became of them. */
const ordered = ({ id }: Issued) =>
  merchant.rows<Mail>("SELECT outcome, tries, last_error FROM outbox WHERE subject_id = ? AND kind = 'mail'", id)

const outcomes = async (invoices: readonly Issued[]) =>
  (await Promise.all(invoices.map(ordered))).flat().map(({ outcome }) => outcome)

test('while the database is unavailable every request gets a proper 503 and webhooks are retried; one tick catches up', async () => {
  const reminded = await merchant.bill(await merchant.customer(), { days_until_due: 3 })
  const cardholder = await merchant.customer()
  await merchant.keepMethod(cardholder)
  const charged = await merchant.bill(cardholder, { collection_method: 'charge_automatically' })
  const paid = await merchant.bill(await merchant.customer())
  const unreachable = await merchant.bill(await merchant.customer())
  await advanceToMorning(env, 3)
  expect(await dueWork(env)).toEqual(expect.arrayContaining([`reminder of ${reminded.id}`, `charge of ${charged.id}`]))
  const { location } = await pressPay(paid)
  const [payment] = await merchant.rows<{ id: string }>('SELECT id FROM payments WHERE invoice_id = ?', paid.id)
  const endpoints = endpointsOf(env, merchant, paid, payment!.id)

  const violations: string[] = []
  let answers = 0
  const requestEverything = async (what: string) => {
    const requests = endpoints.map(async (endpoint) =>
      flawsOf503(`${endpoint.what} while ${what}`, endpoint.as, await receive(endpoint.ask), endpoint.to),
    )
    answers += requests.length
    violations.push(...(await Promise.all(requests)).flat())
  }
  for (const kinds of [...atOnce.map((kind) => [kind]), hanging]) {
    faulty.database.faults.inject(100, ...kinds)
    const ticked = fireCron(env)
    await requestEverything(kinds.join(' and '))
    // It is answered before any lookup, so that its timing does not reveal whether the link is ours.
    const link = kinds === hanging ? unreachable : paid
    expect([kinds, (await requestFreshLink(link))?.status]).toEqual([kinds, 200])
    if (!((await ticked)?.ms ?? Number.NaN) || (await ticked)!.ms > longestMs)
      violations.push(`cron hung while ${kinds}`)
  }
  expect(await payAtCheckout(location!)).not.toBeNull()
  await until('a webhook to be refused', async () => log.counts['webhooks refused'])
  expect([...violations, ...log.violations]).toEqual([])
  // An uncaught error would be logged by the platform with its text, which holds the statement and its values.
  expect(faulty.log.filter((line) => /Uncaught|Failed query/.test(line))).toEqual([])

  faulty.clearFaults()
  // A claim whose response was lost is free again when its lease has run out.
  await oneTickAfter(6)
  expect(await dueWork(env)).toEqual([])
  const statuses = [charged, paid, reminded].map(({ id }) =>
    merchant.rows<Row>('SELECT status FROM invoices WHERE id = ?', id),
  )
  expect((await Promise.all(statuses)).flat().map(({ status }) => status)).toEqual(['paid', 'paid', 'open'])
  expect(await outcomes([reminded])).toEqual(['mail.sent'])
  expect((await postWebhook(env, merchant, 'evt_afterwards')).status).toBe(200)
  for (const { what, ask } of endpoints) expect([what, (await receive(ask))?.status]).not.toEqual([what, 503])
  const isMailed = async () => (await outcomes([unreachable])).join() === 'mail.sent'
  await until('the requested fresh link', isMailed, soonMs)
  const refused = log.counts['webhooks refused'] ?? 0
  tally('the database unavailable', { answers, ...faulty.database.faults.counts, 'webhooks refused': refused })
})

test('while the provider is unavailable invoices are shown, and pressing "pay" twice does not pay twice', async () => {
  await controlWebhooks(env, merchant, 'pause')
  const all = await mapConcurrently(4, Array(rounds(4, 40)).fill(atOnce), (kinds) =>
    threeUnpaidInvoices(merchant, kinds),
  )
  faulty.provider.faults.inject(100, ...atOnce)
  expect((await mapConcurrently(4, all, (unpaid) => payDuringOutage(env, merchant, unpaid))).flat()).toEqual([])
  faulty.clearFaults()
  await expectSwept(all)
  tally('the provider unavailable', { invoices: 3 * all.length, ...faulty.provider.faults.counts })
  expect(atOnce.filter((kind) => faulty.provider.faults.counts[kind] === 0)).toEqual([])
})

/** Our own poll after a minute finds each attempt's outcome without a webhook; the webhooks then change nothing. */
async function expectSwept(all: readonly UnpaidInvoices[]): Promise<void> {
  await oneTickAfter(2)
  expect(await dueWork(env)).toEqual([])
  await controlWebhooks(env, merchant, 'resume')
  await oneTickAfter(1)
  const { payments, sessions } = merchant.truth()
  for (const { kinds, byClick, atCheckout, byNewCustomer } of all) {
    const begun = [byClick, atCheckout].map((invoice) => paymentsOf(merchant, invoice))
    expect([kinds, ...(await Promise.all(begun)).flat()]).toEqual([kinds, 'succeeded', 'open'])
    expect(payments.filter(({ metadata }) => metadata.remit_invoice === byClick.id)).toHaveLength(1)
    expect(sessions.filter(({ metadata }) => metadata.remit_invoice === atCheckout.id)).toHaveLength(1)
    expect((await pressPay(byNewCustomer)).location).toContain('/c/pay/')
  }
}

/** What we know of the mail after each fault (it surely did not leave, or its outcome is unknown), and how many really arrived. */
const mailFaults: readonly (readonly [kind: SmtpFault, known: 'not yet' | 'never' | 'unknown', came: 0 | 1])[] = [
  ['reset at once', 'not yet', 0],
  ['hang up at once', 'not yet', 0],
  ['try later', 'not yet', 0],
  ['turn away', 'never', 0],
  ['reset before', 'unknown', 0],
  ['reset after', 'unknown', 1],
  ['cut answer', 'unknown', 1],
]

test('while the mail server fails sending and pages still work, and every unsent mail is sent once afterwards', async () => {
  const sent: (readonly [Issued, (typeof mailFaults)[number]])[] = []
  for (const row of mailFaults) {
    const [kind] = row
    const invoice = await merchant.bill(await merchant.customer())
    faulty.mail.faults.inject(100, kind)
    await expectSentAndShown(kind, invoice)
    sent.push([invoice, row])
    await until(`what becomes of the mail while ${kind}`, async () =>
      (await ordered(invoice)).every(({ tries, outcome }) => tries === 1 || outcome !== null),
    )
    faulty.clearFaults()
  }
  await oneTickAfter(1)
  await expectMails(sent)
  tally('the mail server unavailable', faulty.mail.faults.counts)
})

/** The API sends the invoice and the page is shown as usual. */
async function expectSentAndShown(what: string, invoice: Issued): Promise<void> {
  const began = performance.now()
  const { status } = await merchant.remit.invoices.sendInvoice(invoice.id)
  const page = await getPage(invoice.hosted_invoice_url)
  expect([what, status, page?.status]).toEqual([what, 'open', 200])
  expect(performance.now() - began).toBeLessThan(5000)
}

async function expectMails(sent: readonly (readonly [Issued, (typeof mailFaults)[number]])[]): Promise<void> {
  const mails = await mailsIn(env)
  const seen = sent.map(async ([invoice, [kind, known]]) => {
    const [mail] = await ordered(invoice)
    const came = mails.filter(({ envelope }) => envelope.to[0] === invoice.customer_email).length
    return [kind, known, mail?.outcome, came]
  })
  expect(await Promise.all(seen)).toEqual(
    sent.map(([, [kind, known, came]]) => [
      kind,
      known,
      ...(known === 'not yet' ? ['mail.sent', 1] : ['mail.failed', came]),
    ]),
  )
}

test('a provider and a mail server that hang are given up after a bounded wait, and caught up by the next tick', async () => {
  await controlWebhooks(env, merchant, 'pause')
  const mailed = [
    await merchant.bill(await merchant.customer()),
    await merchant.bill(await merchant.customer()),
  ] as const
  faulty.mail.faults.inject(100, 'stall')
  await expectSentAndShown('stall', mailed[0])
  faulty.mail.faults.inject(100, 'stall midway')
  await expectSentAndShown('stall midway', mailed[1])
  const unpaid = await threeUnpaidInvoices(merchant, hanging)
  faulty.provider.faults.inject(100, ...hanging)
  expect(await payDuringOutage(env, merchant, unpaid)).toEqual([])
  await until('what becomes of the mails', async () =>
    (await Promise.all(mailed.map(ordered))).flat().every(({ tries, outcome }) => tries === 1 || outcome !== null),
  )
  faulty.clearFaults()
  await expectSwept([unpaid])
  await expectMails([
    [mailed[0], ['stall', 'not yet', 0]],
    [mailed[1], ['stall midway', 'unknown', 1]],
  ])
  const { stall, 'stall midway': midway } = faulty.provider.faults.counts
  expect(Math.min(stall, midway)).toBeGreaterThan(0)
  tally('a provider and a mail server that hang', { stall, 'stall midway': midway })
})

test('a mail that the mail server defers for hours is given up and gets a review item', async () => {
  const invoice = await merchant.bill(await merchant.customer())
  faulty.mail.faults.inject(100, 'try later')
  await merchant.remit.invoices.sendInvoice(invoice.id)
  for (let hours = 0; (await ordered(invoice))[0]?.outcome === null && hours < 24; hours += 3) await oneTickAfter(180)
  faulty.clearFaults()
  expect(await ordered(invoice)).toMatchObject([{ outcome: 'mail.failed', tries: 5 }])
  const items = await merchant.rows('SELECT kind FROM review_items WHERE invoice_id = ?', invoice.id)
  expect(items).toEqual([{ kind: 'mail_given_up' }])
})

test('after all outages the books match the provider', async () => {
  await oneTickAfter(60)
  expect(await moneyViolations(env)).toEqual([])
})
