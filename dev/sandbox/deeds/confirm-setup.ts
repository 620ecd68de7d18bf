import type Stripe from 'stripe'
import type { Challenge } from '../books.ts'
import { type Desk, idOf, known, makeId } from '../desk.ts'
import { emit } from '../events.ts'
import { cardBehind, methodTypeOf, refuseForeign, refuseSpent } from '../methods/find.ts'
import { declinedBy, invalid, Problem } from '../problem.ts'
import { askFor } from '../tables/cards.ts'
import { declines } from '../tables/declines.ts'
import { kindOf } from '../tables/methods.ts'
import { attachMethod } from './attach-method.ts'
import { nextAction } from './confirm-payment.ts'
import { complete } from './finish-checkout.ts'
import { mandateFor } from './mandate.ts'
import { shot } from './outcome.ts'

export type SetupConfirmation = {
  readonly method: Stripe.PaymentMethod
  readonly returnUrl: string | null
  readonly acceptsMandate: boolean
  readonly sessionId: string | null
}

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Tries to save a method for later charges. It ends succeeded or waiting for the customer; a refusal is thrown (402). */
export function confirmSetup(desk: Desk, setup: Stripe.SetupIntent, confirmation: SetupConfirmation): void {
  const { method, acceptsMandate, returnUrl, sessionId } = confirmation
  if (!confirmable.includes(setup.status)) throw unexpectedSetupState(setup, 'confirm')
  const type = methodTypeOf(method)
  if (!setup.payment_method_types.includes(type))
    throw invalid(
      `The PaymentMethod provided (${type}) is not allowed for this SetupIntent. It accepts: ${setup.payment_method_types.join(', ')}.`,
      { code: 'setup_intent_invalid_parameter', param: 'payment_method' },
    )
  refuseSpent(desk, method)
  refuseForeign(method, idOf(setup.customer))
  delete desk.books.challenges[setup.id]
  Object.assign(setup, { last_setup_error: null, next_action: null, payment_method: method.id })
  if (kindOf(type) === 'debit') {
    setUpDebit(desk, setup, method, acceptsMandate)
    return
  }
  if (kindOf(type) !== 'card')
    throw invalid(`${type} cannot be saved for later payments.`, {
      param: 'payment_method',
      code: 'setup_intent_invalid_parameter',
    })
  if (askFor(cardBehind(desk, method), { offSession: false, isSetUp: false }) !== 'challenge') {
    authorizeSetup(desk, setup, method)
    return
  }
  const attempt = makeId(desk, 'setatt')
  desk.books.challenges[setup.id] = { attempt, intentId: setup.id, returnUrl, sessionId }
  Object.assign(setup, { next_action: nextAction(desk, setup.id, attempt, returnUrl), status: 'requires_action' })
  emit(desk, 'setup_intent.requires_action', setup)
}

function setUpDebit(desk: Desk, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod, accepts: boolean): void {
  const mandate = mandateFor(desk, method, { intent: null, accepts })
  if (mandate === null) {
    setup.status = 'requires_confirmation'
    throw invalid(`You must collect a mandate before debiting this ${method.type}. Confirm with \`mandate_data\`.`, {
      code: 'setup_intent_mandate_invalid',
      param: 'mandate_data',
    })
  }
  setup.mandate = mandate.id
  succeedSetup(desk, setup, method)
}

function authorizeSetup(desk: Desk, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  const { decline, savesDespiteDecline, authentication } = cardBehind(desk, method)
  // A card that is declined after its challenge is declined when it is charged, not when it is saved.
  if (decline === null || savesDespiteDecline || authentication === 'always') {
    succeedSetup(desk, setup, method)
    return
  }
  const problem = declinedBy(declines[decline], { payment_method: shot(method) })
  failSetup(desk, setup, problem)
  throw declinedBy(declines[decline], { payment_method: shot(method), setup_intent: shot(setup) })
}

function succeedSetup(desk: Desk, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  const customerId = idOf(setup.customer)
  if (customerId !== null) attachMethod(desk, method, customerId, true)
  Object.assign(setup, { next_action: null, status: 'succeeded' })
  emit(desk, 'setup_intent.succeeded', setup)
  const session = desk.books.objects['checkout.session'][desk.books.checkoutOf[setup.id] ?? '']
  if (session?.status === 'open') complete(desk, session, 'no_payment_required')
}

function failSetup(desk: Desk, setup: Stripe.SetupIntent, problem: Problem): void {
  Object.assign(setup, {
    last_setup_error: problem.toError(),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(desk, 'setup_intent.setup_failed', setup)
}

/** The customer came through their bank's page, or did not. Answers whether the method is saved. */
export function answerSetupChallenge(desk: Desk, { intentId }: Challenge, isAuthenticated: boolean): boolean {
  const setup = known(desk, 'setup_intent', intentId)
  const method = known(desk, 'payment_method', setup.payment_method)
  delete desk.books.challenges[intentId]
  if (!isAuthenticated) {
    const message = 'The latest attempt to set up the payment method has failed because authentication failed.'
    failSetup(
      desk,
      setup,
      invalid(message, { code: 'setup_intent_authentication_failure', payment_method: shot(method) }),
    )
    return false
  }
  try {
    authorizeSetup(desk, setup, method)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return false
  }
}

/** What a setup cannot do in its state. */
export const unexpectedSetupState = (setup: Stripe.SetupIntent, deed: string): Problem =>
  invalid(`You cannot ${deed} this SetupIntent because it has a status of ${setup.status}.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: shot(setup),
  })
