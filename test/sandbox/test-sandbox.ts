import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { type Clock, createClock } from '../../dev/clock.ts'
import type { SandboxAccount } from '../../dev/sandbox/account.ts'
import { createSandbox, type Sandbox } from '../../dev/sandbox/sandbox.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** A Monday, so that bank days are easy to count. */
export const monday = Date.UTC(2026, 10, 16, 9)

export const nord: SandboxAccount = {
  id: 'acct_nord',
  secretKey: 'sk_test_nord_0123456789abcdef',
  webhookUrl: 'http://127.0.0.1:1/hooks',
  webhookSecret: 'whsec_nord_secret',
  country: 'DE',
  currency: 'eur',
  name: 'Atelier Nord',
}

export const harbor: SandboxAccount = {
  id: 'acct_harbor',
  secretKey: 'sk_test_harbor_0123456789abcdef',
  country: 'US',
  currency: 'usd',
  name: 'Harbor & Pine',
}

export const siteUrl = 'https://sandbox.test'

export type TestSandbox = {
  readonly sandbox: Sandbox
  readonly clock: Clock
  /** Stripe's client, connected to the sandbox. */
  readonly stripe: Stripe
  readonly stripeOf: (secretKey: string, config?: Partial<ConstructorParameters<typeof Stripe>[1]>) => Stripe
  /** The webhooks that arrived, as they were sent. */
  readonly inbox: { body: string; signature: string; event: Stripe.Event }[]
  /** The status that the merchant's webhook endpoint answers; 200 by default. */
  readonly merchant: { status: number }
  readonly advance: (ms: number) => Promise<void>
  /** Calls a control and returns its response. */
  readonly control: <T>(method: string, path: string, params?: object) => Promise<T>
}

/** A sandbox in this process, with a clock that stands still until it is advanced. */
export function startTestSandbox(options: { seed?: number; accounts?: SandboxAccount[] } = {}): TestSandbox {
  const clock = createClock({ base: () => monday })
  const inbox: TestSandbox['inbox'] = []
  const merchant = { status: 200 }
  const sandbox = createSandbox({
    accounts: options.accounts ?? [nord, harbor],
    clock,
    seed: options.seed ?? 7,
    publicUrl: siteUrl,
    async deliver(request) {
      const body = await request.text()
      inbox.push({ body, signature: request.headers.get('stripe-signature') ?? '', event: JSON.parse(body) })
      return new Response(null, { status: merchant.status })
    },
  })
  clock.onTick(() => sandbox.tick())
  const stripeOf: TestSandbox['stripeOf'] = (secretKey, config = {}) =>
    new Stripe(secretKey, {
      httpClient: Stripe.createFetchHttpClient(((url: string, init: RequestInit) =>
        sandbox.fetch(new Request(url, init))) as typeof fetch),
      maxNetworkRetries: 0,
      telemetry: false,
      ...config,
    })
  return {
    sandbox,
    clock,
    stripe: stripeOf(nord.secretKey),
    stripeOf,
    inbox,
    merchant,
    advance: (ms) => clock.advance(ms),
    control: (method, path, params) => callControl(sandbox, method, path, params),
  }
}

async function callControl<T>(sandbox: Sandbox, method: string, path: string, params?: object): Promise<T> {
  const body = params === undefined ? null : JSON.stringify(params)
  const response = await sandbox.fetch(new Request(`${siteUrl}/_sandbox/${path}`, { method, body }))
  return (await response.json()) as T
}

/** Requests a page as a browser without JavaScript: reads it, or submits its form. */
export async function request({ sandbox }: TestSandbox, url: string, typed?: Record<string, string>) {
  const init = typed === undefined ? {} : { method: 'POST', body: new URLSearchParams(typed) }
  const response = await sandbox.fetch(new Request(new URL(url, siteUrl), init))
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() }
}

export const validCard = { email: 'ida@example.com', method: 'card', expiry: '12/34', cvc: '123', name: 'Ida Lund' }

/** A checkout session with one line. */
export const checkout = (
  { stripe }: Pick<TestSandbox, 'stripe'>,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
  { amount = 4200, currency = 'eur' } = {},
) =>
  stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Invoice NORD-0007' } } },
    ],
    success_url: 'https://nord.test/thanks?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://nord.test/invoice',
    ...params,
  })

/** The error of a refused call. Throws where it was not refused. */
export async function errorOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const answer = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(answer instanceof Stripe.errors.StripeError)) throw new Error(`Not refused but ${String(answer)}`)
  return answer
}

/** Stripe's client, connected to a sandbox over a socket. */
export const overHttp = (url: string, secretKey: string, config: { timeout?: number } = {}) => {
  const { hostname, port } = new URL(url)
  return new Stripe(secretKey, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  })
}

/** A merchant's webhook endpoint on loopback that records what it receives. */
export async function startWebhookEndpoint() {
  const received: { body: string; signature: string }[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    received.push({ body: Buffer.concat(chunks).toString(), signature: String(incoming.headers['stripe-signature']) })
    outgoing.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
  return { url, received, close: () => server.close().closeAllConnections() }
}
