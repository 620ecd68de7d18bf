import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { PaymentStarted } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { ok, type Result, refuse } from '../result.ts'
import { jointSum } from './joint-offer.ts'
import { type Payment, unsettledOf } from './payment.ts'
import { nextCheckAt } from './poll-schedule.ts'
import { canContinue, refusalBeforeWait, type ToStart } from './start.ts'

type ToStartJoint = Omit<ToStart, 'paymentId' | 'brand' | 'shownMinor' | 'part'> & {
  /** The id of the payment of each invoice, in their order. */
  readonly paymentIds: readonly string[]
  /** The sum shown to the payer, in minor units. */
  readonly shownMinor: number
}

/** Start a payment of each invoice, continue the open one of all of them, or first cancel one that is in the way. */
export type JointStart =
  | { readonly do: 'begin'; readonly events: readonly PaymentStarted[] }
  | { readonly do: 'continue' }
  | { readonly do: 'close_first'; readonly invoiceId: string; readonly payment: Payment }

/**
 * Decides how to start one payment for all that remains of these invoices, oldest first. As with one invoice, at most one
 * payment of each can collect money.
 */
export function startJoint(invoices: readonly IssuedInvoice[], toStart: ToStartJoint): Result<JointStart> {
  const sum = jointSum(invoices)
  if (!sum.ok) return sum
  if (toStart.shownMinor !== sum.value) return refuse('amount_changed')
  const underway = invoices.map(({ payments }) => unsettledOf(payments))
  if (underway.every((payment) => payment && isForExactly(payment, underway, sum.value, toStart)))
    return ok({ do: 'continue' })
  const tooSoon = refusalBeforeWait(invoices, toStart)
  if (tooSoon) return tooSoon
  const inTheWay = underway.findIndex((payment) => payment !== undefined)
  if (inTheWay >= 0) return ok({ do: 'close_first', invoiceId: invoices[inTheWay]!.id, payment: underway[inTheWay]! })
  return ok({ do: 'begin', events: begin(invoices, sum.value, toStart) })
}

/** Whether it is an open payment of these invoices and of no others: then it is for the sum of what remains of them. */
const isForExactly = (
  payment: Payment,
  all: readonly (Payment | undefined)[],
  sumMinor: number,
  toStart: ToStartJoint,
): boolean =>
  payment.joint?.amountMinor === sumMinor &&
  payment.joint.paymentId === all[0]?.id &&
  payment.joint.invoices === all.length &&
  canContinue(payment, toStart)

const begin = (
  invoices: readonly IssuedInvoice[],
  amountMinor: number,
  { paymentIds, kind, provider, providerAccount, methodId, saveMethod, request, now }: ToStartJoint,
): PaymentStarted[] =>
  invoices.map((invoice, at) => ({
    type: 'payment.started',
    paymentId: paymentIds[at]!,
    kind,
    amountMinor: amountRemainingMinor(invoice),
    joint: { paymentId: paymentIds[0]!, amountMinor, invoices: invoices.length },
    provider,
    providerAccount,
    methodId,
    saveMethod,
    request,
    nextCheckAt: at === 0 ? nextCheckAt('pending', 0, now) : null,
  }))
