import type Stripe from 'stripe'
import type { Plant } from './bundle.ts'
import type { Environment } from './environment.ts'
import { violationsIn } from './invariants.ts'
import { type KillTrigger, newKillTrigger } from './kill-trigger.ts'
import { MailCollector } from './mail-collector.ts'
import { type Merchant, merchantIn } from './merchant.ts'
import { startObservedEnvironment } from './observed-environment.ts'
import { RetryingClient } from './retrying-client.ts'
import { pay } from './retrying-payer.ts'
import { RunLog } from './run-log.ts'
import { settle } from './settle.ts'

const downMs = 3 * 60_000
const amountMinor = 10_000

type Call = {
  readonly operation: (options: Stripe.RequestOptions) => Promise<unknown>
  /** The query that must find one row when everything has settled. */
  readonly sql: string
  readonly args: readonly string[]
}

type Scene = { readonly merchant: Merchant; readonly log: RunLog }

/** API calls of several steps, each with the data that it needs. */
const calls: Readonly<Record<string, (scene: Scene) => Promise<Call>>> = {
  'an out-of-band payment while a checkout is open': async (scene) => {
    const { id } = await withOpenCheckout(scene)
    return {
      operation: (options) => scene.merchant.remit.invoices.pay(id, { paid_out_of_band: true }, options),
      sql: "SELECT 1 FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id WHERE t.invoice_id = ? AND p.ledger_account = 'cash_bank'",
      args: [id],
    }
  },
  'voiding an invoice while a checkout is open': async (scene) => {
    const { id } = await withOpenCheckout(scene)
    return {
      operation: (options) => scene.merchant.remit.invoices.voidInvoice(id, {}, options),
      sql: "SELECT 1 FROM invoices WHERE id = ? AND status = 'void'",
      args: [id],
    }
  },
  'charging a draft': async ({ merchant }) => {
    const jonas = await merchant.customer()
    await merchant.keepMethod(jonas)
    const id = await draft(merchant, jonas.id)
    return {
      operation: (options) => merchant.remit.invoices.pay(id, {}, options),
      sql: "SELECT 1 FROM payments WHERE invoice_id = ? AND status = 'succeeded'",
      args: [id],
    }
  },
  'sending a draft': async ({ merchant }) => {
    const id = await draft(merchant, (await merchant.customer()).id)
    return {
      operation: (options) => merchant.remit.invoices.sendInvoice(id, {}, options),
      sql: "SELECT 1 FROM outbox WHERE subject_id = ? AND outcome = 'mail.sent'",
      args: [id],
    }
  },
  'saving a card': async ({ merchant }) => {
    const { id } = await merchant.customer()
    return {
      operation: (options) => merchant.remit.paymentMethods.attach('pm_card_visa', { customer: id }, options),
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

async function withOpenCheckout({ merchant, log }: Scene): Promise<{ id: string }> {
  const { id, hosted_invoice_url: link } = await merchant.bill(await merchant.customer(), { amountMinor })
  await pay(log, { link, invoiceId: id, method: 'checkout', amountMinor, goesAsFarAs: 'open' })
  return { id }
}

export type KillResult = { readonly kills: number; readonly violations: readonly string[] }

/**
 * Makes each call repeatedly and kills the Worker at the first response that it gets from outside, then at the `1 + stride`th, and
 * so on until the call gets through; each time the call is retried under its key. Returns the kills and the violations at the end.
 */
export async function killAtEachStep(stride: number, plants?: readonly Plant[]): Promise<KillResult> {
  const trigger = newKillTrigger()
  const log = new RunLog()
  // The provider's webhooks are refused until the end, as they would be counted among the responses.
  let areWebhooksHeld = true
  const send = log.webhookSender()
  const deliver = async (message: Request) => (areWebhooksHeld ? new Response(null, { status: 503 }) : send(message))
  const env = await startObservedEnvironment(trigger, { deliver, plants })
  const mails = new MailCollector(env)
  const scene = { merchant: merchantIn(env), log }
  const client = new RetryingClient(log, env.clock.now, 20_000)
  let kills = 0
  try {
    for (const [what, prepare] of Object.entries(calls))
      for (let step = 1; ; step += stride) {
        const { operation, sql, args } = await prepare(scene)
        const isKilled = await killAtResponse(step, trigger, env, log, () =>
          client.call(what, operation, () => log.acknowledge(`${what}, killed at response ${step}`, sql, ...args)),
        )
        if (!isKilled) break
        kills += 1
      }
    areWebhooksHeld = false
    await settle(env)
    await mails.fetch()
    return { kills, violations: await violationsIn(env, log, mails.all()) }
  } finally {
    await env.stop()
  }
}

/** Kills the Worker at the nth response that it gets during a call. Returns whether there were so many. */
async function killAtResponse(
  nth: number,
  trigger: KillTrigger,
  env: Environment,
  log: RunLog,
  call: () => Promise<unknown>,
) {
  const reached = trigger.arm('any', nth, 20_000, () => void env.workerd.kill())
  const called = call()
  called.then(trigger.disarm, () => undefined)
  if (!(await reached)) {
    await called
    return false
  }
  const diedAt = Date.now()
  await env.workerd.kill()
  await env.clock.advance(downMs, { stepMs: downMs })
  await env.restartWorkerd()
  log.outages.push(diedAt, Date.now())
  await called
  return true
}
