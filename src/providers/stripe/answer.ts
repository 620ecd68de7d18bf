import Stripe from 'stripe'
import type { Answer } from '../provider.ts'

/**
 * Makes a call and classifies its outcome. `refused`: Stripe rejected the call, so it had no effect. `unknown`: it may have had one
 * (no response or a broken one, a 5xx, a key in use, a rate limit), so the caller retries with the same idempotency key.
 */
export async function answer<T>(call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'answered', value: await call() }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError) {
      return { kind: 'refused', code: error.code ?? error.type, declineCode: error.decline_code ?? null }
    }
    if (
      error instanceof Stripe.errors.StripeAuthenticationError ||
      error instanceof Stripe.errors.StripePermissionError
    ) {
      return { kind: 'refused', code: 'provider_credentials', declineCode: null }
    }
    return { kind: 'unknown' }
  }
}
