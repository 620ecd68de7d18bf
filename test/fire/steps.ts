import type Stripe from 'stripe'
import { wrongsInTown } from './books.ts'
import type { Plant } from './bundle.ts'
import { Letters } from './letters.ts'
import { type Merchant, merchantIn } from './merchant.ts'
import { type Moment, newMoment } from './moment.ts'
import { Notebook } from './notebook.ts'
import { pay } from './payer.ts'
import { Program } from './program.ts'
import { settle } from './settle.ts'
import { startTappedTown } from './tapped-town.ts'
import type { Town } from './town.ts'

const awayMs = 3 * 60_000
const amountMinor = 10_000

type Call = {
  readonly deed: (options: Stripe.RequestOptions) => Promise<unknown>
  /** The statement that finds what was done, once, when all has come to rest. */
  readonly sql: string
  readonly args: readonly string[]
}

type Scene = { readonly merchant: Merchant; readonly notebook: Notebook }

/** Calls that take several steps, each from where it begins. */
const calls: Readonly<Record<string, (scene: Scene) => Promise<Call>>> = {
  'noting money at the bank while a checkout is open': async (scene) => {
    const { id } = await withOpenCheckout(scene)
    return {
      deed: (options) => scene.merchant.remit.invoices.pay(id, { paid_out_of_band: true }, options),
      sql: "SELECT 1 FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id WHERE t.invoice_id = ? AND p.ledger_account = 'cash_bank'",
      args: [id],
    }
  },
  'voiding an invoice while a checkout is open': async (scene) => {
    const { id } = await withOpenCheckout(scene)
    return {
      deed: (options) => scene.merchant.remit.invoices.voidInvoice(id, {}, options),
      sql: "SELECT 1 FROM invoices WHERE id = ? AND status = 'void'",
      args: [id],
    }
  },
  'charging a draft': async ({ merchant }) => {
    const jonas = await merchant.customer()
    await merchant.keepMethod(jonas)
    const id = await draft(merchant, jonas.id)
    return {
      deed: (options) => merchant.remit.invoices.pay(id, {}, options),
      sql: "SELECT 1 FROM payments WHERE invoice_id = ? AND status = 'succeeded'",
      args: [id],
    }
  },
  'sending a draft': async ({ merchant }) => {
    const id = await draft(merchant, (await merchant.customer()).id)
    return {
      deed: (options) => merchant.remit.invoices.sendInvoice(id, {}, options),
      sql: "SELECT 1 FROM outbox WHERE subject_id = ? AND outcome = 'mail.sent'",
      args: [id],
    }
  },
  'keeping a card': async ({ merchant }) => {
    const { id } = await merchant.customer()
    return {
      deed: (options) => merchant.remit.paymentMethods.attach('pm_card_visa', { customer: id }, options),
      sql: 'SELECT 1 FROM payment_methods WHERE customer_id = ?',
      args: [id],
    }
  },
}

async function draft({ remit, currency }: Merchant, customer: string): Promise<string> {
  const { id } = await remit.invoices.create({ customer, currency, collection_method: 'send_invoice' })
  await remit.invoiceItems.create({ customer, invoice: id, currency, amount: amountMinor, description: 'Kranmiete' })
  return id!
}

async function withOpenCheckout({ merchant, notebook }: Scene): Promise<{ id: string }> {
  const { id, hosted_invoice_url: link } = await merchant.bill(await merchant.customer(), { amountMinor })
  await pay(notebook, { link, invoiceId: id, method: 'checkout', amountMinor, goesTo: 'look' })
  return { id }
}

export type Stepped = { readonly kills: number; readonly wrongs: readonly string[] }

/**
 * Makes each call again and again, and kills the Worker at its first answer from outside, then at its `1 + stride`th, and so on,
 * until it gets through; each time the call is made again under its key. Answers how often it died and what is wrong at rest.
 */
export async function dieAtEachStep(stride: number, plants?: readonly Plant[]): Promise<Stepped> {
  const moment = newMoment()
  const notebook = new Notebook()
  // The provider's messages would be heard among the answers; they come when everything is over.
  let isQuiet = true
  const carry = notebook.deliverer()
  const deliver = async (message: Request) => (isQuiet ? new Response(null, { status: 503 }) : carry(message))
  const town = await startTappedTown(moment, { deliver, plants })
  const letters = new Letters(town)
  const scene = { merchant: merchantIn(town), notebook }
  const program = new Program(notebook, town.clock.now, 20_000)
  let kills = 0
  try {
    for (const [what, prepare] of Object.entries(calls))
      for (let step = 1; ; step += stride) {
        const { deed, sql, args } = await prepare(scene)
        const isKilled = await diesAt(step, moment, town, notebook, () =>
          program.call(what, deed, () => notebook.promise(`${what}, killed at answer ${step}`, sql, ...args)),
        )
        if (!isKilled) break
        kills += 1
      }
    isQuiet = false
    await settle(town)
    await letters.fetch()
    return { kills, wrongs: await wrongsInTown(town, notebook, letters.all()) }
  } finally {
    await town.stop()
  }
}

/** Kills the Worker at the nth answer that it gets while a call is made. Answers whether there were so many. */
async function diesAt(nth: number, moment: Moment, town: Town, notebook: Notebook, call: () => Promise<unknown>) {
  const struck = moment.strike('any', nth, 20_000, () => void town.workerd.kill())
  const called = call()
  called.then(moment.forget, () => undefined)
  if (!(await struck)) {
    await called
    return false
  }
  const diedAt = Date.now()
  await town.workerd.kill()
  await town.clock.advance(awayMs, { stepMs: awayMs })
  await town.restartWorkerd()
  notebook.deaths.push(diedAt, Date.now())
  await called
  return true
}
