import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { paths } from '../src/paths.ts'
import { product } from './bundle.ts'
import { type Compared, compareLoads, type Pace } from './compare-loads.ts'
import type { Load } from './load.ts'
import type { Setup } from './setup.ts'

const accountId = 'acct_kranwerk'

/** Receiving the provider's events, compared with a Worker that only inserts them. */
export async function webhook(setup: Setup, pace: Pace): Promise<Compared> {
  const ours = await setup.serve(product)
  const bare = await setup.serve(join(import.meta.dirname, 'bare/insert.ts'), { ACCOUNT: accountId })
  const { webhookSecret } = setup.secrets.merchants[accountId]!
  const path = paths.providerEvents(accountId)
  return compareLoads(
    { whose: 'ours', url: ours.url, next: messages('ours', path, webhookSecret) },
    { whose: 'bare', url: bare.url, next: messages('bare', '/', webhookSecret) },
    pace,
  )
}

/** Events of a type that changes no invoice, each new and signed like the provider's. */
function messages(name: string, path: string, secret: string): Load['next'] {
  let sent = 0
  return () => {
    const body = JSON.stringify(message(`evt_bench_${name}_${++sent}`))
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
    const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` }
    return { method: 'POST', path, body, headers }
  }
}

const message = (id: string) => ({
  id,
  object: 'event',
  api_version: '2026-10-28.endive',
  created: 1_793_000_000,
  livemode: false,
  pending_webhooks: 1,
  request: { id: 'req_bench', idempotency_key: null },
  type: 'charge.succeeded',
  data: {
    object: {
      id: `ch_${id}`,
      object: 'charge',
      amount: 119_000,
      amount_captured: 119_000,
      currency: 'eur',
      customer: 'cus_bench',
      payment_intent: `pi_${id}`,
      payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034 } },
      billing_details: { name: 'Jonas Wieland Bau', email: 'jonas@wieland.example', phone: null },
      receipt_email: null,
      paid: true,
      status: 'succeeded',
      metadata: {},
    },
  },
})
