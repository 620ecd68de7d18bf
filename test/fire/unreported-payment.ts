import { queueIsDone } from '../../dev/cron.ts'
import type { Environment } from './environment.ts'
import type { holdResponses } from './held-responses.ts'
import { deliverWebhook, type holdWebhooks } from './held-webhooks.ts'
import type { Merchant } from './merchant.ts'
import { followReturn, payAtCheckout, pressPay } from './payer-requests.ts'
import { type EventSource, isSweptBeforeResponse, type Ordering, sweepStage } from './source-orderings.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

type Scene = {
  readonly env: Environment
  readonly merchant: Merchant
  readonly webhooks: ReturnType<typeof holdWebhooks>
  readonly responses: Awaited<ReturnType<typeof holdResponses>>
}

export type UnreportedPayment = {
  readonly order: Ordering
  readonly invoiceId: string
  /** Lets one source report; false where its caller no longer waits. */
  readonly send: Readonly<Record<Exclude<EventSource, 'sweep'>, () => Promise<boolean>>>
}

/**
 * How long until the first poll of a payment: a minute where its response is awaited, at most five otherwise. No longer, as a call
 * in flight keeps its old clock and must not fall behind by more than a lease.
 */
const untilFirstPollMs = (order: Ordering) => (isSweptBeforeResponse(order) ? minuteMs : 5 * minuteMs) + 1_000

type Payer = { readonly id: string; readonly method: string }

/** A payment that has succeeded at the provider and has not been reported yet: every source is held. */
export async function unreportedPayment(scene: Scene, order: Ordering, payer: Payer): Promise<UnreportedPayment> {
  const { env, merchant, webhooks, responses } = scene
  const isCheckout = order.method === 'checkout'
  const invoice = await merchant.bill(payer)
  const isMine = ({ metadata }: { metadata: Readonly<Record<string, string>> }) => metadata.remit_invoice === invoice.id
  const held = responses.hold(invoice.id)
  const pressed = pressPay(invoice, isCheckout ? 'checkout' : payer.method)
  const { paymentId, isCallerWaiting: isWaitedFor, release: letGo } = await held
  if (isCheckout) await payAtCheckout(`${env.urls.sandbox}/c/pay/${merchant.truth().sessions.find(isMine)!.id}`)
  const { id } = merchant.truth().payments.find(isMine)!
  const about = await webhooks.take(env, ({ object }) => object.id === id || object.payment_intent === id)
  const deliver = (type: string) => async () =>
    (await deliverWebhook(env, about.find((one) => one.type === type)!)) === 200
  return {
    order,
    invoiceId: invoice.id,
    send: {
      response: async () => {
        const isReceived = isWaitedFor()
        letGo()
        await pressed
        return isReceived
      },
      return: async () => (await followReturn(`${invoice.hosted_invoice_url}/payments/${paymentId}/return`)) === 303,
      webhook: deliver('payment_intent.succeeded'),
      'other webhook': deliver(isCheckout ? 'checkout.session.completed' : 'charge.succeeded'),
    },
  }
}

/**
 * Lets the sources of some payments report stage by stage; in all of them the sweep must be in the same stage and on the same side
 * of the provider's response. Returns how many reports were not received.
 */
export async function deliverReports(env: Environment, payments: readonly UnreportedPayment[]): Promise<number> {
  const sweepAt = sweepStage(payments[0]!.order)
  let unreceived = 0
  for (let stage = 0; stage < 5; stage++) {
    if (stage === sweepAt) await env.clock.advance(untilFirstPollMs(payments[0]!.order), { stepMs: hourMs })
    const sent = payments.flatMap(({ order, send }) =>
      (order.stages[stage] ?? []).map((source) => (source === 'sweep' ? true : send[source]())),
    )
    const [received] = await Promise.all([Promise.all(sent), stage === sweepAt && env.tick()])
    unreceived += received.filter((isReceived) => !isReceived).length
    await queueIsDone(env.app)
  }
  return unreceived
}
