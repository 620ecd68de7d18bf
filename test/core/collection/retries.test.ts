import { describe, expect, test } from 'vitest'
import { retryAt } from '../../../src/core/collection/retries.ts'
import { timersOf } from '../../../src/core/collection/timers.ts'
import { voidInvoice } from '../../../src/core/invoices/close.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { reactionsTo } from '../../../src/core/reactions.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued } from '../../world/invoices.ts'
import { drafted } from '../invoices/drafted.ts'
import { begun, decided, reported, reportOf } from '../payments/reported.ts'

const hours = (...waits: number[]) => waits.map((wait) => monday + wait * 3_600_000)
const retries = (code: string, most = 4) => [1, 2, 3, 4, 5, 6].map((tries) => retryAt(code, tries, most, monday))

describe('a failed charge', () => {
  test('for insufficient funds is retried after 3, 5, 7 and 7 days', () => {
    expect(retries('insufficient_funds')).toEqual([...hours(72, 120, 168, 168), null, null])
  })

  test('for an unknown reason is retried like one for insufficient funds', () => {
    expect(retries('something_new')).toEqual(retries('insufficient_funds'))
  })

  test('for a problem at the bank is retried within hours', () => {
    expect(retries('try_again_later')).toEqual([...hours(1, 6, 24, 48), null, null])
  })

  test.each(['lost_card', 'expired_card', 'revocation_of_authorization', 'account_closed', 'authentication_required'])(
    'for %s is not tried again',
    (code) => expect(retries(code)).toEqual([null, null, null, null, null, null]),
  )

  test('is retried as often as the plan says', () => {
    expect(retries('insufficient_funds', 1)).toEqual([...hours(72), null, null, null, null, null])
    expect(retries('insufficient_funds', 0)).toEqual([null, null, null, null, null, null])
  })

  // Bug: a decline code with the name of an Object property crashed the lookup.
  test.each(['constructor', 'toString', '__proto__'])(
    'with the unknown code %s is retried like a soft decline',
    (code) => {
      expect(retries(code)).toEqual(retries('insufficient_funds'))
    },
  )
})

describe('mails about a failed charge', () => {
  const charged = issued({ collectionMethod: 'charge_automatically' })
  const orderedBy = (before: IssuedInvoice, code: string, declineCode: string | null) => {
    const failed = reported(before, 'failed', { failure: { code, declineCode, at: monday } })
    const event = {
      type: 'payment.failed',
      paymentId: 'inpay_1',
      providerPaymentId: null,
      retryAt: null,
      failure: failed.payments[0]!.failure!,
    } as const
    return reactionsTo(event, failed, failed.version).map(({ payload }) => 'mail' in payload && payload.mail)
  }
  const automatic = begun(charged, { kind: 'automatic' })

  test('a failed automatic charge is reported to the customer, and one that needs authentication asks for it', () => {
    expect(orderedBy(automatic, 'card_declined', 'insufficient_funds')).toEqual(['payment_failed'])
    expect(orderedBy(automatic, 'authentication_required', null)).toEqual(['action_required'])
  })

  // Bug: the demand for authentication was only read from one of the two fields that may hold it.
  test('a decline that demands authentication asks the customer for it', () => {
    expect(orderedBy(automatic, 'card_declined', 'authentication_required')).toEqual(['action_required'])
  })

  test('a decline on the page sends no mail, and a debit returned days later does', () => {
    expect(orderedBy(begun(charged), 'card_declined', null)).toEqual([])
    expect(orderedBy(reported(begun(charged), 'processing'), 'insufficient_funds', null)).toEqual(['payment_failed'])
  })
})

describe('timers', () => {
  const charged = issued({ collectionMethod: 'charge_automatically' })

  test('a draft, a paid and a void invoice have none', () => {
    const none = { reminder: null, charge: null, check: null }
    const invoice = issued()
    expect(timersOf(drafted())).toEqual(none)
    expect(timersOf(reported(begun(invoice), 'succeeded'))).toEqual(none)
    expect(timersOf(decided(invoice, voidInvoice(invoice)))).toEqual(none)
  })

  test('a sent invoice has one for its reminder, and a charged invoice one for its charge', () => {
    expect(timersOf(issued())).toEqual({ reminder: Date.UTC(2026, 10, 13, 8), charge: null, check: null })
    expect(timersOf(charged)).toEqual({ reminder: null, charge: monday, check: null })
  })

  test('a started payment replaces the charge by a poll in a minute', () => {
    expect(timersOf(begun(charged, { kind: 'automatic' }))).toEqual({
      reminder: null,
      charge: null,
      check: monday + 60_000,
    })
  })

  test('an unsettled payment is polled even if the invoice was paid otherwise', () => {
    const second = begun(reported(begun(issued()), 'failed'), { paymentId: 'inpay_2' })
    const paid = reported(second, 'succeeded', { paymentId: 'inpay_1' })
    expect([paid.status, timersOf(paid).check]).toEqual(['paid', monday + 60_000])
  })

  test('one that was handled late is not set to the past', () => {
    const started = begun(charged, { kind: 'automatic', now: monday + dayMs })
    const late = monday + 3 * dayMs
    const failed = reported(started, 'failed', { failure: reportOf(started, 'failed').failure }, late)
    for (const at of Object.values(timersOf(failed))) expect(at === null || at > late).toBe(true)
    expect(timersOf(failed).charge).toBe(late + 3 * dayMs)
  })

  test('an invoice with auto_advance off has one for its unsettled payment only', () => {
    const paused: IssuedInvoice = { ...begun(charged), autoAdvance: false }
    expect(timersOf(paused)).toEqual({ reminder: null, charge: null, check: monday + 60_000 })
    expect(
      evolve(charged, {
        seq: charged.version + 1,
        at: monday,
        event: { type: 'invoice.updated', content: { autoAdvance: false } },
      }),
    ).toMatchObject({
      nextChargeAt: null,
    })
  })
})
