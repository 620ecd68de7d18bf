import type { Account } from '../../src/core/accounts/account.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { draft } from '../../src/core/invoices/draft.ts'
import type { InvoiceEvent, PaymentStarted, PaymentSucceeded } from '../../src/core/invoices/events.ts'
import { evolve } from '../../src/core/invoices/evolve.ts'
import { finalize } from '../../src/core/invoices/finalize.ts'
import { type InvoiceContent, type InvoiceLine, type IssuedInvoice, isIssued } from '../../src/core/invoices/invoice.ts'
import type { Discount } from '../../src/core/invoices/lines.ts'
import type { Currency } from '../../src/core/money/currencies.ts'
import type { Payment } from '../../src/core/payments/payment.ts'
import { record, replay } from '../../src/core/recorded.ts'
import type { Result } from '../../src/core/result.ts'
import { buyer, customers, kranwerk, monday, rates } from './cast.ts'

export const dayMs = 86_400_000

let lines = 0

/** A line of an invoice; `unitAmount` in minor units. */
export const line = (
  description: string | null,
  quantity: string,
  unitAmount: string,
  changes: Partial<InvoiceLine> = {},
): InvoiceLine => ({
  id: `il_${++lines}`,
  description,
  quantity,
  unitAmount,
  discountable: true,
  discounts: [],
  taxRates: null,
  itemId: null,
  metadata: {},
  periodStart: monday,
  periodEnd: monday,
  ...changes,
})

export const discount = (name: string | null, off: { percent: string } | { amountMinor: number }): Discount => ({
  id: `di_${name}`,
  couponId: null,
  name,
  percentOff: 'percent' in off ? off.percent : null,
  amountOffMinor: 'amountMinor' in off ? off.amountMinor : null,
})

export const content: InvoiceContent = {
  collectionMethod: 'send_invoice',
  terms: null,
  lines: [],
  discounts: [],
  defaultTaxRates: [rates.mwst],
  memo: null,
  footer: null,
  customFields: [],
  metadata: {},
  autoAdvance: null,
  defaultPaymentMethod: null,
  paymentMethodTypes: null,
  statementDescriptor: null,
  returnUrl: null,
  numberOverride: null,
}

/** Two rates, discounts on a line and on the invoice, and the merchant's own words. */
export const detailed = {
  lines: [
    line('Turmdrehkran 30 m', '1', '100000', { discounts: [discount('Treue', { percent: '10' })] }),
    line('Fachbücher', '3', '2050', {
      taxRates: [{ ...rates.mwst, id: 'txr_reduced', percentage: '7' }],
      periodStart: monday,
      periodEnd: monday + 30 * dayMs,
    }),
  ],
  discounts: [discount('Messe', { percent: '5' }), discount(null, { amountMinor: 1000 })],
  customFields: [{ name: 'Bestellung', value: '4711' }],
  memo: 'Vielen Dank!',
}

type Wanted = Partial<InvoiceContent> & {
  readonly of?: Account
  readonly to?: Customer
  readonly currency?: Currency
  readonly number?: string
  /** When it is finalized, ms since 1970; by default Monday. */
  readonly at?: number
  /** The customer's balance before, in Stripe's sign. */
  readonly balanceMinor?: number
}

/** A finalized invoice, by default Kranwerk's to Jonas for 1,190 euros. */
export function issued(wanted: Wanted = {}): IssuedInvoice {
  const {
    of = kranwerk,
    to = customers.jonas,
    currency = 'eur',
    number = 'KW-0017',
    at = monday,
    balanceMinor = 0,
    ...rest
  } = wanted
  const created = must(
    draft({
      accountId: of.id,
      id: 'in_1',
      customerId: to.id,
      currency,
      rounding: of.rounding,
      taxExempt: to.taxExempt,
      content: { ...content, footer: of.footer, lines: [line('Turmdrehkran 30 m, Aufbau', '1', '100000')], ...rest },
    }),
  )
  const drafted = replay(evolve, record<InvoiceEvent>([created], 0, at))
  if (!drafted) throw new Error('a created invoice is a draft')
  const finalized = must(
    finalize(drafted, {
      number,
      series: of.numbering.prefix,
      sequence: 17,
      seller: of,
      buyer: buyer(to),
      taxExempt: to.taxExempt,
      plan: {
        reminderDays: of.reminders.days,
        hour: of.reminders.hour,
        timeZone: to.timeZone ?? of.timeZone,
        maxRetries: of.maxRetries,
      },
      balanceMinor,
      daysUntilDue: of.daysUntilDue,
      eInvoices: of.eInvoices,
      now: at,
    }),
  )
  return mustBeIssued(replay(evolve, record(finalized, drafted.version, at), drafted))
}

/** The invoice after more events, all at the same time. */
export const later = (invoice: IssuedInvoice, at: number, ...events: readonly InvoiceEvent[]): IssuedInvoice =>
  mustBeIssued(replay(evolve, record(events, invoice.version, at), invoice))

export const started = (amountMinor: number, changes: Partial<PaymentStarted> = {}): PaymentStarted => ({
  type: 'payment.started',
  paymentId: 'inpay_1',
  kind: 'checkout',
  amountMinor,
  provider: 'stripe',
  providerAccount: 'acct_provider',
  methodId: null,
  saveMethod: false,
  request: { link: null, methodTypes: ['card'], language: 'en' },
  nextCheckAt: null,
  ...changes,
})

export const moved = (
  status: 'unknown' | 'open' | 'requires_action' | 'processing',
  paidWith: Payment['paidWith'] = null,
  url: string | null = null,
): InvoiceEvent => ({
  type: 'payment.moved',
  paymentId: 'inpay_1',
  status,
  providerPaymentId: 'pi_1',
  providerSessionId: null,
  url,
  urlExpiresAt: null,
  paidWith,
  failure: null,
  nextCheckAt: null,
})

/** The customer has chosen to transfer; a part of the money may have arrived. */
export const awaitingTransfer = (isPartThere = false): InvoiceEvent =>
  moved(
    isPartThere ? 'processing' : 'requires_action',
    { id: 'pm_2', type: 'customer_balance', brand: null, last4: null },
    'https://provider.example/instructions',
  )

export const succeeded = (receivedMinor: number, changes: Partial<PaymentSucceeded> = {}): PaymentSucceeded => ({
  type: 'payment.succeeded',
  paymentId: 'inpay_1',
  providerPaymentId: 'pi_1',
  paidWith: { id: 'pm_visa', type: 'card', brand: 'visa', last4: '4242' },
  receivedMinor,
  allocatedMinor: receivedMinor,
  ...changes,
})

export const failed = (
  code: string,
  declineCode: string | null,
  at: number,
  retryAt: number | null = null,
): InvoiceEvent => ({
  type: 'payment.failed',
  paymentId: 'inpay_1',
  providerPaymentId: 'pi_1',
  failure: { code, declineCode, at },
  retryAt,
})

export const paidInFull: InvoiceEvent = { type: 'invoice.paid' }

export const refundOf = (amountMinor: number): InvoiceEvent => ({
  type: 'payment.refunded',
  paymentId: 'inpay_1',
  refundId: 're_1',
  amountMinor,
  fromCreditMinor: 0,
})

/** The events of a dispute that the merchant lost. */
export const lostDispute = (amountMinor: number): InvoiceEvent[] => {
  const about = { paymentId: 'inpay_1', disputeId: 'dp_1', amountMinor }
  return [
    { type: 'payment.dispute_opened', ...about },
    { type: 'payment.dispute_closed', ...about, won: false },
  ]
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`the cast's invoice was refused: ${result.refusal.code}`)
  return result.value
}

function mustBeIssued(invoice: ReturnType<typeof evolve>): IssuedInvoice {
  if (!invoice || !isIssued(invoice)) throw new Error('the cast only carries invoices that were issued')
  return invoice
}
