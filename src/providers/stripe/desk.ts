import type Stripe from 'stripe'

/** What every deed of this folder works with. */
export type StripeDesk = {
  readonly stripe: Stripe
  readonly account: string
  readonly webhookSecrets: readonly string[]
  readonly now: () => number
}
