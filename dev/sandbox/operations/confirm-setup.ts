import type Stripe from 'stripe'
import type { Challenge } from '../account-data.ts'
import { type Context, idOf, makeId, mustFind } from '../context.ts'
import { emit } from '../events.ts'
import { cardBehind, methodTypeOf, refuseForeign, refuseSpent } from '../methods/find.ts'
import { declinedBy, invalid, Problem } from '../problem.ts'
import { authenticationFor } from '../tables/cards.ts'
import { declines } from '../tables/declines.ts'
import { kindOf } from '../tables/methods.ts'
import { attachMethod } from './attach-method.ts'
import { nextAction } from './confirm-payment.ts'
import { complete } from './finish-checkout.ts'
import { mandateFor } from './mandate.ts'
import { snapshotOf } from './outcome.ts'

export type SetupConfirmation = {
  readonly method: Stripe.PaymentMethod
  readonly returnUrl: string | null
  readonly acceptsMandate: boolean
  readonly sessionId: string | null
}

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Tries to save a method for later charges. It ends succeeded or waiting for the customer; a decline is thrown (402). */
export function confirmSetup(context: Context, setup: Stripe.SetupIntent, confirmation: SetupConfirmation): void {
  const { method, acceptsMandate, returnUrl, sessionId } = confirmation
  if (!confirmable.includes(setup.status)) throw unexpectedSetupState(setup, 'confirm')
  const type = methodTypeOf(method)
  if (!setup.payment_method_types.includes(type))
    throw invalid(
      `The PaymentMethod provided (${type}) is not allowed for this SetupIntent. It accepts: ${setup.payment_method_types.join(', ')}.`,
      { code: 'setup_intent_invalid_parameter', param: 'payment_method' },
    )
  refuseSpent(context, method)
  refuseForeign(method, idOf(setup.customer))
  delete context.data.challenges[setup.id]
  Object.assign(setup, { last_setup_error: null, next_action: null, payment_method: method.id })
  if (kindOf(type) === 'debit') {
    setUpDebit(context, setup, method, acceptsMandate)
    return
  }
  if (kindOf(type) !== 'card')
    throw invalid(`${type} cannot be saved for later payments.`, {
      param: 'payment_method',
      code: 'setup_intent_invalid_parameter',
    })
  if (authenticationFor(cardBehind(context, method), { offSession: false, isSetUp: false }) !== 'challenge') {
    authorizeSetup(context, setup, method)
    return
  }
  const attempt = makeId(context, 'setatt')
  context.data.challenges[setup.id] = { attempt, intentId: setup.id, returnUrl, sessionId }
  Object.assign(setup, { next_action: nextAction(context, setup.id, attempt, returnUrl), status: 'requires_action' })
  emit(context, 'setup_intent.requires_action', setup)
}

function setUpDebit(context: Context, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod, accepts: boolean): void {
  const mandate = mandateFor(context, method, { intent: null, accepts })
  if (mandate === null) {
    setup.status = 'requires_confirmation'
    throw invalid(`You must collect a mandate before debiting this ${method.type}. Confirm with \`mandate_data\`.`, {
      code: 'setup_intent_mandate_invalid',
      param: 'mandate_data',
    })
  }
  setup.mandate = mandate.id
  succeedSetup(context, setup, method)
}

function authorizeSetup(context: Context, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  const { decline, savesDespiteDecline, authentication } = cardBehind(context, method)
  // A card that requires authentication is declined when it is charged, not when it is saved.
  if (decline === null || savesDespiteDecline || authentication === 'always') {
    succeedSetup(context, setup, method)
    return
  }
  const problem = declinedBy(declines[decline], { payment_method: snapshotOf(method) })
  failSetup(context, setup, problem)
  throw declinedBy(declines[decline], { payment_method: snapshotOf(method), setup_intent: snapshotOf(setup) })
}

function succeedSetup(context: Context, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  const customerId = idOf(setup.customer)
  if (customerId !== null) attachMethod(context, method, customerId, true)
  Object.assign(setup, { next_action: null, status: 'succeeded' })
  emit(context, 'setup_intent.succeeded', setup)
  const session = context.data.objects['checkout.session'][context.data.checkoutOf[setup.id] ?? '']
  if (session?.status === 'open') complete(context, session, 'no_payment_required')
}

function failSetup(context: Context, setup: Stripe.SetupIntent, problem: Problem): void {
  Object.assign(setup, {
    last_setup_error: problem.toError(),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(context, 'setup_intent.setup_failed', setup)
}

/** Completes or fails an authentication. Returns whether the method is saved. */
export function answerSetupChallenge(context: Context, { intentId }: Challenge, isAuthenticated: boolean): boolean {
  const setup = mustFind(context, 'setup_intent', intentId)
  const method = mustFind(context, 'payment_method', setup.payment_method)
  delete context.data.challenges[intentId]
  if (!isAuthenticated) {
    const message = 'The latest attempt to set up the payment method has failed because authentication failed.'
    failSetup(
      context,
      setup,
      invalid(message, { code: 'setup_intent_authentication_failure', payment_method: snapshotOf(method) }),
    )
    return false
  }
  try {
    authorizeSetup(context, setup, method)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return false
  }
}

/** The Problem for an operation that a setup intent's status does not allow. */
export const unexpectedSetupState = (setup: Stripe.SetupIntent, operation: string): Problem =>
  invalid(`You cannot ${operation} this SetupIntent because it has a status of ${setup.status}.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: snapshotOf(setup),
  })
