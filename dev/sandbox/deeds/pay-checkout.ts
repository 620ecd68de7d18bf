import type Stripe from 'stripe'
import { blankCustomer } from '../blanks/customer.ts'
import { blankIntent } from '../blanks/payment-intent.ts'
import { blankSetup } from '../blanks/setup-intent.ts'
import { type Desk, idOf, keep, known, lookUp } from '../desk.ts'
import { emit } from '../events.ts'
import { makeMethod } from '../methods/make.ts'
import { Problem } from '../problem.ts'
import type { Form } from '../wire.ts'
import { confirmPayment } from './confirm-payment.ts'
import { confirmSetup } from './confirm-setup.ts'
import { complete } from './finish-checkout.ts'

export type Submission = {
  readonly email: string | null
  /** The parameters of the payment method. */
  readonly method: Form
  readonly keepsMethod: boolean
}

export type CheckoutOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'challenge'; readonly url: string }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** The customer sends the form of a checkout that is open. A refusal leaves it open for another try. */
export function payCheckout(desk: Desk, session: Stripe.Checkout.Session, submission: Submission): CheckoutOutcome {
  try {
    const method = makeMethod(desk, submission.method)
    if (submission.keepsMethod) method.allow_redisplay = 'always'
    rememberPayer(desk, session, submission, method)
    return session.mode === 'setup' ? setUp(desk, session, method) : pay(desk, session, method, submission.keepsMethod)
  } catch (error) {
    if (error instanceof Problem) return { kind: 'refused', problem: error }
    throw error
  }
}

function rememberPayer(
  desk: Desk,
  session: Stripe.Checkout.Session,
  { email, keepsMethod }: Submission,
  method: Stripe.PaymentMethod,
): void {
  const details = session.customer_details
  if (details)
    Object.assign(details, { email: email ?? details.email, name: details.name ?? method.billing_details.name })
  const isKept = keepsMethod || desk.books.terms[session.id]?.intentData.setupFutureUsage
  if (session.customer === null && (session.customer_creation === 'always' || (isKept && session.mode === 'payment')))
    session.customer = newCustomer(desk, details?.email ?? null, details?.name ?? null).id
}

function newCustomer(desk: Desk, email: string | null, name: string | null): Stripe.Customer {
  const customer: Stripe.Customer = { ...blankCustomer(desk), email, name }
  keep(desk, 'customer', customer)
  emit(desk, 'customer.created', customer)
  return customer
}

function pay(
  desk: Desk,
  session: Stripe.Checkout.Session,
  method: Stripe.PaymentMethod,
  keepsMethod: boolean,
): CheckoutOutcome {
  const intent = intentOf(desk, session)
  if (keepsMethod) intent.setup_future_usage = 'off_session'
  confirmPayment(desk, intent, {
    method,
    offSession: false,
    returnUrl: `${desk.publicUrl}/c/pay/${session.id}`,
    errorOnAction: false,
    acceptsMandate: true,
    sessionId: session.id,
  })
  return outcomeOf(desk, session, intent)
}

function outcomeOf(desk: Desk, session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent): CheckoutOutcome {
  const challenge = intent.next_action?.redirect_to_url?.url
  if (challenge) return { kind: 'challenge', url: challenge }
  // Held money and money on its way are reported as unpaid; the customer is done all the same.
  if (session.status === 'open') complete(desk, session, 'unpaid')
  return { kind: 'done' }
}

/** A checkout's intent is made at the first attempt, and kept for the next one. */
function intentOf(desk: Desk, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  if (session.payment_intent) return known(desk, 'payment_intent', session.payment_intent)
  const { intentData } = termsOf(desk, session)
  const intent = keep(desk, 'payment_intent', {
    ...blankIntent(desk, session.amount_total ?? 0, session.currency ?? ''),
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
  desk.books.checkoutOf[intent.id] = session.id
  emit(desk, 'payment_intent.created', intent)
  return intent
}

function setUp(desk: Desk, session: Stripe.Checkout.Session, method: Stripe.PaymentMethod): CheckoutOutcome {
  const setup = lookUp(desk, 'setup_intent', idOf(session.setup_intent) ?? '') ?? newSetup(desk, session)
  const returnUrl = `${desk.publicUrl}/c/pay/${session.id}`
  confirmSetup(desk, setup, { method, returnUrl, acceptsMandate: true, sessionId: session.id })
  const challenge = setup.next_action?.redirect_to_url?.url
  return challenge ? { kind: 'challenge', url: challenge } : { kind: 'done' }
}

function newSetup(desk: Desk, session: Stripe.Checkout.Session): Stripe.SetupIntent {
  const { intentData } = termsOf(desk, session)
  const setup = keep(desk, 'setup_intent', {
    ...blankSetup(desk, session.payment_method_types),
    customer: idOf(session.customer),
    description: intentData.description,
    metadata: { ...intentData.metadata },
  })
  session.setup_intent = setup.id
  desk.books.checkoutOf[setup.id] = session.id
  emit(desk, 'setup_intent.created', setup)
  return setup
}

function termsOf({ books }: Desk, session: Stripe.Checkout.Session) {
  const terms = books.terms[session.id]
  if (!terms) throw new Error(`The books have no terms for ${session.id}.`)
  return terms
}
