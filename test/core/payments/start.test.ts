import { describe, expect, test } from 'vitest'
import { voidInvoice } from '../../../src/core/invoices/close.ts'
import { payOutOfBand } from '../../../src/core/payments/out-of-band.ts'
import { elsewhere } from '../../../src/core/payments/provider-account.ts'
import { start } from '../../../src/core/payments/start.ts'
import { refuse } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued } from '../../world/invoices.ts'
import { drafted } from '../invoices/drafted.ts'
import { begun, byTransfer, decided, reported, toStart } from './reported.ts'

const invoice = issued()
const url = 'https://checkout.example/cs_1'

describe('starting a payment', () => {
  test('is for all that remains, and is polled in a minute', () => {
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
    expect(start(reported(pending, 'processing'), toStart({ paymentId: 'inpay_2' }))).toEqual(
      refuse('payment_in_progress'),
    )
  })

  test('a second tab continues the checkout that the first one opened', () => {
    const open = reported(begun(invoice), 'open', { url, urlExpiresAt: monday + dayMs })
    expect(start(open, toStart({ paymentId: 'inpay_2' }))).toMatchObject({
      ok: true,
      value: { do: 'continue', payment: { id: 'inpay_1', url } },
    })
  })

  test('instead of a transfer that is waited for another way begins anew, but not once a part of it has arrived', () => {
    const open = reported(begun(invoice), 'open', { providerSessionId: 'cs_1', url, urlExpiresAt: monday + dayMs })
    const awaited = reported(open, 'requires_action', byTransfer)
    expect(start(awaited, toStart({ paymentId: 'inpay_2' }))).toMatchObject({
      ok: true,
      value: { do: 'close_first', payment: { id: 'inpay_1' } },
    })
    const partly = reported(awaited, 'processing', byTransfer)
    expect(start(partly, toStart({ paymentId: 'inpay_2' }))).toEqual(refuse('payment_in_progress'))
  })

  test('after a decline the checkout is closed before the next payment starts', () => {
    const failure = { code: 'card_declined', declineCode: 'insufficient_funds', at: monday }
    const declined = reported(begun(invoice), 'open', { url, urlExpiresAt: monday + dayMs, failure })
    expect(start(declined, toStart({ paymentId: 'inpay_2' }))).toMatchObject({
      ok: true,
      value: { do: 'close_first', payment: { id: 'inpay_1' } },
    })
  })

  test('an open checkout is closed first where another method is chosen or it has expired', () => {
    const open = reported(begun(invoice), 'open', { url, urlExpiresAt: monday + dayMs })
    const closeFirst = { ok: true, value: { do: 'close_first', payment: { id: 'inpay_1' } } }
    expect(start(open, toStart({ kind: 'saved_method', methodId: 'pm_visa' }))).toMatchObject(closeFirst)
    expect(start(open, toStart({ saveMethod: true }))).toMatchObject(closeFirst)
    expect(start(open, toStart({ kind: 'automatic', methodId: 'pm_visa' }))).toMatchObject(closeFirst)
    expect(start(open, toStart({ now: monday + dayMs }))).toMatchObject(closeFirst)
  })

  test('is accepted after a payment that ended', () => {
    const ended = reported(begun(invoice), 'failed')
    expect(start(ended, toStart({ paymentId: 'inpay_2' }))).toMatchObject({ ok: true, value: { do: 'begin' } })
  })
})

describe('out of band', () => {
  test('an invoice that the merchant marks as paid is paid without the provider', () => {
    const paid = decided(invoice, payOutOfBand(invoice, 'inpay_0', elsewhere))
    expect(paid.status).toBe('paid')
    expect(paid.payments).toMatchObject([{ kind: 'out_of_band', receivedMinor: 119_000, provider: 'none' }])
  })

  test('is refused while a payment is unsettled', () => {
    expect(payOutOfBand(begun(invoice), 'inpay_0', elsewhere)).toEqual(refuse('payment_in_progress'))
    expect(payOutOfBand(reported(begun(invoice), 'open', { url }), 'inpay_0', elsewhere)).toEqual(
      refuse('payment_in_progress'),
    )
  })
})
