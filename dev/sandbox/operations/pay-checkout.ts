import type Stripe from 'stripe'
import { type Context, find, idOf, mustFind, save } from '../context.ts'
import { emptyCustomer } from '../empty-objects/customer.ts'
import { emptyIntent } from '../empty-objects/payment-intent.ts'
import { emptySetup } from '../empty-objects/setup-intent.ts'
import { emit } from '../events.ts'
import type { Form } from '../form-encoding.ts'
import { makeMethod } from '../methods/make.ts'
import { Problem } from '../problem.ts'
import { confirmPayment } from './confirm-payment.ts'
import { confirmSetup } from './confirm-setup.ts'
import { complete } from './finish-checkout.ts'

export type Submission = {
  readonly email: string | null
  /** The parameters of the payment method. */
  readonly method: Form
  readonly savesMethod: boolean
}

export type CheckoutOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'challenge'; readonly url: string }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** Handles the submitted form of an open checkout. A refusal leaves it open for another attempt. */
export function payCheckout(
  context: Context,
  session: Stripe.Checkout.Session,
  submission: Submission,
): CheckoutOutcome {
  try {
    const method = makeMethod(context, submission.method)
    if (submission.savesMethod) method.allow_redisplay = 'always'
    rememberPayer(context, session, submission, method)
    return session.mode === 'setup'
      ? setUp(context, session, method)
      : pay(context, session, method, submission.savesMethod)
  } catch (error) {
    if (error instanceof Problem) return { kind: 'refused', problem: error }
    throw error
  }
}

function rememberPayer(
  context: Context,
  session: Stripe.Checkout.Session,
  { email, savesMethod }: Submission,
  method: Stripe.PaymentMethod,
): void {
  const details = session.customer_details
  if (details)
    Object.assign(details, { email: email ?? details.email, name: details.name ?? method.billing_details.name })
  const isSaved = savesMethod || context.data.terms[session.id]?.intentData.setupFutureUsage
  if (session.customer === null && (session.customer_creation === 'always' || (isSaved && session.mode === 'payment')))
    session.customer = newCustomer(context, details?.email ?? null, details?.name ?? null).id
}

function newCustomer(context: Context, email: string | null, name: string | null): Stripe.Customer {
  const customer: Stripe.Customer = { ...emptyCustomer(context), email, name }
  save(context, 'customer', customer)
  emit(context, 'customer.created', customer)
  return customer
}

function pay(
  context: Context,
  session: Stripe.Checkout.Session,
  method: Stripe.PaymentMethod,
  savesMethod: boolean,
): CheckoutOutcome {
  const intent = intentOf(context, session)
  if (savesMethod) intent.setup_future_usage = 'off_session'
  confirmPayment(context, intent, {
    method,
    offSession: false,
    returnUrl: `${context.publicUrl}/c/pay/${session.id}`,
    errorOnAction: false,
    acceptsMandate: true,
    sessionId: session.id,
  })
  return outcomeOf(context, session, intent)
}

function outcomeOf(context: Context, session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent): CheckoutOutcome {
  const challenge = intent.next_action?.redirect_to_url?.url
  if (challenge) return { kind: 'challenge', url: challenge }
  // Held money and money on its way are reported as unpaid; the customer is done all the same.
  if (session.status === 'open') complete(context, session, 'unpaid')
  return { kind: 'done' }
}

/** The checkout's intent, created at the first attempt and reused by later ones. */
function intentOf(context: Context, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  if (session.payment_intent) return mustFind(context, 'payment_intent', session.payment_intent)
  const { intentData } = termsOf(context, session)
  const intent = save(context, 'payment_intent', {
    ...emptyIntent(context, session.amount_total ?? 0, session.currency ?? ''),
    allowed_payment_method_types:
      session.allowed_payment_method_types as Stripe.PaymentIntent['allowed_payment_method_types'],
    capture_method: intentData.captureMethod === 'manual' ? 'manual' : 'automatic_async',
    customer: idOf(session.customer),
    description: intentData.description,
    metadata: { ...intentData.metadata },
    payment_method_types: session.payment_method_types,
    receipt_email: intentData.receiptEmail,
    setup_future_usage: intentData.setupFutureUsage,
  })
  session.payment_intent = intent.id
  context.data.checkoutOf[intent.id] = session.id
  emit(context, 'payment_intent.created', intent)
  return intent
}

function setUp(context: Context, session: Stripe.Checkout.Session, method: Stripe.PaymentMethod): CheckoutOutcome {
  const setup = find(context, 'setup_intent', idOf(session.setup_intent) ?? '') ?? newSetup(context, session)
  const returnUrl = `${context.publicUrl}/c/pay/${session.id}`
  confirmSetup(context, setup, { method, returnUrl, acceptsMandate: true, sessionId: session.id })
  const challenge = setup.next_action?.redirect_to_url?.url
  return challenge ? { kind: 'challenge', url: challenge } : { kind: 'done' }
}

function newSetup(context: Context, session: Stripe.Checkout.Session): Stripe.SetupIntent {
  const { intentData } = termsOf(context, session)
  const setup = save(context, 'setup_intent', {
    ...emptySetup(context, session.payment_method_types),
    customer: idOf(session.customer),
    description: intentData.description,
    metadata: { ...intentData.metadata },
  })
  session.setup_intent = setup.id
  context.data.checkoutOf[setup.id] = session.id
  emit(context, 'setup_intent.created', setup)
  return setup
}

function termsOf({ data }: Context, session: Stripe.Checkout.Session) {
  const terms = data.terms[session.id]
  if (!terms) throw new Error(`The data have no terms for ${session.id}.`)
  return terms
}
