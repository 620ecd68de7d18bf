import { amountRemainingMinor } from '../invoices/amounts.ts'
import type { PaymentStarted } from '../invoices/events.ts'
import { type Invoice, type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import type { RefusalCode } from '../refusals.ts'
import { ok, type Refused, type Result, refuse } from '../result.ts'
import { chargeable } from './chargeable.ts'
import { payerOf, waitBeforeStart } from './decline-backoff.ts'
import { isUnderway } from './offers.ts'
import { partIn, partRange } from './part.ts'
import {
  isAwaitingTransfer,
  isTroubled,
  type Payment,
  type PaymentKind,
  type PaymentRequest,
  unsettledOf,
} from './payment.ts'
import { nextCheckAt } from './poll-schedule.ts'

export type ToStart = {
  readonly paymentId: string
  readonly kind: Exclude<PaymentKind, 'out_of_band'>
  readonly provider: string
  readonly providerAccount: string
  readonly methodId: string | null
  /** The brand of the saved card; null for other methods, and for a card that the payer enters at the provider. */
  readonly brand: string | null
  readonly saveMethod: boolean
  readonly request: PaymentRequest
  /** The amount shown to the payer as all that is to pay now, in minor units; null for off-session charges. */
  readonly shownMinor: number | null
  /** The part of it that the payer chose, in minor units, and the merchant's minimum at this time; null to pay all. */
  readonly part: { readonly amountMinor: number; readonly minimumPercent: number } | null
  readonly now: number
}

/** Start a new payment, continue an open one, or first cancel an open one. */
export type Start =
  | { readonly do: 'begin'; readonly event: PaymentStarted }
  | { readonly do: 'continue'; readonly payment: Payment }
  | { readonly do: 'close_first'; readonly payment: Payment }

/**
 * Decides how to start a payment so that at most one per invoice can collect money. After declines a payer has to wait
 * before a new attempt, but not to continue an open one.
 */
export function start(invoice: Invoice, toStart: ToStart): Result<Start> {
  const obstacle = reasonNotToPay(invoice, toStart.request.link === null)
  if (obstacle || !isPayable(invoice)) return refuse(obstacle ?? 'invoice_not_open')
  const next = chargeable(amountRemainingMinor(invoice), invoice.currency, toStart.brand)
  if (next.kind === 'other_currency') return refuse('invoice_no_payment_method_types')
  if (next.kind === 'too_small') return refuse('amount_too_small')
  if (next.kind === 'too_fine') return refuse('amount_too_fine')
  const { part, shownMinor, brand } = toStart
  const payableMinor = part ? amountRemainingMinor(invoice) : next.amountMinor
  if (shownMinor !== null && shownMinor !== payableMinor) return refuse('amount_changed')
  const amount = part ? partIn(partRange(invoice, part.minimumPercent, brand), part.amountMinor) : ok(payableMinor)
  if (!amount.ok) return amount
  const amountMinor = amount.value
  const underway = unsettledOf(invoice.payments)
  const existing = underway ? resolveExisting(underway, amountMinor, toStart) : null
  if (existing?.do === 'continue') return ok(existing)
  const tooSoon = refusalBeforeWait([invoice], toStart)
  if (tooSoon) return tooSoon
  if (existing) return ok(existing)
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

/** The refusal of a payer who has to wait before the next payment of one of these invoices; null for all others. */
export function refusalBeforeWait(
  invoices: readonly IssuedInvoice[],
  { request, now }: Pick<ToStart, 'request' | 'now'>,
): Refused | null {
  const payer = payerOf(request)
  const waitMs = payer === null ? 0 : Math.max(...invoices.map(({ payments }) => waitBeforeStart(payments, payer, now)))
  if (waitMs === 0) return null
  const reason = 'several payments by this link were declined or left unfinished'
  return refuse('rate_limit', { values: { reason }, retryAfterSeconds: Math.ceil(waitMs / 1000) })
}

const notPayable = {
  draft: 'invoice_not_open',
  paid: 'invoice_already_paid',
  void: 'invoice_void',
} as const

/** An invoice's row contains all of its payments, so attempts without success are limited; the merchant's are fewer by nature. */
const maxWithoutSuccess = { payer: 100, merchant: 200 } as const

/**
 * Why no payment can be started: the invoice is not payable, a payment is processing, or too many failed. Null if one
 * can.
 */
export function reasonNotToPay(invoice: Invoice, isByMerchant = false): RefusalCode | null {
  if (!isPayable(invoice)) return notPayable[invoice.status]
  if (isUnderway(invoice)) return 'payment_in_progress'
  const withoutSuccess = invoice.payments.filter(({ status }) => status === 'failed' || status === 'canceled').length
  const most = isByMerchant ? maxWithoutSuccess.merchant : maxWithoutSuccess.payer
  return withoutSuccess >= most ? 'payment_attempts_too_many' : null
}

/** A joint payment is for other invoices too, which whoever pays this one alone has not chosen. */
function resolveExisting(payment: Payment, amountMinor: number, toStart: ToStart): Start {
  const isSame = !payment.joint && payment.amountMinor === amountMinor && canContinue(payment, toStart)
  return { do: isSame ? 'continue' : 'close_first', payment }
}

/** After a decline, and instead of a transfer, the customer wants another method: the old payment is canceled first. */
export const canContinue = (
  payment: Payment,
  { kind, methodId, saveMethod, now }: Pick<ToStart, 'kind' | 'methodId' | 'saveMethod' | 'now'>,
): boolean =>
  payment.kind === kind &&
  !isTroubled(payment) &&
  !isAwaitingTransfer(payment) &&
  payment.methodId === methodId &&
  payment.saveMethod === saveMethod &&
  payment.url !== null &&
  (payment.urlExpiresAt === null || payment.urlExpiresAt > now)
