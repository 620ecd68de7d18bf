import type Stripe from 'stripe'
import type { SavedMethod } from '../../core/customers/customer.ts'
import type { Answer, OwnedMethod } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { idOf, readMethod } from './read-payment.ts'

/** A payment method at Stripe, with the Stripe customer that it is attached to. */
export const method = ({ stripe, now }: StripeContext, methodId: string): Promise<Answer<OwnedMethod>> =>
  answer(async () => ownedMethod(await stripe.paymentMethods.retrieve(methodId), now()))

export const ownedMethod = (found: Stripe.PaymentMethod, now: number): OwnedMethod => ({
  ...readMethod(found, now),
  providerCustomerId: idOf(found.customer),
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

/** Detaches a payment method, which Stripe never lets attach again. One that is not attached is refused. */
export const detachMethod = ({ stripe }: StripeContext, methodId: string): Promise<Answer<null>> =>
  answer(async () => {
    await stripe.paymentMethods.detach(methodId, {}, { idempotencyKey: `remit:detach:${methodId}` })
    return null
  })
