import type { CashReceipt } from '../../../src/core/cash-receipts/cash-receipt.ts'
import { evolve as evolveReceipt } from '../../../src/core/cash-receipts/evolve.ts'
import { receiptEffectsOf } from '../../../src/core/cash-receipts/joint-effects.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { chargedMinor } from '../../../src/core/payments/payment.ts'
import { applyReport, type PaymentReport } from '../../../src/core/payments/report.ts'
import { startJoint } from '../../../src/core/payments/start-joint.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'
import { dayMs, issued, later, line } from '../../world/invoices.ts'
import { reportOf } from './reported.ts'

/** Invoices of one customer, oldest first, and the receipt of the money that paid them, as commits would leave them. */
export type Together = { readonly invoices: readonly IssuedInvoice[]; readonly receipt: CashReceipt | null }

/** Invoices over these amounts in minor units, each a day younger than the one before. */
export const invoicesOver = (...amountsMinor: readonly number[]): IssuedInvoice[] =>
  amountsMinor.map((amountMinor, at) => ({
    ...issued({
      lines: [line(null, '1', String(amountMinor))],
      defaultTaxRates: [],
      number: `KW-000${at + 1}`,
      at: monday + at * dayMs,
    }),
    id: `in_${at + 1}`,
  }))

export const toStartJoint = {
  paymentIds: ['inpay_1', 'inpay_2', 'inpay_3', 'inpay_4'],
  kind: 'checkout',
  provider: 'stripe',
  providerAccount: 'acct_provider',
  methodId: null,
  saveMethod: false,
  request: { link: null, returnPath: '/together', methodTypes: ['card'], language: 'de' },
  now: monday,
} as const

export const totalOf = (invoices: readonly IssuedInvoice[]): number =>
  invoices.reduce((sum, { totals }) => sum + totals.totalMinor, 0)

/** The invoices with a payment that was started for all of them. Throws where it was refused. */
export function begunTogether(invoices: readonly IssuedInvoice[]): Together {
  const started = startJoint(invoices, { ...toStartJoint, shownMinor: totalOf(invoices) })
  if (!started.ok || started.value.do !== 'begin') throw new Error('the payment was not started')
  const { events } = started.value
  return { invoices: invoices.map((invoice, at) => later(invoice, monday, events[at]!)), receipt: null }
}

/** The invoices and the receipt after these events, by invoice. Throws where they were refused. */
export function committed({ invoices, receipt }: Together, decided: Result<readonly InvoiceEvent[][]>): Together {
  if (!decided.ok) throw new Error(`refused: ${decided.refusal.code}`)
  const changed = invoices.map((before, at) => {
    const events = decided.value[at] ?? []
    return { before, decided: events, after: later(before, monday, ...events) }
  })
  const effects = receiptEffectsOf(changed, receipt, 'rcpt_1')
  return {
    invoices: changed.map((one) => one.after),
    receipt: replay(evolveReceipt, record(effects, receipt?.version ?? 0, monday), receipt),
  }
}

/** A report about the joint payment, applied to each invoice as an action does; the first refusal refuses all. */
export function reportedTogether(
  { invoices }: Together,
  status: PaymentReport['status'],
  changes: Partial<PaymentReport> = {},
): Result<InvoiceEvent[][]> {
  const decided: InvoiceEvent[][] = []
  for (const invoice of invoices) {
    const payment = invoice.payments.at(-1)!
    const receivedMinor = status === 'succeeded' ? chargedMinor(payment) : 0
    const about = { amountMinor: chargedMinor(payment), receivedMinor, providerPaymentId: 'pi_joint', ...changes }
    const applied = applyReport(invoice, { ...reportOf(invoice, status, about), paymentId: payment.id }, false, monday)
    if (!applied.ok) return applied
    decided.push(applied.value)
  }
  return ok(decided)
}

/** The invoices after a payment of all of them has succeeded. */
export function paidTogether(...amountsMinor: readonly number[]): Together {
  const begun = begunTogether(invoicesOver(...amountsMinor))
  return committed(begun, reportedTogether(begun, 'succeeded'))
}
