import { queueIsDone } from '../../dev/cron.ts'
import type { holdAnswers } from './held-answers.ts'
import { hand, type heldLetters } from './held-letters.ts'
import type { Merchant } from './merchant.ts'
import { isSweptUnanswered, type Messenger, type Order, sweepStage } from './orders.ts'
import { comeBack, payAtCheckout, pressPay } from './pressing.ts'
import type { Town } from './town.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

type Scene = {
  readonly town: Town
  readonly merchant: Merchant
  readonly letters: ReturnType<typeof heldLetters>
  readonly answers: Awaited<ReturnType<typeof holdAnswers>>
}

export type Untold = {
  readonly order: Order
  readonly invoiceId: string
  /** Sends a messenger on its way; false where nobody listened to it any more. */
  readonly send: Readonly<Record<Exclude<Messenger, 'sweep'>, () => Promise<boolean>>>
}

/**
 * How long until the first look at a payment: a minute where its answer is awaited, at most five else. No longer than that, since
 * for a call that is in the air time stands still, and it must not be left behind by more than a lease.
 */
const untilLookMs = (order: Order) => (isSweptUnanswered(order) ? minuteMs : 5 * minuteMs) + 1_000

type Payer = { readonly id: string; readonly method: string }

/** A payment that has succeeded at the provider while nobody has told us: every messenger waits. */
export async function untold(scene: Scene, order: Order, payer: Payer): Promise<Untold> {
  const { town, merchant, letters, answers } = scene
  const isCheckout = order.way === 'checkout'
  const invoice = await merchant.bill(payer)
  const isMine = ({ metadata }: { metadata: Readonly<Record<string, string>> }) => metadata.remit_invoice === invoice.id
  const held = answers.hold(invoice.id)
  const pressed = pressPay(invoice, isCheckout ? 'checkout' : payer.method)
  const { paymentId, isWaitedFor, letGo } = await held
  if (isCheckout) await payAtCheckout(`${town.urls.sandbox}/c/pay/${merchant.truth().sessions.find(isMine)!.id}`)
  const { id } = merchant.truth().payments.find(isMine)!
  const about = await letters.take(town, ({ object }) => object.id === id || object.payment_intent === id)
  const deliver = (type: string) => async () => (await hand(town, about.find((one) => one.type === type)!)) === 200
  return {
    order,
    invoiceId: invoice.id,
    send: {
      answer: async () => {
        const isHeard = isWaitedFor()
        letGo()
        await pressed
        return isHeard
      },
      return: async () => (await comeBack(`${invoice.hosted_invoice_url}/payments/${paymentId}/return`)) === 303,
      message: deliver('payment_intent.succeeded'),
      'other message': deliver(isCheckout ? 'checkout.session.completed' : 'charge.succeeded'),
    },
  }
}

/**
 * Lets the messengers of some payments come stage by stage; all have the sweep in the same, and before or after the provider's
 * answer alike. Answers how many were not listened to.
 */
export async function tell(town: Town, payments: readonly Untold[]): Promise<number> {
  const sweepAt = sweepStage(payments[0]!.order)
  let unheard = 0
  for (let stage = 0; stage < 5; stage++) {
    if (stage === sweepAt) await town.clock.advance(untilLookMs(payments[0]!.order), { stepMs: hourMs })
    const sent = payments.flatMap(({ order, send }) =>
      (order.stages[stage] ?? []).map((messenger) => (messenger === 'sweep' ? true : send[messenger]())),
    )
    const [heard] = await Promise.all([Promise.all(sent), stage === sweepAt && town.tick()])
    unheard += heard.filter((isHeard) => !isHeard).length
    await queueIsDone(town.app)
  }
  return unheard
}
