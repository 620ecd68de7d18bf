import type Stripe from 'stripe'

/** What every operation of this folder works with. */
export type StripeContext = {
  readonly stripe: Stripe
  readonly account: string
  readonly webhookSecrets: readonly string[]
  readonly now: () => number
}
