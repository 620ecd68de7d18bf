import { describe, expect, test } from 'vitest'
import { reasonNotToRemind } from '../../../src/core/collection/reminders.ts'
import { amountOverpaidMinor, amountRemainingMinor } from '../../../src/core/invoices/amounts.ts'
import { markUncollectible, voidInvoice } from '../../../src/core/invoices/close.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { isTroubled } from '../../../src/core/payments/payment.ts'
import { applyReport, type PaymentReport } from '../../../src/core/payments/report.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued } from '../../world/invoices.ts'
import { begun, byTransfer, decided, reported, reportOf } from './reported.ts'

const invoice = issued()
const checkout = begun(invoice)
const payment = (of: IssuedInvoice, id = 'inpay_1') => of.payments.find((one) => one.id === id)!

describe('success', () => {
  test('Jonas pays all that is due, and the invoice is paid', () => {
    const paid = reported(checkout, 'succeeded')
    expect(paid).toMatchObject({ status: 'paid', paidAt: monday })
    expect(amountRemainingMinor(paid)).toBe(0)
    expect(payment(paid)).toMatchObject({ status: 'succeeded', receivedMinor: 119_000, allocatedMinor: 119_000 })
  })

  test('a success that is reported again books nothing', () => {
    const paid = reported(checkout, 'succeeded')
    expect(applyReport(paid, reportOf(paid, 'succeeded'), false, monday)).toEqual(ok([]))
  })

  test('a late success after a failure pays the invoice', () => {
    expect(reported(reported(checkout, 'failed'), 'succeeded').status).toBe('paid')
    expect(reported(reported(checkout, 'canceled'), 'succeeded').status).toBe('paid')
  })

  test('a bank debit succeeds after its checkout was reported as expired', () => {
    expect(reported(reported(reported(checkout, 'processing'), 'canceled'), 'succeeded').status).toBe('paid')
  })

  test('money for a void invoice becomes credit in full, and the invoice stays void', () => {
    const closed = reported(checkout, 'canceled')
    const late = reported(decided(closed, voidInvoice(closed)), 'succeeded')
    expect(late.status).toBe('void')
    expect(payment(late).allocatedMinor).toBe(0)
    expect(amountOverpaidMinor(late)).toBe(119_000)
  })

  test('money for an invoice that is paid already becomes credit in full', () => {
    const second = reported(begun(reported(checkout, 'failed'), { paymentId: 'inpay_2' }), 'succeeded')
    const late = reported(second, 'succeeded', { paymentId: 'inpay_1' })
    expect(late.status).toBe('paid')
    expect(payment(late, 'inpay_1')).toMatchObject({ receivedMinor: 119_000, allocatedMinor: 0 })
    expect(amountOverpaidMinor(late)).toBe(119_000)
  })

  test('an uncollectible invoice can still be paid', () => {
    const lost = decided(invoice, markUncollectible(invoice))
    expect(reported(begun(lost), 'succeeded').status).toBe('paid')
  })
})

describe('a mismatched report', () => {
  const wrong: Record<string, Partial<PaymentReport>> = {
    'another amount': { amountMinor: 118_999 },
    'less received than challenged for': { receivedMinor: 118_999 },
    'more received than challenged for': { receivedMinor: 119_001 },
    'another currency': { currency: 'usd' },
    'the live mode': { livemode: true },
    'another provider': { provider: 'other' },
    'another account': { providerAccount: 'acct_other' },
  }

  test.each(Object.entries(wrong))('a success with %s books nothing', (_, changes) => {
    expect(applyReport(checkout, reportOf(checkout, 'succeeded', changes), false, monday)).toEqual(
      refuse('provider_mismatch'),
    )
  })

  test("another of the provider's payments does not pay for this one", () => {
    const open = reported(checkout, 'open')
    const other = reportOf(open, 'succeeded', { providerPaymentId: 'pi_other' })
    expect(applyReport(open, other, false, monday)).toEqual(refuse('provider_mismatch'))
  })

  test('a report of a payment that the invoice does not have is refused', () => {
    const stranger = reportOf(checkout, 'succeeded', { paymentId: 'inpay_stranger' })
    expect(applyReport(checkout, stranger, false, monday)).toEqual(refuse('payment_unknown'))
  })
})

describe('an unsettled payment', () => {
  const url = 'https://checkout.example/cs_1'
  const open = reported(checkout, 'open', { url, urlExpiresAt: monday + dayMs })

  test('a checkout is open at an address until it expires', () => {
    expect(payment(open)).toMatchObject({ status: 'open', url, urlExpiresAt: monday + dayMs })
  })

  // Bug: the intent's own report of a decline has no address, and took the checkout's away from a customer still in it.
  test('a decline inside the checkout leaves its address where it was', () => {
    const failure = { code: 'card_declined', declineCode: 'expired_card', at: monday }
    const declined = reported(open, 'open', { failure })
    expect(payment(declined)).toMatchObject({ status: 'open', url, urlExpiresAt: monday + dayMs, failure })
  })

  // Bug: a decline missing from a later poll counted as a change at each poll, so that the poll schedule restarted for ever.
  test('a poll that reports less than is recorded changes nothing', () => {
    const declined = reported(open, 'open', { failure: { code: 'card_declined', declineCode: null, at: monday } })
    const poll = reportOf(declined, 'open', { url, urlExpiresAt: monday + dayMs })
    expect(applyReport(declined, poll, false, monday)).toEqual(ok([]))
  })

  test('an authentication keeps the address of its checkout', () => {
    expect(payment(reported(open, 'requires_action'))).toMatchObject({ status: 'requires_action', url })
  })

  test('a processing payment has no address', () => {
    expect(payment(reported(open, 'processing'))).toMatchObject({
      status: 'processing',
      url: null,
      wasProcessing: true,
    })
  })

  test('a later report of an earlier status changes nothing', () => {
    const processing = reported(open, 'processing')
    for (const status of ['open', 'requires_action', 'processing'] as const)
      expect(applyReport(processing, reportOf(processing, status), false, monday)).toEqual(ok([]))
  })

  test('after a failure or a cancellation only a success changes anything', () => {
    for (const end of ['failed', 'canceled'] as const) {
      const ended = reported(open, end)
      for (const status of ['open', 'requires_action', 'processing', 'failed', 'canceled'] as const)
        expect(applyReport(ended, reportOf(ended, status), false, monday)).toEqual(ok([]))
    }
  })
})

describe('failure', () => {
  const charged = issued({ collectionMethod: 'charge_automatically', terms: { kind: 'on_receipt' } })
  const failing = (of: IssuedInvoice, declineCode: string | null = 'insufficient_funds', at = monday) =>
    reported(begun(of, { kind: 'automatic' }), 'failed', { failure: { code: 'card_declined', declineCode, at } }, at)

  test('an automatic charge without enough money on the account is retried in three days', () => {
    expect(failing(charged)).toMatchObject({ attemptCount: 1, nextChargeAt: monday + 3 * dayMs })
  })

  test('a lost card is not charged again', () => {
    expect(failing(charged, 'lost_card').nextChargeAt).toBeNull()
  })

  test('an automatic charge that fails without a reason is retried like a soft decline', () => {
    const failed = reported(begun(charged, { kind: 'automatic' }), 'failed', { failure: null })
    expect(failed).toMatchObject({ nextChargeAt: monday + 3 * dayMs })
    expect(payment(failed).failure).toEqual({ code: 'unknown', declineCode: null, at: monday })
  })

  test('nothing is retried while auto_advance is off', () => {
    expect(failing({ ...charged, autoAdvance: false }).nextChargeAt).toBeNull()
  })

  // Bug: a charge by the merchant of a sent or written-off invoice planned a retry that no timer would make.
  test('only an open invoice that is charged automatically is retried', () => {
    expect(failing(invoice).nextChargeAt).toBeNull()
    expect(failing(decided(charged, markUncollectible(charged))).nextChargeAt).toBeNull()
  })

  // Bug: a customer's declined card on the page took away the charge that was planned for the due day.
  test('a failed payment by the customer leaves the planned charge as it was', () => {
    const planned = issued({ collectionMethod: 'charge_automatically', terms: { kind: 'net', days: 14 } })
    expect(planned.nextChargeAt).not.toBeNull()
    expect(reported(begun(planned), 'failed').nextChargeAt).toBe(planned.nextChargeAt)
    expect(reported(begun(planned, { kind: 'saved_method', methodId: 'pm_visa' }), 'failed').nextChargeAt).toBe(
      planned.nextChargeAt,
    )
  })

  // Bug: a charge that never reached the provider was abandoned, and nobody was notified.
  test('a charge that never reached the provider is planned again', () => {
    const started = begun(charged, { kind: 'automatic' })
    const at = monday + 2 * dayMs
    const abandoned = decided(
      started,
      ok([{ type: 'payment.canceled', paymentId: 'inpay_1', reason: 'abandoned' }]),
      at,
    )
    expect(abandoned.nextChargeAt).toBe(at)
  })
})

describe('a transfer that the customer chose at a checkout', () => {
  const url = 'https://checkout.example/c/1'
  const ofCheckout = { providerSessionId: 'cs_1', url, urlExpiresAt: monday + dayMs }
  const open = reported(checkout, 'open', ofCheckout)
  const awaited = reported(open, 'requires_action', byTransfer)

  test('is waited for without an end, at the page with the account, and the invoice is not underway', () => {
    expect(payment(awaited)).toMatchObject({ ...byTransfer, status: 'requires_action', urlExpiresAt: null })
    expect(payment(awaited).nextCheckAt).toBe(monday + 3_600_000)
    expect(isTroubled(payment(awaited))).toBe(false)
    expect(reasonNotToRemind(awaited, monday)).toBeNull()
  })

  test('is not taken back by what happened in its checkout before, in whichever order it is reported', () => {
    const failure = { code: 'card_declined', declineCode: 'insufficient_funds', at: monday }
    for (const earlier of [
      reportOf(awaited, 'open', ofCheckout),
      reportOf(awaited, 'open', { failure }),
      reportOf(awaited, 'requires_action', { url: 'https://bank.example/3ds' }),
      reportOf(awaited, 'requires_action', byTransfer),
    ])
      expect(applyReport(awaited, earlier, false, monday + dayMs)).toEqual(ok([]))
  })

  test('is on its way once a part has arrived, still with the account for the rest, until all of it has or it is canceled', () => {
    const partly = reported(awaited, 'processing', byTransfer)
    expect(payment(partly)).toMatchObject({ ...byTransfer, status: 'processing', wasProcessing: true })
    expect(reasonNotToRemind(partly, monday)).toBe('payment_processing')
    expect(applyReport(partly, reportOf(partly, 'requires_action', byTransfer), false, monday)).toEqual(ok([]))
    expect(payment(reported(partly, 'succeeded', { paidWith: byTransfer.paidWith }))).toMatchObject({
      status: 'succeeded',
      url: null,
    })
    expect(payment(reported(partly, 'canceled'))).toMatchObject({ status: 'canceled', url: null })
  })

  test('may be reported by its intent before the checkout was', () => {
    expect(payment(reported(checkout, 'requires_action', byTransfer))).toMatchObject({
      ...byTransfer,
      status: 'requires_action',
    })
  })
})

describe('a failure at an open checkout', () => {
  const url = 'https://checkout.example/c/1'
  const open = reported(checkout, 'open', { providerSessionId: 'cs_1', url, urlExpiresAt: monday + dayMs })
  const noFunds = { code: 'card_declined', declineCode: 'insufficient_funds', at: monday }

  test('a decline is recorded, and replaced by a second one with another reason', () => {
    const declined = reported(open, 'open', { failure: noFunds })
    expect(payment(declined)).toMatchObject({ status: 'open', url, failure: { declineCode: 'insufficient_funds' } })
    const again = reported(declined, 'open', { failure: { ...noFunds, declineCode: 'expired_card' } })
    expect(payment(again).failure?.declineCode).toBe('expired_card')
    expect(applyReport(again, reportOf(again, 'open'), false, monday)).toEqual(ok([]))
  })

  test('a failed authentication leaves the checkout open at its own address', () => {
    const challenged = reported(open, 'requires_action', { url: 'https://bank.example/3ds' })
    expect(payment(challenged)).toMatchObject({ status: 'requires_action', url })
    const failure = { code: 'payment_intent_authentication_failure', declineCode: null, at: monday }
    expect(payment(reported(challenged, 'open', { failure }))).toMatchObject({ status: 'open', url, failure })
  })

  test('an authentication is ended by an open checkout, and not by an intent that is only "open"', () => {
    const challenged = reported(open, 'requires_action')
    expect(applyReport(challenged, reportOf(challenged, 'open'), false, monday)).toEqual(ok([]))
    expect(payment(reported(challenged, 'open', { providerSessionId: 'cs_1', url })).status).toBe('open')
  })

  test('a checkout that expired after a decline keeps the reason', () => {
    const over = reported(reported(open, 'open', { failure: noFunds }), 'canceled')
    expect(payment(over)).toMatchObject({ status: 'canceled', failure: noFunds })
  })
})
