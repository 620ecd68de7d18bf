import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { chargedMinor, isTroubled, type Payment } from '../../core/payments/payment.ts'
import type { PageI18n } from '../i18n.ts'
import { declineMessage, type Message, type Notice } from './notice.ts'
import type { Situation } from './situation.ts'

type LastTry = { readonly kind: Notice['kind']; readonly message: Message }

/**
 * How the last try to pay ended, for who comes back later: declined, not confirmed with the bank, or not finished in time. Null
 * where there is nothing to say.
 */
export function lastTry(invoice: IssuedInvoice, situation: Situation, i18n: PageI18n): LastTry | null {
  const { words } = i18n
  const last = invoice.payments.at(-1)
  if (!last) return null
  if (situation.kind === 'continue') {
    if (!isTroubled(last)) return null
    return last.failure ? declined(last, invoice, i18n) : { kind: 'info', message: words.notice.challenge }
  }
  if (situation.kind !== 'pay' && situation.kind !== 'no_method') return null
  if (last.status === 'failed') return declined(last, invoice, i18n)
  const isUnfinished =
    last.kind === 'checkout' && (last.status === 'canceled' || (situation.kind === 'pay' && situation.isOver))
  if (!isUnfinished) return null
  if (last.failure) return declined(last, invoice, i18n)
  const what = words.lastUnfinished({ amount: i18n.money(chargedMinor(last)), date: i18n.dayAt(last.createdAt) })
  return { kind: 'info', message: { what, why: words.nothingCharged, next: words.decline.took_too_long.next } }
}

function declined(payment: Payment, invoice: IssuedInvoice, i18n: PageI18n): LastTry | null {
  const { words } = i18n
  if (!payment.failure) return null
  const { what: why, why: cost, next } = declineMessage(payment.failure, words)
  const what = words.lastFailure({ amount: i18n.money(chargedMinor(payment)), date: i18n.dayAt(payment.failure.at) })
  const then = invoice.nextChargeAt === null ? next : words.nextTry({ date: i18n.dayAt(invoice.nextChargeAt) })
  // Who was not there when it was tried knows that they did not pay.
  const said = payment.kind === 'automatic' ? [why, then] : [why, cost, then]
  return { kind: 'problem', message: { what, next: said.join(' ') } }
}
