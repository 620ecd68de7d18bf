import type Stripe from 'stripe'
import type { Answer, SetupReport, ToSetUp } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { setupMetadata, setupReferenceIn } from './metadata.ts'
import { ownedMethod } from './method.ts'
import { expanded } from './read-payment.ts'

/** Opens a hosted checkout that saves a method and charges nothing. A repeated call for the same set-up returns the same session. */
export const openSetup = ({ stripe, now }: StripeContext, toSetUp: ToSetUp): Promise<Answer<SetupReport>> =>
  answer(async () => {
    const options = { idempotencyKey: `remit:${toSetUp.setupId}:setup` }
    return readSetup(await stripe.checkout.sessions.create(sessionFor(toSetUp), options), now())
  })

function sessionFor(toSetUp: ToSetUp): Stripe.Checkout.SessionCreateParams {
  const metadata = setupMetadata(toSetUp)
  const { providerCustomerId, currency, methodTypes, returnUrl, expiresAt, language } = toSetUp
  return {
    mode: 'setup',
    customer: providerCustomerId,
    client_reference_id: toSetUp.setupId,
    currency,
    allowed_payment_method_types: [...methodTypes],
    setup_intent_data: { metadata },
    metadata,
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at: Math.floor(expiresAt / 1000),
    locale: language as Stripe.Checkout.SessionCreateParams.Locale,
  }
}

/** How a set-up stands. A bank account whose owner has yet to confirm it is complete and not saved. */
export const lookUpSetup = ({ stripe, now }: StripeContext, sessionId: string): Promise<Answer<SetupReport>> =>
  answer(async () => {
    const expand = ['setup_intent.payment_method']
    return readSetup(await stripe.checkout.sessions.retrieve(sessionId, { expand }), now())
  })

function readSetup({ id, status, url, metadata, setup_intent }: Stripe.Checkout.Session, now: number): SetupReport {
  const intent = expanded<Stripe.SetupIntent>(setup_intent)
  const method = intent?.status === 'succeeded' ? expanded<Stripe.PaymentMethod>(intent.payment_method) : null
  return {
    status: isEnded(status) ? status : 'open',
    reference: setupReferenceIn(metadata),
    providerSessionId: id,
    url: status === 'open' ? url : null,
    saved: method && ownedMethod(method, now),
  }
}

const isEnded = (status: string | null): status is 'complete' | 'expired' =>
  status === 'complete' || status === 'expired'
