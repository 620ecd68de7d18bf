import { describe, expect, test } from 'vitest'
import { voidInvoice } from '../../../src/core/invoices/close.ts'
import { payOutOfBand } from '../../../src/core/payments/out-of-band.ts'
import { elsewhere } from '../../../src/core/payments/provider-account.ts'
import { start } from '../../../src/core/payments/start.ts'
import { refuse } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued } from '../../world/invoices.ts'
import { drafted } from '../invoices/drafted.ts'
import { begun, byTransfer, decided, heard, toStart } from './told.ts'

const invoice = issued()
const url = 'https://checkout.example/cs_1'

describe('starting a payment', () => {
  test('asks for all that remains, and looks again in a minute', () => {
    expect(start(invoice, toStart())).toMatchObject({
      ok: true,
      value: { do: 'begin', event: { amountMinor: 119_000, nextCheckAt: monday + 60_000 } },
    })
  })

  test('is refused where the payer was shown another amount', () => {
    expect(start(invoice, toStart({ shownMinor: 118_000 }))).toEqual(refuse('amount_changed'))
    expect(start(invoice, toStart({ shownMinor: 119_000 }))).toMatchObject({ ok: true })
  })

  test('is refused for a draft, a paid and a void invoice', () => {
    expect(start(drafted(), toStart())).toEqual(refuse('invoice_not_open'))
    expect(start(decided(invoice, payOutOfBand(invoice, 'inpay_0', elsewhere)), toStart())).toEqual(
      refuse('invoice_already_paid'),
    )
    expect(start(decided(invoice, voidInvoice(invoice)), toStart())).toEqual(refuse('invoice_void'))
  })

  test('is refused while the provider has not answered or money is on its way', () => {
    const pending = begun(invoice)
    expect(start(pending, toStart({ paymentId: 'inpay_2' }))).toEqual(refuse('payment_in_progress'))
    expect(start(heard(pending, 'processing'), toStart({ paymentId: 'inpay_2' }))).toEqual(
      refuse('payment_in_progress'),
    )
  })

  test('the second tab carries on with the checkout that the first one opened', () => {
    const open = heard(begun(invoice), 'open', { url, urlExpiresAt: monday + dayMs })
    expect(start(open, toStart({ paymentId: 'inpay_2' }))).toMatchObject({
      ok: true,
      value: { do: 'continue', payment: { id: 'inpay_1', url } },
    })
  })

  test('instead of a transfer that is waited for another way begins anew, but not once a part of it has arrived', () => {
    const open = heard(begun(invoice), 'open', { providerSessionId: 'cs_1', url, urlExpiresAt: monday + dayMs })
    const awaited = heard(open, 'requires_action', byTransfer)
    expect(start(awaited, toStart({ paymentId: 'inpay_2' }))).toMatchObject({
      ok: true,
      value: { do: 'close_first', payment: { id: 'inpay_1' } },
    })
    const partly = heard(awaited, 'processing', byTransfer)
    expect(start(partly, toStart({ paymentId: 'inpay_2' }))).toEqual(refuse('payment_in_progress'))
  })

  test('after a decline another try begins anew: the checkout that declined is ended first', () => {
    const failure = { code: 'card_declined', declineCode: 'insufficient_funds', at: monday }
    const declined = heard(begun(invoice), 'open', { url, urlExpiresAt: monday + dayMs, failure })
    expect(start(declined, toStart({ paymentId: 'inpay_2' }))).toMatchObject({
      ok: true,
      value: { do: 'close_first', payment: { id: 'inpay_1' } },
    })
  })

  test('an open checkout is ended first where another way is chosen, or its time is over', () => {
    const open = heard(begun(invoice), 'open', { url, urlExpiresAt: monday + dayMs })
    const closeFirst = { ok: true, value: { do: 'close_first', payment: { id: 'inpay_1' } } }
    expect(start(open, toStart({ kind: 'saved_method', methodId: 'pm_visa' }))).toMatchObject(closeFirst)
    expect(start(open, toStart({ saveMethod: true }))).toMatchObject(closeFirst)
    expect(start(open, toStart({ kind: 'automatic', methodId: 'pm_visa' }))).toMatchObject(closeFirst)
    expect(start(open, toStart({ now: monday + dayMs }))).toMatchObject(closeFirst)
  })

  test('a payment that ended is no obstacle', () => {
    const ended = heard(begun(invoice), 'failed')
    expect(start(ended, toStart({ paymentId: 'inpay_2' }))).toMatchObject({ ok: true, value: { do: 'begin' } })
  })
})

describe('out of band', () => {
  test('the merchant says it arrived elsewhere, and the invoice is paid without the provider', () => {
    const paid = decided(invoice, payOutOfBand(invoice, 'inpay_0', elsewhere))
    expect(paid.status).toBe('paid')
    expect(paid.payments).toMatchObject([{ kind: 'out_of_band', receivedMinor: 119_000, provider: 'none' }])
  })

  test('is refused while something open could still bring money', () => {
    expect(payOutOfBand(begun(invoice), 'inpay_0', elsewhere)).toEqual(refuse('payment_in_progress'))
    expect(payOutOfBand(heard(begun(invoice), 'open', { url }), 'inpay_0', elsewhere)).toEqual(
      refuse('payment_in_progress'),
    )
  })
})
