import { describe, expect, test } from 'vitest'
import { balanceEffects } from '../../../src/core/credit/balance.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { finalize } from '../../../src/core/invoices/finalize.ts'
import { issued } from '../../world/invoices.ts'
import { drafted, issue } from '../invoices/drafted.ts'

const amounts = (...[invoice, events]: Parameters<typeof balanceEffects>) =>
  balanceEffects(invoice, events).map((event) =>
    event.type === 'customer.balance_changed' ? [event.cause, event.amountMinor, event.currency] : event,
  )

const succeeded = (receivedMinor: number, allocatedMinor: number): InvoiceEvent => ({
  type: 'payment.succeeded',
  paymentId: 'inpay_1',
  providerPaymentId: 'pi_1',
  paidWith: null,
  receivedMinor,
  allocatedMinor,
})

describe('the balance of a customer, negative for credit', () => {
  test('is reduced by what an invoice used, and restored when the invoice is voided', () => {
    const done = finalize(drafted(), issue({ balanceMinor: -19_000 }))
    expect(done.ok && amounts(drafted(), done.value)).toEqual([['applied_to_invoice', 19_000, 'eur']])
    const withCredit = issued({ balanceMinor: -19_000 })
    expect(amounts(withCredit, [{ type: 'invoice.voided' }])).toEqual([['unapplied_from_invoice', -19_000, 'eur']])
  })

  test('a debt that an invoice took over is owed again when it is voided', () => {
    expect(amounts(issued({ balanceMinor: 500 }), [{ type: 'invoice.voided' }])).toEqual([
      ['unapplied_from_invoice', 500, 'eur'],
    ])
  })

  test('a surplus becomes credit, and a refund takes it away again', () => {
    expect(amounts(issued(), [succeeded(119_000, 100_000)])).toEqual([['invoice_overpaid', -19_000, 'eur']])
    const refund: InvoiceEvent = {
      type: 'payment.refunded',
      paymentId: 'inpay_1',
      refundId: 're_1',
      amountMinor: 20_000,
      fromCreditMinor: 19_000,
    }
    expect(amounts(issued(), [refund])).toEqual([['refunded', 19_000, 'eur']])
  })

  test('what changes nothing is not written', () => {
    expect(
      amounts(issued(), [{ type: 'invoice.voided' }, succeeded(119_000, 119_000), { type: 'invoice.paid' }]),
    ).toEqual([])
  })
})
