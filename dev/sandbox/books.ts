import type Stripe from 'stripe'
import type { SandboxAccount } from './account.ts'
import type { AgendaItem } from './agenda.ts'
import type { KeptAnswer } from './idempotency.ts'
import type { Delivery, Endpoint } from './webhooks.ts'

/** The objects of the API by the name in their `object` field, in the shape in which they are answered unexpanded. */
export type Objects = {
  customer: Stripe.Customer | Stripe.DeletedCustomer
  payment_method: Stripe.PaymentMethod
  payment_intent: Stripe.PaymentIntent
  setup_intent: Stripe.SetupIntent
  'checkout.session': Stripe.Checkout.Session
  charge: Stripe.Charge
  refund: Stripe.Refund
  dispute: Stripe.Dispute
  balance_transaction: Stripe.BalanceTransaction
  mandate: Stripe.Mandate
  event: Stripe.Event
  customer_cash_balance_transaction: Stripe.CustomerCashBalanceTransaction
}

export type ObjectName = keyof Objects

/** What only the bank knows of a payment method: the test numbers behind it, and whether its owner agreed to later charges. */
export type BankSecret = {
  readonly number: string
  readonly bank: string
  isSetUp: boolean
  /** Used once without being kept, or given back: it cannot be used again. */
  isSpent: boolean
}

/** A customer sent away to prove who they are; a later attempt makes an earlier page stale. */
export type Challenge = {
  readonly attempt: string
  readonly intentId: string
  readonly returnUrl: string | null
  /** The checkout page that sent them, to which they come back after a failure. */
  readonly sessionId: string | null
}

/** What a checkout was asked to do once it is paid. */
export type CheckoutTerms = {
  readonly intentData: {
    readonly description: string | null
    readonly receiptEmail: string | null
    readonly metadata: Stripe.Metadata
    readonly setupFutureUsage: 'on_session' | 'off_session' | null
    readonly captureMethod: 'automatic' | 'manual'
  }
  readonly lines: Stripe.LineItem[]
}

export type VirtualAccount = { readonly bank: string; readonly number: string; readonly bic: string }

export type CashBalance = {
  /** Minor units by currency. */
  available: Record<string, number>
  mode: 'automatic' | 'manual'
  isMerchantDefault: boolean
}

/** One request that changed something, and the key that it carried. */
export type SeenRequest = {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly key: string | null
  readonly requestId: string
  /** Null while it runs, and where the answer was lost before it was made. */
  status: number | null
}

/** Everything the provider knows about one account. Plain data, so that it can be kept in a file. */
export type Books = {
  readonly objects: { [N in ObjectName]: Record<string, Objects[N]> }
  readonly secrets: Record<string, BankSecret>
  readonly challenges: Record<string, Challenge>
  readonly terms: Record<string, CheckoutTerms>
  /** The checkout session of an intent. */
  readonly checkoutOf: Record<string, string>
  readonly virtualAccounts: Record<string, VirtualAccount>
  readonly cash: Record<string, CashBalance>
  agenda: AgendaItem[]
  readonly endpoints: Record<string, Endpoint>
  readonly deliveries: Delivery[]
  /** Counts the messages, so that those due together leave in the order in which they were written. */
  turn: number
  webhooksPaused: boolean
  readonly answers: Record<string, KeptAnswer>
  readonly seen: SeenRequest[]
}

/** Empty books; the webhook endpoint of the configuration is in them from the start. */
export function openBooks({ id, webhookUrl, webhookSecret }: SandboxAccount): Books {
  const endpointId = `we_${id.replace(/^acct_/, '')}`
  const endpoint: Endpoint | null = webhookUrl
    ? {
        id: endpointId,
        url: webhookUrl,
        secret: webhookSecret ?? `whsec_${id.replace(/^acct_/, '')}`,
        events: ['*'],
        created: 0,
        description: 'From the configuration',
        isEnabled: true,
        metadata: {},
      }
    : null
  return {
    objects: {
      customer: {},
      payment_method: {},
      payment_intent: {},
      setup_intent: {},
      'checkout.session': {},
      charge: {},
      refund: {},
      dispute: {},
      balance_transaction: {},
      mandate: {},
      event: {},
      customer_cash_balance_transaction: {},
    },
    secrets: {},
    challenges: {},
    terms: {},
    checkoutOf: {},
    virtualAccounts: {},
    cash: {},
    agenda: [],
    endpoints: endpoint ? { [endpointId]: endpoint } : {},
    deliveries: [],
    turn: 0,
    webhooksPaused: false,
    answers: {},
    seen: [],
  }
}
