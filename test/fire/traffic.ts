import { setTimeout as pause } from 'node:timers/promises'
import { type Chance, draw } from '../../dev/sandbox/chance.ts'
import { seed } from '../proof/rounds.ts'
import { Letters } from './letters.ts'
import { type Issued, type Merchant, merchantIn } from './merchant.ts'
import type { Notebook } from './notebook.ts'
import { pay } from './payer.ts'
import { Ended, Program } from './program.ts'
import type { Town } from './town.ts'

export type Traffic = {
  readonly letters: Letters
  /** Begins no further story, lets those that run come to their end, and stops cron. */
  stop(): Promise<void>
  /** Does again, under their old keys, the calls that nobody answered. Called when the town is whole again. */
  comeBack(): Promise<void>
}

type Scene = {
  readonly merchant: Merchant
  readonly program: Program
  readonly notebook: Notebook
  readonly letters: Letters
  readonly chance: Chance
}

const tickMs = 600
const mailPatienceMs = 2500

/** What people do with an invoice, and how often out of a hundred. */
const stories: readonly (readonly [share: number, story: (scene: Scene) => Promise<void>])[] = [
  [22, (scene) => paidAtCheckout(scene, 'return')],
  [10, (scene) => paidAtCheckout(scene, 'pay')],
  [6, (scene) => paidAtCheckout(scene, 'look')],
  [18, paidWithOneClick],
  [10, (scene) => chargedByItself(scene, 'pm_card_visa')],
  [4, (scene) => chargedByItself(scene, 'pm_card_chargeCustomerFail')],
  [12, paidInParts],
  [8, paidElsewhere],
  [4, voided],
  [6, reminded],
]

type Start = {
  /** How many stories run side by side. */
  readonly lanes?: number
  /** How long a merchant's program makes a call again before it leaves it for later. */
  readonly patienceMs?: number
}

/** People, a merchant's program and cron, all at once; each lane tells one story after the other. */
export function startTraffic(town: Town, notebook: Notebook, { lanes = 4, patienceMs = 8000 }: Start = {}): Traffic {
  const letters = new Letters(town)
  const program = new Program(notebook, town.clock.now, patienceMs)
  let isOver = false

  const live = async (lane: number) => {
    const merchant = merchantIn(town, lane % 2)
    const chance: Chance = { state: (seed * 31 + lane) | 0 }
    while (!isOver) {
      notebook.count('stories')
      await storyBy(draw(chance))({ merchant, program, notebook, letters, chance }).catch((error: unknown) => {
        if (!(error instanceof Ended)) throw error
        notebook.count('stories cut short')
      })
    }
  }

  const cron = async () => {
    for (; !isOver; await pause(tickMs)) {
      const url = `${town.app}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}&time=${town.clock.now()}`
      const fired = await notebook.ask(() => fetch(url)).catch(() => null)
      notebook.count(fired?.ok ? 'ticks' : 'ticks lost')
      await letters.fetch()
    }
  }

  const running = Promise.all([cron(), ...Array.from({ length: lanes }, (_, lane) => live(lane))])
  // Whoever stops the traffic hears of it; until then it must not end the process.
  running.catch(() => undefined)
  return {
    letters,
    async stop() {
      isOver = true
      await running
    },
    comeBack: () => program.comeBack(),
  }
}

function storyBy(drawn: number) {
  let left = drawn * stories.reduce((sum, [share]) => sum + share, 0)
  for (const [share, story] of stories) {
    left -= share
    if (left < 0) return story
  }
  return stories[0]![1]
}

async function paidAtCheckout(scene: Scene, goesTo: 'look' | 'pay' | 'return'): Promise<void> {
  const { invoice, link } = await billed(scene)
  await pay(scene.notebook, {
    link,
    invoiceId: invoice.id,
    method: 'checkout',
    amountMinor: invoice.amount_remaining,
    goesTo,
  })
}

async function paidWithOneClick(scene: Scene): Promise<void> {
  const { customer, method } = await withCard(scene, 'pm_card_visa')
  const { invoice, link } = await billed(scene, {}, customer)
  await pay(scene.notebook, { link, invoiceId: invoice.id, method, amountMinor: invoice.amount_remaining })
}

async function chargedByItself(scene: Scene, card: string): Promise<void> {
  const { customer } = await withCard(scene, card)
  await issued(scene, customer, { collection_method: 'charge_automatically' })
}

/** A part arrives at the bank; the customer pays the rest at the checkout. */
async function paidInParts(scene: Scene): Promise<void> {
  const { invoice, link } = await billed(scene)
  const partMinor = 100 + Math.floor((draw(scene.chance) * invoice.total) / 2)
  await arrived(scene, invoice, partMinor)
  const restMinor = invoice.total - partMinor
  await pay(scene.notebook, { link, invoiceId: invoice.id, method: 'checkout', amountMinor: restMinor })
}

/** The customer has opened the checkout; then the money arrives at the bank, in two parts. */
async function paidElsewhere(scene: Scene): Promise<void> {
  const { invoice, link } = await billed(scene)
  const look = { link, invoiceId: invoice.id, method: 'checkout', amountMinor: invoice.total, goesTo: 'look' } as const
  await pay(scene.notebook, look)
  const partMinor = 100 + Math.floor((draw(scene.chance) * invoice.total) / 2)
  await arrived(scene, invoice, partMinor)
  await arrived(scene, invoice, invoice.total - partMinor)
}

/** The customer has opened the checkout; then the merchant takes the invoice back. */
async function voided(scene: Scene): Promise<void> {
  const { program, notebook, merchant } = scene
  const { invoice, link } = await billed(scene)
  const look = { link, invoiceId: invoice.id, method: 'checkout', amountMinor: invoice.total, goesTo: 'look' } as const
  await pay(notebook, look)
  await program.call(
    'void invoice',
    (options) => merchant.remit.invoices.voidInvoice(invoice.id, {}, options),
    ({ id }) => notebook.promise(`${id} is void`, "SELECT 1 FROM invoices WHERE id = ? AND status = 'void'", id!),
  )
}

/** The merchant notes what arrived at the bank (minor units). */
const arrived = ({ program, notebook, merchant }: Scene, { id }: Issued, amount: number) =>
  program.call(
    'pay out of band',
    (options) => merchant.remit.invoices.pay(id, { paid_out_of_band: true, ...{ amount } }, options),
    () =>
      notebook.promise(
        `${amount} at the bank for ${id}`,
        `SELECT 1 FROM ledger_transactions t JOIN ledger_postings p ON p.account_id = t.account_id AND p.transaction_id = t.id
         WHERE t.invoice_id = ? AND p.ledger_account = 'cash_bank' AND p.amount_minor = ?`,
        id,
        amount,
      ),
  )

/** Nobody pays; cron reminds. */
async function reminded(scene: Scene): Promise<void> {
  await billed(scene, { days_until_due: 0 })
}

type Customer = { readonly id: string; readonly email: string }
type Terms = Parameters<Merchant['remit']['invoices']['create']>[0]

async function newCustomer({ program, notebook, merchant, chance }: Scene): Promise<Customer> {
  const email = `jonas.${Math.floor(draw(chance) * 1e15).toString(36)}@wieland.example`
  const { id } = await program.call(
    'create customer',
    (options) => merchant.remit.customers.create({ name: 'Jonas Wieland Bau', email }, options),
    (made) => notebook.promise(`customer ${made.id}`, 'SELECT 1 FROM customers WHERE email = ?', email),
  )
  return { id, email }
}

async function withCard(scene: Scene, card: string): Promise<{ customer: Customer; method: string }> {
  const { program, notebook, merchant } = scene
  const customer = await newCustomer(scene)
  const { id: method } = await program.call(
    'keep method',
    (options) => merchant.remit.paymentMethods.attach(card, { customer: customer.id }, options),
    ({ id }) => notebook.promise(`method ${id}`, 'SELECT 1 FROM payment_methods WHERE id = ?', id),
  )
  return { customer, method }
}

/** An invoice that is finalized: one line, an amount of its own. */
async function issued(scene: Scene, { id: customer }: Customer, terms: Terms = {}): Promise<Issued> {
  const { program, notebook, merchant, chance } = scene
  const { remit, currency } = merchant
  const amount = 1000 + Math.floor(draw(chance) * 1_000_000)
  const draft = await program.call(
    'create invoice',
    (options) => remit.invoices.create({ customer, currency, collection_method: 'send_invoice', ...terms }, options),
    ({ id }) => notebook.promise(`invoice ${id}`, 'SELECT 1 FROM invoices WHERE customer_id = ?', customer),
  )
  const line = { customer, invoice: draft.id!, amount, currency, description: 'Turmdrehkran 30 m, Aufbau' }
  await program.call('add line', (options) => remit.invoiceItems.create(line, options))
  const finalized = await program.call(
    'finalize',
    (options) => remit.invoices.finalizeInvoice(draft.id!, {}, options),
    ({ id, number, total }) => {
      const sql = 'SELECT 1 FROM invoices WHERE id = ? AND number = ? AND total_minor = ?'
      notebook.promise(`invoice ${id} has the number ${number}`, sql, id!, number!, total)
      if (total !== amount) notebook.wrongs.push(`${id} was issued over ${total}, its one line is ${amount}`)
    },
  )
  return finalized as Issued
}

/** An invoice that is issued and mailed, with the link from the mail, or the merchant's own where the mail is late. */
async function billed(
  scene: Scene,
  terms: Terms = {},
  customer?: Customer,
): Promise<{ invoice: Issued; link: string }> {
  const { program, notebook, merchant, letters } = scene
  const to = customer ?? (await newCustomer(scene))
  const { id } = await issued(scene, to, terms)
  const invoice = (await program.call(
    'send invoice',
    (options) => merchant.remit.invoices.sendInvoice(id, {}, options),
    () =>
      notebook.promise(
        `the mail about ${id} was dealt with`,
        "SELECT 1 FROM outbox WHERE subject_id = ? AND dedupe_key LIKE 'mail:invoice:%' AND done_at IS NOT NULL",
        id,
      ),
  )) as Issued
  for (const giveUpAt = Date.now() + mailPatienceMs; Date.now() < giveUpAt; await pause(100)) {
    const link = letters.linkFor(to.email)
    if (link) return { invoice, link }
  }
  notebook.count('mails not waited for')
  return { invoice, link: invoice.hosted_invoice_url }
}
