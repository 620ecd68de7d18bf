import { createHmac } from 'node:crypto'
import type Stripe from 'stripe'
import type { AccountData, Delivery, Endpoint } from './account-data.ts'
import { type Context, makeId } from './context.ts'
import { faultForWebhook } from './faults.ts'
import { nextRandom } from './random.ts'

/** Sends a webhook to its endpoint. */
export type Deliver = (request: Request) => Promise<Response>

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long to wait after each failed attempt; the last wait repeats until three days are over. */
const waitsMs = [5_000, 30_000, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs, 12 * hourMs]
const giveUpAfterMs = 72 * hourMs
const timeoutMs = 10_000
const concurrency = 8
const keptDeliveries = 5_000

export const endpointsFor = (data: AccountData, type: string): Endpoint[] =>
  Object.values(data.endpoints).filter(
    ({ isEnabled, events }) => isEnabled && (events.includes('*') || events.includes(type)),
  )

/** Schedules the delivery of an event, with the fault that applies to it. */
export function scheduleWebhook(context: Context, eventId: string, type: string, endpoint: Endpoint): void {
  const { data, nowMs, random, faults, account } = context
  const fault = faultForWebhook(faults, { type, account: account.id }, random)
  data.sequence += 1
  const delivery: Delivery = {
    id: makeId(context, 'wd', 16),
    eventId,
    type,
    endpointId: endpoint.id,
    createdAt: nowMs,
    dueAt: nowMs + (fault?.kind === 'delay' ? fault.delayMs : 0),
    order: data.sequence + (fault?.kind === 'reorder' ? 1.5 + Math.floor(nextRandom(random) * 5) : 0),
    state: fault?.kind === 'drop' ? 'dropped' : 'pending',
    attempts: [],
  }
  data.deliveries.push(delivery)
  if (fault?.kind === 'double') resend(context, delivery)
  if (data.deliveries.length > keptDeliveries) {
    const settled = data.deliveries.findIndex(({ state }) => state !== 'pending')
    if (settled !== -1) data.deliveries.splice(settled, 1)
  }
}

/** Schedules another delivery of the same event beside the existing one. */
export function resend(context: Context, delivery: Delivery): Delivery {
  const copy: Delivery = {
    ...delivery,
    id: makeId(context, 'wd', 16),
    createdAt: context.nowMs,
    dueAt: context.nowMs,
    state: 'pending',
    attempts: [],
  }
  context.data.deliveries.push(copy)
  return copy
}

/** Drops pending deliveries, as if they had been lost. Returns how many. */
export function dropPending({ data }: Context, types: readonly string[] | null): number {
  const lost = data.deliveries.filter(
    ({ state, type }) => state === 'pending' && (types === null || types.includes(type)),
  )
  for (const delivery of lost) delivery.state = 'dropped'
  return lost.length
}

/**
 * Sends due webhooks in order, a few at a time; none while webhooks are paused. `busy` holds the deliveries in flight, so that
 * a concurrent call does not send them twice. Returns how many were sent.
 */
export async function sendDue(context: Context, deliver: Deliver, busy: Set<string>): Promise<number> {
  const { data, nowMs } = context
  if (data.webhooksPaused) return 0
  const due = data.deliveries
    .filter(({ id, state, dueAt }) => state === 'pending' && dueAt <= nowMs && !busy.has(id))
    .sort((one, other) => one.order - other.order)
  for (const { id } of due) busy.add(id)
  const queue = [...due]
  const workers = Array.from({ length: Math.min(concurrency, queue.length) }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await attempt(context, next, deliver)
      busy.delete(next.id)
    }
  })
  await Promise.all(workers)
  return due.length
}

async function attempt(context: Context, delivery: Delivery, deliver: Deliver): Promise<void> {
  const { data, nowMs } = context
  const endpoint = data.endpoints[delivery.endpointId]
  const event = data.objects.event[delivery.eventId]
  if (!endpoint?.isEnabled || !event) {
    delivery.state = 'dropped'
    return
  }
  const outcome = await post(endpoint, JSON.stringify(event, null, 2), context.now, nowMs, deliver)
  delivery.attempts.push({ at: nowMs, ...outcome })
  if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) {
    delivery.state = 'delivered'
    if (event.pending_webhooks > 0) event.pending_webhooks -= 1
    return
  }
  const wait = waitsMs[Math.min(delivery.attempts.length, waitsMs.length) - 1] as number
  if (nowMs + wait - delivery.createdAt > giveUpAfterMs) delivery.state = 'given_up'
  else delivery.dueAt = nowMs + wait
}

async function post(
  endpoint: Endpoint,
  body: string,
  now: number,
  nowMs: number,
  deliver: Deliver,
): Promise<{ status: number | null; error: string | null }> {
  const { previousSecret } = endpoint
  const secrets = [endpoint.secret, ...(previousSecret && previousSecret.until > nowMs ? [previousSecret.secret] : [])]
  try {
    const request = new Request(endpoint.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature(body, now, secrets),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const response = await deliver(request)
    await response.body?.cancel()
    return { status: response.status, error: null }
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) }
  }
}

/** The `Stripe-Signature` header: `now` in seconds since 1970, and a signature for each secret in use. */
export function signature(body: string, now: number, secrets: readonly string[]): string {
  const signed = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')}`)
  return [`t=${now}`, ...signed].join()
}

/** An endpoint as the API shows it; with the secret only when it is created. */
export const endpointObject = (
  { livemode }: Context,
  endpoint: Endpoint,
  withSecret = false,
): Stripe.WebhookEndpoint => ({
  id: endpoint.id,
  object: 'webhook_endpoint',
  api_version: null,
  application: null,
  created: endpoint.created,
  description: endpoint.description,
  enabled_events: endpoint.events,
  livemode,
  metadata: { ...endpoint.metadata },
  status: endpoint.isEnabled ? 'enabled' : 'disabled',
  url: endpoint.url,
  ...(withSecret && { secret: endpoint.secret }),
})
