import { isDeepStrictEqual } from 'node:util'
import type Stripe from 'stripe'
import { type Context, makeId, save } from './context.ts'
import { endpointsFor, scheduleWebhook } from './webhooks.ts'

/** The API version used when a request names none. */
export const apiVersion = '2026-10-28.endive'

/** Every event that this provider sends. */
export const eventTypes = [
  'cash_balance.funds_available',
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.updated',
  'charge.expired',
  'charge.failed',
  'charge.pending',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'charge.updated',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'customer.created',
  'customer.deleted',
  'customer.updated',
  'customer_cash_balance_transaction.created',
  'mandate.updated',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.partially_funded',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'refund.created',
  'refund.failed',
  'refund.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
] as const

export type EventType = (typeof eventTypes)[number]

/** Records an event about an object in its new state and schedules its webhooks. `before` is the object's old state. */
export function emit(context: Context, type: EventType, object: object, before?: object): void {
  const previous = before && differences(before, object)
  const endpoints = endpointsFor(context.data, type)
  const event = {
    id: makeId(context, 'evt'),
    object: 'event',
    api_version: apiVersion,
    created: context.now,
    data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
    livemode: context.livemode,
    pending_webhooks: endpoints.length,
    request: { id: context.origin.requestId, idempotency_key: context.origin.idempotencyKey },
    type,
  }
  save(context, 'event', event as unknown as Stripe.Event)
  for (const endpoint of endpoints) scheduleWebhook(context, event.id, type, endpoint)
}

/** The old values of the changed fields. */
function differences(before: object, after: object): Record<string, unknown> {
  const now = after as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(before)
      .filter(([key, value]) => !isDeepStrictEqual(value, now[key]))
      .map(([key, value]) => [key, structuredClone(value)]),
  )
}

/** Changes an object in place and emits an event. */
export function change<T extends object>(context: Context, type: EventType, object: T, change: Partial<T>): T {
  const before = { ...object }
  Object.assign(object, change)
  emit(context, type, object, before)
  return object
}
