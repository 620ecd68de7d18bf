import type Stripe from 'stripe'

/** What every operation at Stripe needs; `now` in ms since 1970. */
export type StripeContext = {
  readonly stripe: Stripe
  readonly account: string
  readonly webhookSecrets: readonly string[]
  readonly now: () => number
}
