import { createHmac } from 'node:crypto'
import type Stripe from 'stripe'
import type { Books } from './books.ts'
import { type Desk, makeId } from './desk.ts'
import { strikeMessage } from './faults.ts'
import { nextRandom } from './random.ts'

export type Endpoint = {
  readonly id: string
  url: string
  secret: string
  /** The secret that was replaced less than a day ago; messages are signed with both. */
  previousSecret?: { readonly secret: string; readonly until: number }
  /** Event types, or `*` for all. */
  events: string[]
  readonly created: number
  description: string | null
  isEnabled: boolean
  metadata: Record<string, string>
}

export type DeliveryState = 'pending' | 'delivered' | 'given_up' | 'dropped'

export type Delivery = {
  readonly id: string
  readonly eventId: string
  readonly type: string
  readonly endpointId: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  dueAt: number
  /** Messages that are due together leave in this order. */
  order: number
  state: DeliveryState
  readonly attempts: { at: number; status: number | null; error: string | null }[]
}

/** Takes a message to its endpoint. */
export type Deliver = (request: Request) => Promise<Response>

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long to wait after each failed attempt; the last wait repeats until three days are over. */
const waitsMs = [5_000, 30_000, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs, 12 * hourMs]
const patienceMs = 72 * hourMs
const answerWithinMs = 10_000
const atOnce = 8
const keptDeliveries = 5_000

export const endpointsFor = (books: Books, type: string): Endpoint[] =>
  Object.values(books.endpoints).filter(
    ({ isEnabled, events }) => isEnabled && (events.includes('*') || events.includes(type)),
  )

/** Puts a message on its way, and lets the webhook faults have their turn with it. */
export function schedule(desk: Desk, eventId: string, type: string, endpoint: Endpoint): void {
  const { books, nowMs, chance, faults, account } = desk
  const fault = strikeMessage(faults, { type, account: account.id }, chance)
  books.turn += 1
  const delivery: Delivery = {
    id: makeId(desk, 'wd', 16),
    eventId,
    type,
    endpointId: endpoint.id,
    createdAt: nowMs,
    dueAt: nowMs + (fault?.kind === 'delay' ? fault.delayMs : 0),
    order: books.turn + (fault?.kind === 'reorder' ? 1.5 + Math.floor(nextRandom(chance) * 5) : 0),
    state: fault?.kind === 'drop' ? 'dropped' : 'pending',
    attempts: [],
  }
  books.deliveries.push(delivery)
  if (fault?.kind === 'double') again(desk, delivery)
  if (books.deliveries.length > keptDeliveries) {
    const settled = books.deliveries.findIndex(({ state }) => state !== 'pending')
    if (settled !== -1) books.deliveries.splice(settled, 1)
  }
}

/** Sends the same message once more; what was scheduled before goes on by itself. */
export function again(desk: Desk, delivery: Delivery): Delivery {
  const copy: Delivery = {
    ...delivery,
    id: makeId(desk, 'wd', 16),
    createdAt: desk.nowMs,
    dueAt: desk.nowMs,
    state: 'pending',
    attempts: [],
  }
  desk.books.deliveries.push(copy)
  return copy
}

/** Gives up whatever waits to be sent, as if it had been lost on the way. Answers how many. */
export function dropPending({ books }: Desk, types: readonly string[] | null): number {
  const lost = books.deliveries.filter(
    ({ state, type }) => state === 'pending' && (types === null || types.includes(type)),
  )
  for (const delivery of lost) delivery.state = 'dropped'
  return lost.length
}

/**
 * Sends what is due, a few at a time, in order of their turn; nothing while webhooks are paused. `busy` keeps a message that is
 * on its way from being sent twice by a second call. Answers how many were sent.
 */
export async function sendDue(desk: Desk, deliver: Deliver, busy: Set<string>): Promise<number> {
  const { books, nowMs } = desk
  if (books.webhooksPaused) return 0
  const due = books.deliveries
    .filter(({ id, state, dueAt }) => state === 'pending' && dueAt <= nowMs && !busy.has(id))
    .sort((one, other) => one.order - other.order)
  for (const { id } of due) busy.add(id)
  const queue = [...due]
  const workers = Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await attempt(desk, next, deliver)
      busy.delete(next.id)
    }
  })
  await Promise.all(workers)
  return due.length
}

async function attempt(desk: Desk, delivery: Delivery, deliver: Deliver): Promise<void> {
  const { books, nowMs } = desk
  const endpoint = books.endpoints[delivery.endpointId]
  const event = books.objects.event[delivery.eventId]
  if (!endpoint?.isEnabled || !event) {
    delivery.state = 'dropped'
    return
  }
  const outcome = await post(endpoint, JSON.stringify(event, null, 2), desk.now, nowMs, deliver)
  delivery.attempts.push({ at: nowMs, ...outcome })
  if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) {
    delivery.state = 'delivered'
    if (event.pending_webhooks > 0) event.pending_webhooks -= 1
    return
  }
  const wait = waitsMs[Math.min(delivery.attempts.length, waitsMs.length) - 1] as number
  if (nowMs + wait - delivery.createdAt > patienceMs) delivery.state = 'given_up'
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
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const response = await deliver(request)
    await response.body?.cancel()
    return { status: response.status, error: null }
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) }
  }
}

/** The `Stripe-Signature` header: the time of the world's clock in seconds, and a signature for each secret in use. */
export function signature(body: string, now: number, secrets: readonly string[]): string {
  const signed = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')}`)
  return [`t=${now}`, ...signed].join()
}

/** An endpoint as the API shows it; the secret only when it is made. */
export const endpointObject = ({ livemode }: Desk, endpoint: Endpoint, withSecret = false): Stripe.WebhookEndpoint => ({
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
