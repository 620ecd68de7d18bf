import type Stripe from 'stripe'
import type { SandboxAccount } from './account.ts'

/** The API's objects by the name in their `object` field, in the unexpanded shape. */
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

/** The test numbers behind a payment method, and whether its owner agreed to later charges. */
export type BankSecret = {
  readonly number: string
  readonly bank: string
  isSetUp: boolean
  /** Used once without being saved, or detached: it cannot be used again. */
  isSpent: boolean
}

/** A customer's pending authentication at their bank; a later attempt makes an earlier page stale. */
export type Challenge = {
  readonly attempt: string
  readonly intentId: string
  readonly returnUrl: string | null
  /** The checkout page that they came from, to which they return after a failure. */
  readonly sessionId: string | null
}

/** What a checkout session does once it is paid. */
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

/** A recorded request other than GET, with its idempotency key. */
export type RecordedRequest = {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly key: string | null
  readonly requestId: string
  /** Null while it runs, and where a fault prevented the response. */
  status: number | null
}

/** An operation that the provider runs by itself at a scheduled time. */
export type ScheduledOperation =
  | 'settle_debit'
  | 'fail_debit'
  | 'open_dispute'
  | 'succeed_refund'
  | 'fail_refund'
  | 'expire_session'
  | 'expire_authorization'

export type ScheduledItem = {
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly operation: ScheduledOperation
  /** The object that the operation is about. */
  readonly objectId: string
  readonly reason: string | null
}

export type StoredResponse = {
  readonly method: string
  readonly path: string
  /** The parameters in one order, as they were sent. */
  readonly params: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly requestId: string
  readonly status: number
  readonly body: string
}

export type Endpoint = {
  readonly id: string
  url: string
  secret: string
  /** The secret that was replaced less than a day ago; webhooks are signed with both. */
  previousSecret?: { readonly secret: string; readonly until: number }
  /** Event types, or `*` for all. */
  events: string[]
  readonly created: number
  description: string | null
  isEnabled: boolean
  metadata: Record<string, string>
}

export type DeliveryState = 'pending' | 'delivered' | 'given_up' | 'dropped'

export type Delivery = {
  readonly id: string
  readonly eventId: string
  readonly type: string
  readonly endpointId: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  dueAt: number
  /** Webhooks that are due together are sent in this order. */
  order: number
  state: DeliveryState
  readonly attempts: { at: number; status: number | null; error: string | null }[]
}

/** All of an account's data at the provider: plain data, so that it can be stored in a file. */
export type AccountData = {
  readonly objects: { [N in ObjectName]: Record<string, Objects[N]> }
  readonly secrets: Record<string, BankSecret>
  readonly challenges: Record<string, Challenge>
  readonly terms: Record<string, CheckoutTerms>
  /** The checkout session of an intent. */
  readonly checkoutOf: Record<string, string>
  readonly virtualAccounts: Record<string, VirtualAccount>
  readonly cash: Record<string, CashBalance>
  scheduled: ScheduledItem[]
  readonly endpoints: Record<string, Endpoint>
  readonly deliveries: Delivery[]
  /** Counts the webhooks, so that those due together are sent in the order of their events. */
  sequence: number
  webhooksPaused: boolean
  readonly responses: Record<string, StoredResponse>
  readonly requests: RecordedRequest[]
}

/** The data of a new account, with the webhook endpoint of the configuration. */
export function newAccountData({ id, webhookUrl, webhookSecret }: SandboxAccount): AccountData {
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
    scheduled: [],
    endpoints: endpoint ? { [endpointId]: endpoint } : {},
    deliveries: [],
    sequence: 0,
    webhooksPaused: false,
    responses: {},
    requests: [],
  }
}
