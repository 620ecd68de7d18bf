import { describe, expect, test } from 'vitest'
import { waitBeforeStart } from '../../../src/core/payments/decline-backoff.ts'
import type { PaymentRequest } from '../../../src/core/payments/payment.ts'
import { start } from '../../../src/core/payments/start.ts'
import { issued } from '../../world/invoices.ts'
import { begun, reported, toStart } from './reported.ts'

const minuteMs = 60_000
const invoice = issued()
const began = invoice.finalizedAt
const link = { id: 'lnk_1', expiresAt: began + 30 * 86_400_000 }
const request = { link, methodTypes: ['card'], language: 'de' }

/** The invoice after so many declines of one link, a second apart, and the instant of the last. */
function declined(times: number, by: PaymentRequest = request) {
  let current = invoice
  for (let i = 0; i < times; i++) {
    const at = began + i * 1000
    const paymentId = `inpay_${i}`
    current = reported(begun(current, { paymentId, now: at }), 'failed', {
      paymentId,
      failure: { code: 'card_declined', declineCode: 'generic_decline', at },
    })
  }
  // Started without a link, which never waits, and given theirs afterwards, so that they can be a second apart.
  const payments = current.payments.map((payment) => ({ ...payment, request: by }))
  return { current: { ...current, payments }, last: began + (times - 1) * 1000 }
}

describe('after declines by one link', () => {
  test('up to four cause no wait, and each further one a longer wait of at most half an hour', () => {
    const waits = [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 29].map((times) => {
      const { current, last } = declined(times)
      return waitBeforeStart(current.payments, link.id, Math.max(began, last)) / minuteMs
    })
    expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 15, 30, 30, 30])
  })

  test('the wait ends to the millisecond, and declines count for an hour', () => {
    const { current, last } = declined(5)
    expect(waitBeforeStart(current.payments, link.id, last + minuteMs - 1)).toBe(1)
    expect(waitBeforeStart(current.payments, link.id, last + minuteMs)).toBe(0)
    const { current: many, last: lastOfMany } = declined(20)
    expect(waitBeforeStart(many.payments, link.id, lastOfMany + 30 * minuteMs - 1)).toBe(1)
    expect(waitBeforeStart(many.payments, link.id, lastOfMany + 60 * minuteMs)).toBe(0)
  })

  test('one link may start thirty payments an hour, whatever their outcome', () => {
    const { current, last } = declined(30)
    const unfinished = current.payments.map((payment) => ({ ...payment, status: 'canceled' as const, failure: null }))
    expect(waitBeforeStart(unfinished, link.id, last)).toBe(began + 60 * minuteMs - last)
    expect(waitBeforeStart(unfinished.slice(1), link.id, last)).toBe(0)
    expect(waitBeforeStart(unfinished, 'lnk_2', last)).toBe(0)
  })

  test('another link and an automatic charge do not wait', () => {
    const { current, last } = declined(9)
    expect(waitBeforeStart(current.payments, 'lnk_2', last)).toBe(0)
    const nobody = declined(9, { ...request, link: null })
    expect(waitBeforeStart(nobody.current.payments, link.id, last)).toBe(0)
    expect(start(current, toStart({ paymentId: 'inpay_9', kind: 'automatic', now: last })).ok).toBe(true)
  })

  test('the next attempt is refused with the seconds to wait, and accepted after them', () => {
    const { current, last } = declined(5)
    const at = (now: number) => start(current, toStart({ paymentId: 'inpay_9', request, now }))
    expect(at(last + 1)).toMatchObject({ refusal: { code: 'rate_limit', retryAfterSeconds: 60 } })
    expect(at(last + 59_500)).toMatchObject({ refusal: { retryAfterSeconds: 1 } })
    expect(at(last + minuteMs)).toMatchObject({ value: { do: 'begin' } })
  })

  test('an open checkout is continued, and a payment in progress or a paid invoice is the reason given before the wait', () => {
    const { current, last } = declined(5)
    const next = begun(current, { paymentId: 'inpay_9', request, now: last + minuteMs })
    const again = toStart({ paymentId: 'inpay_10', request, now: last + minuteMs + 1 })
    const url = { paymentId: 'inpay_9', url: 'https://checkout.example' }
    expect(start(reported(next, 'open', url), again)).toMatchObject({ value: { do: 'continue' } })
    expect(start(reported(next, 'processing', { paymentId: 'inpay_9' }), again)).toMatchObject({
      refusal: { code: 'payment_in_progress' },
    })
    expect(start(reported(next, 'succeeded', { paymentId: 'inpay_9' }), again)).toMatchObject({
      refusal: { code: 'invoice_already_paid' },
    })
  })

  test('an open checkout whose last card was declined counts as a decline, and the next attempt waits', () => {
    const { current, last } = declined(4)
    const failure = { code: 'card_declined', declineCode: null, at: last + 2000 }
    const open = reported(begun(current, { paymentId: 'inpay_9', request, now: last + 1000 }), 'open', {
      paymentId: 'inpay_9',
      url: 'https://checkout.example',
      failure,
    })
    const again = (now: number) => start(open, toStart({ paymentId: 'inpay_10', request, now }))
    expect(again(failure.at + 1)).toMatchObject({ refusal: { code: 'rate_limit' } })
    expect(again(failure.at + minuteMs)).toMatchObject({ value: { do: 'close_first' } })
  })
})
