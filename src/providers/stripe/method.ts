import type { SavedMethod } from '../../core/customers/customer.ts'
import type { Answer } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { readMethod } from './read-payment.ts'

/** A payment method at Stripe, with the Stripe customer that it is attached to. */
export const method = (
  { stripe, now }: StripeContext,
  methodId: string,
): Promise<Answer<SavedMethod & { providerCustomerId: string | null }>> =>
  answer(async () => {
    const found = await stripe.paymentMethods.retrieve(methodId)
    const owner = found.customer
    return { ...readMethod(found, now()), providerCustomerId: typeof owner === 'string' ? owner : (owner?.id ?? null) }
  })

/** Attaches a payment method to a Stripe customer. */
export const attachMethod = (
  { stripe, now }: StripeContext,
  methodId: string,
  providerCustomerId: string,
): Promise<Answer<SavedMethod>> =>
  answer(async () => {
    const options = { idempotencyKey: `remit:attach:${methodId}:${providerCustomerId}` }
    return readMethod(await stripe.paymentMethods.attach(methodId, { customer: providerCustomerId }, options), now())
  })
