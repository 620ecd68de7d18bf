import Stripe from 'stripe'
import type { Answer } from '../provider.ts'

/**
 * Makes a call and sorts what comes back. A clear no is `refused`: nothing happened. Everything that could hide an effect
 * (no answer, half an answer, a 5xx, a key still in use, being told to slow down) is `unknown`, to be asked again with the same key.
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
