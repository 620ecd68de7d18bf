import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../../core/invoices/invoice.ts'
import { isMethodType, methods } from '../../core/payments/methods.ts'
import type { Offers } from '../../core/payments/offers.ts'
import { isAwaitingTransfer, isTransfer, isTroubled, type Payment, unsettledOf } from '../../core/payments/payment.ts'
import { safeUrl } from '../parts/safe-url.ts'

/** What there is for the payer to do: the one thing that the panel is about. */
export type Situation =
  | { readonly kind: 'paid' | 'void' | 'no_method' }
  /** `isOver`: a checkout that was left open has run out of time since. */
  | { readonly kind: 'pay'; readonly isOver?: boolean }
  | { readonly kind: 'checking' | 'processing'; readonly payment: Payment }
  | { readonly kind: 'continue' | 'confirm' | 'transfer'; readonly payment: Payment; readonly url: string }

export function situationOf(invoice: IssuedInvoice, offers: Offers, nowMs: number): Situation {
  if (!isPayable(invoice)) return { kind: invoice.status }
  const payment = unsettledOf(invoice.payments)
  if (payment?.status === 'processing') {
    const url = isTransfer(payment) ? openUrl(payment, nowMs) : null
    return url ? { kind: 'transfer', payment, url } : { kind: 'processing', payment }
  }
  if (payment?.status === 'pending' || payment?.status === 'unknown') return { kind: 'checking', payment }
  const url = payment && payment.amountMinor <= amountRemainingMinor(invoice) ? openUrl(payment, nowMs) : null
  if (payment && url) return { kind: onward(payment), payment, url }
  if (!canPay(offers)) return { kind: 'no_method' }
  return { kind: 'pay', isOver: payment?.urlExpiresAt != null && payment.urlExpiresAt <= nowMs }
}

function onward(payment: Payment): 'continue' | 'confirm' | 'transfer' {
  if (isAwaitingTransfer(payment)) return 'transfer'
  return payment.status === 'open' || isTroubled(payment) ? 'continue' : 'confirm'
}

/** Whether there is any way to pay online. */
export const canPay = ({ saved, checkout }: Offers): boolean => saved.length + checkout.length > 0

function openUrl(payment: Payment, nowMs: number): string | null {
  if (payment.urlExpiresAt !== null && payment.urlExpiresAt <= nowMs) return null
  return safeUrl(payment.url)?.href ?? null
}

/** Seconds before the panel asks again, by how often it has asked; then it stops, and the page stays as it is. */
const waits = [2, 3, 4, 6, 8, 12, 20, 30] as const

/** How long to wait before drawing the panel again; null when there is nothing to wait for that takes only seconds. */
export function secondsToNextLook(situation: Situation, looks: number): number | null {
  if (situation.kind !== 'checking' && situation.kind !== 'processing') return null
  const type = situation.payment.paidWith?.type ?? ''
  const isSlow = situation.kind === 'processing' && isMethodType(type) && methods[type].delayed
  return isSlow ? null : (waits[looks] ?? null)
}
