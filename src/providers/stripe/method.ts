import type { SavedMethod } from '../../core/customers/customer.ts'
import type { Answer } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { readMethod } from './read-payment.ts'

/** A payment method as Stripe knows it, and whose it is there. */
export const method = (
  { stripe, now }: StripeContext,
  methodId: string,
): Promise<Answer<SavedMethod & { providerCustomerId: string | null }>> =>
  answer(async () => {
    const found = await stripe.paymentMethods.retrieve(methodId)
    const owner = found.customer
    return { ...readMethod(found, now()), providerCustomerId: typeof owner === 'string' ? owner : (owner?.id ?? null) }
  })

/** Gives a method to a customer at Stripe. */
export const attachMethod = (
  { stripe, now }: StripeContext,
  methodId: string,
  providerCustomerId: string,
): Promise<Answer<SavedMethod>> =>
  answer(async () => {
    const options = { idempotencyKey: `remit:attach:${methodId}:${providerCustomerId}` }
    return readMethod(await stripe.paymentMethods.attach(methodId, { customer: providerCustomerId }, options), now())
  })
