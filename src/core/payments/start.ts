import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { PaymentStarted } from '../invoices/events.ts'
import { type Invoice, isPayable } from '../invoices/invoice.ts'
import type { RefusalCode } from '../refusals.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chargeable } from './chargeable.ts'
import { nextCheckAt } from './checks.ts'
import { isUnderway } from './offers.ts'
import { isTroubled, type Payment, type PaymentKind, type PaymentRequest, unsettledOf } from './payment.ts'
import { waitAfterDeclines } from './slow-down.ts'

export type ToStart = {
  readonly paymentId: string
  readonly kind: Exclude<PaymentKind, 'out_of_band'>
  readonly provider: string
  readonly providerAccount: string
  readonly methodId: string | null
  readonly saveMethod: boolean
  readonly request: PaymentRequest
  /** What the payer was shown, in minor units; null when nobody was shown anything. */
  readonly shownMinor: number | null
  readonly now: number
}

/** Begin a new payment, carry on with one that the customer left open, or first close an open one that is in the way. */
export type Start =
  | { readonly do: 'begin'; readonly event: PaymentStarted }
  | { readonly do: 'continue'; readonly payment: Payment }
  | { readonly do: 'close_first'; readonly payment: Payment }

/**
 * At most one payment per invoice may be able to bring money in: this is where that is decided. After declines a payer waits before
 * the next try; what is open, on its way or paid is not waited for.
 */
export function start(invoice: Invoice, toStart: ToStart): Result<Start> {
  const notNow = reasonNotToPay(invoice)
  if (notNow || !isPayable(invoice)) return refuse(notNow ?? 'invoice_not_open')
  const next = chargeable(amountRemainingMinor(invoice), invoice.currency)
  if (next.kind === 'too_small') return refuse('amount_too_small')
  if (next.kind === 'too_fine') return refuse('amount_too_fine')
  const { amountMinor } = next
  if (toStart.shownMinor !== null && toStart.shownMinor !== amountMinor) return refuse('amount_changed')
  const underway = unsettledOf(invoice.payments)
  const inTheWay = underway ? whatToDoAbout(underway, amountMinor, toStart) : null
  if (inTheWay?.do === 'continue') return ok(inTheWay)
  const { link } = toStart.request
  const waitMs = link ? waitAfterDeclines(invoice.payments, link.id, toStart.now) : 0
  if (waitMs > 0) {
    const reason = 'several payments by this link were declined'
    return refuse('rate_limit', { values: { reason }, retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
  if (inTheWay) return ok(inTheWay)
  const { paymentId, kind, provider, providerAccount, methodId, saveMethod, request, now } = toStart
  return ok({
    do: 'begin',
    event: {
      type: 'payment.started',
      paymentId,
      kind,
      amountMinor,
      provider,
      providerAccount,
      methodId,
      saveMethod,
      request,
      nextCheckAt: nextCheckAt('pending', 0, now),
    },
  })
}

const notPayable = {
  draft: 'invoice_not_open',
  paid: 'invoice_already_paid',
  void: 'invoice_void',
} as const

/** An invoice's row holds all of its payments and is written anew with each change: what brought nothing must not pile up in it. */
const mostWithoutSuccess = 100

/** Why no payment may begin at all: nothing is asked for, money is on its way, or too many brought none. Null where one may. */
export function reasonNotToPay(invoice: Invoice): RefusalCode | null {
  if (!isPayable(invoice)) return notPayable[invoice.status]
  if (isUnderway(invoice)) return 'payment_in_progress'
  const withoutSuccess = invoice.payments.filter(({ status }) => status === 'failed' || status === 'canceled').length
  return withoutSuccess >= mostWithoutSuccess ? 'payment_attempts_too_many' : null
}

/** Who presses after a decline wants to try something else: that begins anew, and the old checkout is ended first. */
function whatToDoAbout(payment: Payment, amountMinor: number, { kind, methodId, saveMethod, now }: ToStart): Start {
  const isSame =
    payment.kind === kind &&
    !isTroubled(payment) &&
    payment.methodId === methodId &&
    payment.saveMethod === saveMethod &&
    payment.amountMinor === amountMinor &&
    payment.url !== null &&
    (payment.urlExpiresAt === null || payment.urlExpiresAt > now)
  return { do: isSame ? 'continue' : 'close_first', payment }
}
