import type { PaymentFailure } from '../../core/payments/payment.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import type { Refusal } from '../../core/result.ts'
import type { PageI18n } from '../i18n.ts'
import type { InvoiceWords } from '../words/catalogue.ts'
import { declineReason } from '../words/declines.ts'
import { type PayerRefusal, payerRefusal } from '../words/refusals.ts'

/** What the page says about what the payer just did: how paying ended, or why it could not start. */
export type Notice =
  | { readonly kind: 'success'; readonly code: 'paid' | 'part_paid' }
  | { readonly kind: 'info'; readonly code: 'processing' | 'checking' | 'canceled' | 'challenge' }
  | {
      readonly kind: 'problem'
      readonly code: 'declined'
      readonly failure: Pick<PaymentFailure, 'code' | 'declineCode'>
    }
  | { readonly kind: 'problem'; readonly code: 'slow_down'; readonly waitMinutes: number }
  | { readonly kind: 'problem'; readonly code: RefusalCode }
  /** Nothing is wrong: another tab or another payer was first. */
  | { readonly kind: 'known'; readonly code: RefusalCode }

/** What happened, and what to do next. */
export type Message = { readonly what: string; readonly why?: string; readonly next: string }

const ends: Readonly<
  Record<Exclude<Notice, { kind: 'problem' | 'known' }>['code'], (words: PageI18n['words']) => Message>
> = {
  paid: (words) => words.notice.paid,
  part_paid: (words) => words.notice.partPaid,
  processing: (words) => words.notice.processing,
  checking: (words) => words.notice.checking,
  canceled: (words) => words.notice.canceled,
  challenge: (words) => words.notice.challenge,
}

export function messageOf(notice: Notice, { words, count }: Pick<PageI18n, 'words' | 'count'>): Message {
  if (notice.kind === 'known') return words.refusal[payerRefusal(notice.code)]
  if (notice.kind !== 'problem') return ends[notice.code](words)
  if (notice.code === 'declined') return declineMessage(notice.failure, words)
  if (notice.code === 'slow_down') {
    const { what, why, next } = words.slowDown
    return { what, why, next: next({ minutes: count(notice.waitMinutes) }) }
  }
  return words.refusal[payerRefusal(notice.code)]
}

/** Why a payment was declined, that it cost nothing, and what to try. */
export function declineMessage(
  failure: Pick<PaymentFailure, 'code' | 'declineCode'>,
  words: Pick<InvoiceWords, 'decline' | 'nothingCharged'>,
): Message {
  const { what, next } = words.decline[declineReason(failure)]
  return { what, why: words.nothingCharged, next }
}

/** A refusal as the payer reads it: a payment that is on its way or has arrived is good news, and no problem. */
export function noticeOfRefusal({ code, retryAfterSeconds }: Refusal): Notice {
  if (code === 'rate_limit' && retryAfterSeconds !== undefined)
    return { kind: 'problem', code: 'slow_down', waitMinutes: Math.ceil(retryAfterSeconds / 60) }
  return goodNews.has(payerRefusal(code)) ? { kind: 'known', code } : { kind: 'problem', code }
}

const goodNews: ReadonlySet<PayerRefusal> = new Set(['in_progress', 'already_paid'])
