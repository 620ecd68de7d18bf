import { setTimeout as pause } from 'node:timers/promises'
import { nextRandom, type RandomState } from '../../dev/sandbox/random.ts'
import { seed } from '../proof/rounds.ts'
import type { Environment } from './environment.ts'
import { MailCollector } from './mail-collector.ts'
import { type Issued, type Merchant, merchantIn } from './merchant.ts'
import { Ended, RetryingClient } from './retrying-client.ts'
import { pay } from './retrying-payer.ts'
import type { RunLog } from './run-log.ts'

export type Traffic = {
  readonly mails: MailCollector
  /** Starts no further scenario, waits for the running ones, and stops cron. */
  stop(): Promise<void>
  /** Retries unanswered calls under their old keys. To be called when all processes are up again. */
  retryUnanswered(): Promise<void>
}

type Scene = {
  readonly merchant: Merchant
  readonly client: RetryingClient
  readonly log: RunLog
  readonly mails: MailCollector
  readonly random: RandomState
}

const tickMs = 600
const mailPatienceMs = 2500

/** What happens to an invoice, and how often out of a hundred. */
const scenarios: readonly (readonly [share: number, scenario: (scene: Scene) => Promise<void>])[] = [
  [22, (scene) => paidAtCheckout(scene, 'return')],
  [10, (scene) => paidAtCheckout(scene, 'pay')],
  [6, (scene) => paidAtCheckout(scene, 'open')],
  [18, paidWithOneClick],
  [10, (scene) => chargedAutomatically(scene, 'pm_card_visa')],
  [4, (scene) => chargedAutomatically(scene, 'pm_card_chargeCustomerFail')],
  [12, paidInParts],
  [8, paidOutOfBand],
  [4, voided],
  [6, reminded],
]

type Start = {
  /** How many scenarios run concurrently. */
  readonly concurrency?: number
  /** How long the merchant's client retries a call before it leaves it for the end. */
  readonly patienceMs?: number
}

/** Runs payers, the merchant's client and cron concurrently; each worker runs one scenario after the other. */
export function startTraffic(
  env: Environment,
  log: RunLog,
  { concurrency = 4, patienceMs = 8000 }: Start = {},
): Traffic {
  const mails = new MailCollector(env)
  const client = new RetryingClient(log, env.clock.now, patienceMs)
  let isOver = false

  const runScenarios = async (index: number) => {
    const merchant = merchantIn(env, index % 2)
    const random: RandomState = { state: (seed * 31 + index) | 0 }
    while (!isOver) {
      log.count('scenarios')
      await scenarioBy(nextRandom(random))({ merchant, client, log, mails, random }).catch((error: unknown) => {
        if (!(error instanceof Ended)) throw error
        log.count('scenarios interrupted')
      })
    }
  }

  const cron = async () => {
    for (; !isOver; await pause(tickMs)) {
      const url = `${env.app}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}&time=${env.clock.now()}`
      const fired = await log.request(() => fetch(url)).catch(() => null)
      log.count(fired?.ok ? 'ticks' : 'ticks lost')
      await mails.fetch()
    }
  }

  const running = Promise.all([cron(), ...Array.from({ length: concurrency }, (_, index) => runScenarios(index))])
  // A rejection is reported by `stop`; until then it must not end the process.
  running.catch(() => undefined)
  return {
    mails,
    async stop() {
      isOver = true
      await running
    },
    retryUnanswered: () => client.retryUnanswered(),
  }
}

function scenarioBy(drawn: number) {
  let left = drawn * scenarios.reduce((sum, [share]) => sum + share, 0)
  for (const [share, scenario] of scenarios) {
    left -= share
    if (left < 0) return scenario
  }
  return scenarios[0]![1]
}

async function paidAtCheckout(scene: Scene, goesAsFarAs: 'open' | 'pay' | 'return'): Promise<void> {
  const { invoice, link } = await billed(scene)
  await pay(scene.log, {
    link,
    invoiceId: invoice.id,
    method: 'checkout',
    amountMinor: invoice.amount_remaining,
    goesAsFarAs,
  })
}

async function paidWithOneClick(scene: Scene): Promise<void> {
  const { customer, method } = await withCard(scene, 'pm_card_visa')
  const { invoice, link } = await billed(scene, {}, customer)
  await pay(scene.log, { link, invoiceId: invoice.id, method, amountMinor: invoice.amount_remaining })
}

async function chargedAutomatically(scene: Scene, card: string): Promise<void> {
  const { customer } = await withCard(scene, card)
  await issued(scene, customer, { collection_method: 'charge_automatically' })
}

/** A part is paid out of band; the customer pays the rest at the checkout. */
async function paidInParts(scene: Scene): Promise<void> {
  const { invoice, link } = await billed(scene)
  const partMinor = 100 + Math.floor((nextRandom(scene.random) * invoice.total) / 2)
  await recordPaid(scene, invoice, partMinor)
  const restMinor = invoice.total - partMinor
  await pay(scene.log, { link, invoiceId: invoice.id, method: 'checkout', amountMinor: restMinor })
}

/** The customer has opened the checkout; then the whole is paid out of band, in two parts. */
async function paidOutOfBand(scene: Scene): Promise<void> {
  const { invoice, link } = await billed(scene)
  const opening = {
    link,
    invoiceId: invoice.id,
    method: 'checkout',
    amountMinor: invoice.total,
    goesAsFarAs: 'open',
  } as const
  await pay(scene.log, opening)
  const partMinor = 100 + Math.floor((nextRandom(scene.random) * invoice.total) / 2)
  await recordPaid(scene, invoice, partMinor)
  await recordPaid(scene, invoice, invoice.total - partMinor)
}

/** The customer has opened the checkout; then the merchant voids the invoice. */
async function voided(scene: Scene): Promise<void> {
  const { client, log, merchant } = scene
  const { invoice, link } = await billed(scene)
  const opening = {
    link,
    invoiceId: invoice.id,
    method: 'checkout',
    amountMinor: invoice.total,
    goesAsFarAs: 'open',
  } as const
  await pay(log, opening)
  await client.call(
    'void invoice',
    (options) => merchant.remit.invoices.voidInvoice(invoice.id, {}, options),
    ({ id }) => log.acknowledge(`${id} is void`, "SELECT 1 FROM invoices WHERE id = ? AND status = 'void'", id!),
  )
}

/** The merchant records an out-of-band payment (minor units). */
const recordPaid = ({ client, log, merchant }: Scene, { id }: Issued, amount: number) =>
  client.call(
    'pay out of band',
    (options) => merchant.remit.invoices.pay(id, { paid_out_of_band: true, ...{ amount } }, options),
    () =>
      log.acknowledge(
        `${amount} at the bank for ${id}`,
        `SELECT 1 FROM ledger_transactions t JOIN ledger_postings p ON p.account_id = t.account_id AND p.transaction_id = t.id
         WHERE t.invoice_id = ? AND p.ledger_account = 'cash_bank' AND p.amount_minor = ?`,
        id,
        amount,
      ),
  )

/** Nobody pays; cron sends reminders. */
async function reminded(scene: Scene): Promise<void> {
  await billed(scene, { days_until_due: 0 })
}

type Customer = { readonly id: string; readonly email: string }
type Terms = Parameters<Merchant['remit']['invoices']['create']>[0]

async function newCustomer({ client, log, merchant, random }: Scene): Promise<Customer> {
  const email = `jonas.${Math.floor(nextRandom(random) * 1e15).toString(36)}@wieland.example`
  const { id } = await client.call(
    'create customer',
    (options) => merchant.remit.customers.create({ name: 'Jonas Wieland Bau', email }, options),
    (made) => log.acknowledge(`customer ${made.id}`, 'SELECT 1 FROM customers WHERE email = ?', email),
  )
  return { id, email }
}

async function withCard(scene: Scene, card: string): Promise<{ customer: Customer; method: string }> {
  const { client, log, merchant } = scene
  const customer = await newCustomer(scene)
  const { id: method } = await client.call(
    'keep method',
    (options) => merchant.remit.paymentMethods.attach(card, { customer: customer.id }, options),
    ({ id }) => log.acknowledge(`method ${id}`, 'SELECT 1 FROM payment_methods WHERE id = ?', id),
  )
  return { customer, method }
}

/** A finalized invoice with one line of a random amount. */
async function issued(scene: Scene, { id: customer }: Customer, terms: Terms = {}): Promise<Issued> {
  const { client, log, merchant, random } = scene
  const { remit, currency } = merchant
  const amount = 1000 + Math.floor(nextRandom(random) * 1_000_000)
  const draft = await client.call(
    'create invoice',
    (options) => remit.invoices.create({ customer, currency, collection_method: 'send_invoice', ...terms }, options),
    ({ id }) => log.acknowledge(`invoice ${id}`, 'SELECT 1 FROM invoices WHERE customer_id = ?', customer),
  )
  const line = { customer, invoice: draft.id!, amount, currency, description: 'Turmdrehkran 30 m, Aufbau' }
  await client.call('add line', (options) => remit.invoiceItems.create(line, options))
  const finalized = await client.call(
    'finalize',
    (options) => remit.invoices.finalizeInvoice(draft.id!, {}, options),
    ({ id, number, total }) => {
      const sql = 'SELECT 1 FROM invoices WHERE id = ? AND number = ? AND total_minor = ?'
      log.acknowledge(`invoice ${id} has the number ${number}`, sql, id!, number!, total)
      if (total !== amount) log.violations.push(`${id} was issued over ${total}, its one line is ${amount}`)
    },
  )
  return finalized as Issued
}

/** An issued and mailed invoice with the link from its mail, or from the API where the mail is late. */
async function billed(
  scene: Scene,
  terms: Terms = {},
  customer?: Customer,
): Promise<{ invoice: Issued; link: string }> {
  const { client, log, merchant, mails } = scene
  const to = customer ?? (await newCustomer(scene))
  const { id } = await issued(scene, to, terms)
  const invoice = (await client.call(
    'send invoice',
    (options) => merchant.remit.invoices.sendInvoice(id, {}, options),
    () =>
      log.acknowledge(
        `the mail about ${id} was dealt with`,
        "SELECT 1 FROM outbox WHERE subject_id = ? AND dedupe_key LIKE 'mail:invoice:%' AND done_at IS NOT NULL",
        id,
      ),
  )) as Issued
  for (const giveUpAt = Date.now() + mailPatienceMs; Date.now() < giveUpAt; await pause(100)) {
    const link = mails.linkFor(to.email)
    if (link) return { invoice, link }
  }
  log.count('mails not waited for')
  return { invoice, link: invoice.hosted_invoice_url }
}
