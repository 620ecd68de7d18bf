import type Stripe from 'stripe'
import type { Challenge } from '../account-data.ts'
import { type Context, idOf, makeId, mustFind } from '../context.ts'
import { emit } from '../events.ts'
import { cardBehind, methodTypeOf, refuseForeign, refuseSpent } from '../methods/find.ts'
import { declinedBy, invalid, Problem } from '../problem.ts'
import { bankDaysAfter, cancelScheduled, scheduleOperation } from '../scheduled-operations.ts'
import { bankAccountWith, type DebitType, settlementDays } from '../tables/bank-accounts.ts'
import { authenticationFor } from '../tables/cards.ts'
import { maximumMinor } from '../tables/currencies.ts'
import { type Decline, declines } from '../tables/declines.ts'
import { kindOf, takesCurrency } from '../tables/methods.ts'
import { attachMethod } from './attach-method.ts'
import { recordAuthorized, recordPaid, recordPending, recordRefused } from './charge.ts'
import { mandateFor } from './mandate.ts'
import { fail, snapshotOf, succeed, unexpectedState } from './outcome.ts'
import { awaitTransfer } from './receive-transfer.ts'

export type Confirmation = {
  readonly method: Stripe.PaymentMethod
  /** The customer is absent, so that no authentication is possible. */
  readonly offSession: boolean
  readonly returnUrl: string | null
  readonly errorOnAction: boolean
  /** The customer agreed to a debit, now or earlier. */
  readonly acceptsMandate: boolean
  readonly sessionId: string | null
}

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']
const minuteMs = 60_000
const holdMs = 7 * 24 * 60 * minuteMs

/**
 * Tries to pay an intent. It ends succeeded, processing, waiting for capture or waiting for the customer; a decline by the bank
 * leaves it open for another method and is thrown as a Problem (402).
 */
export function confirmPayment(context: Context, intent: Stripe.PaymentIntent, confirmation: Confirmation): void {
  if (!confirmable.includes(intent.status)) throw unexpectedState(intent, 'confirm')
  const { method } = confirmation
  refuseUnfit(context, intent, method)
  refuseSpent(context, method)
  refuseForeign(method, idOf(intent.customer))
  // A new attempt ends the authentication of the last one.
  delete context.data.challenges[intent.id]
  Object.assign(intent, { payment_method: method.id, last_payment_error: null, next_action: null })
  attempts[kindOf(methodTypeOf(method))](context, intent, confirmation)
}

const attempts = { card: byCard, debit: byDebit, redirect: challenge, transfer: awaitTransfer }

function refuseUnfit(context: Context, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const type = methodTypeOf(method)
  const detail = {
    code: 'payment_intent_incompatible_payment_method',
    param: 'payment_method',
    payment_intent: snapshotOf(intent),
  }
  if (!takesCurrency(type, intent.currency))
    throw invalid(`The payment method type \`${type}\` cannot be used with the currency \`${intent.currency}\`.`, {
      ...detail,
      code: 'payment_method_currency_mismatch',
    })
  if (!intent.payment_method_types.includes(type))
    throw invalid(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. It accepts: ${intent.payment_method_types.join(', ')}.`,
      detail,
    )
  const most = maximumMinor(intent.currency, type === 'card' ? cardBehind(context, method).brand : undefined)
  if (intent.amount > most)
    throw invalid(`Amount must be no more than ${most} for ${type}.`, { code: 'amount_too_large', param: 'amount' })
}

function byCard(context: Context, intent: Stripe.PaymentIntent, confirmation: Confirmation): void {
  const { method, offSession, errorOnAction } = confirmation
  const isSetUp = context.data.secrets[method.id]?.isSetUp ?? false
  const authentication = authenticationFor(cardBehind(context, method), { offSession, isSetUp })
  if (authentication === 'refuse') throw refuse(context, intent, method, declines.authentication_required)
  if (authentication === 'challenge' && errorOnAction) {
    Object.assign(intent, { payment_method: null, status: 'requires_payment_method' })
    throw declinedBy(declines.authentication_not_handled, {
      payment_intent: snapshotOf(intent),
      payment_method: snapshotOf(method),
    })
  }
  if (authentication === 'challenge') challenge(context, intent, confirmation)
  else authorize(context, intent, method, false)
}

/** Authorizes a card payment after any authentication. Throws a Problem where the bank declines. */
function authorize(
  context: Context,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  isAuthenticated: boolean,
): void {
  const card = cardBehind(context, method)
  if (card.decline !== null) throw refuse(context, intent, method, declines[card.decline])
  const attempt = { method, amountMinor: intent.amount, isAuthenticated }
  keepMethodOf(context, intent, method)
  if (intent.capture_method === 'manual') {
    const charge = recordAuthorized(context, intent, attempt)
    Object.assign(intent, { status: 'requires_capture', amount_capturable: intent.amount, latest_charge: charge.id })
    scheduleOperation(context, context.nowMs + holdMs, 'expire_authorization', intent.id)
    emit(context, 'payment_intent.amount_capturable_updated', intent)
    return
  }
  succeed(context, intent, recordPaid(context, intent, attempt))
  if (card.disputedFor !== null) scheduleOperation(context, context.nowMs, 'open_dispute', intent.id, card.disputedFor)
}

/** Records a decline: a failed charge, and the intent waits for another method. Returns the Problem to throw. */
function refuse(
  context: Context,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
): Problem {
  const charge = recordRefused(context, intent, { method, amountMinor: intent.amount }, decline)
  const problem = declinedBy(decline, { charge: charge.id, payment_method: snapshotOf(method) })
  fail(context, intent, problem, charge)
  return declinedBy(decline, {
    charge: charge.id,
    payment_method: snapshotOf(method),
    payment_intent: snapshotOf(intent),
  })
}

/** Requires authentication on a page of the customer's bank. */
function challenge(context: Context, intent: Stripe.PaymentIntent, { returnUrl, sessionId }: Confirmation): void {
  const attempt = makeId(context, 'payatt')
  context.data.challenges[intent.id] = { attempt, intentId: intent.id, returnUrl, sessionId }
  Object.assign(intent, { next_action: nextAction(context, intent.id, attempt, returnUrl), status: 'requires_action' })
  emit(context, 'payment_intent.requires_action', intent)
}

/** The client's next action: a redirect, or the script's dialog where no return URL was given. */
export function nextAction(context: Context, intentId: string, attempt: string, returnUrl: string | null) {
  const url = `${context.publicUrl}/3ds/${intentId}/${attempt}`
  return returnUrl === null
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } }
}

/** Completes or fails an authentication. Returns whether the payment continued. */
export function answerChallenge(context: Context, { intentId }: Challenge, isAuthenticated: boolean): boolean {
  const intent = mustFind(context, 'payment_intent', intentId)
  const method = mustFind(context, 'payment_method', intent.payment_method)
  delete context.data.challenges[intentId]
  if (!isAuthenticated) {
    fail(context, intent, notAuthenticated(method), null)
    return false
  }
  if (method.type !== 'card') {
    succeed(context, intent, recordPaid(context, intent, { method, amountMinor: intent.amount }))
    return true
  }
  try {
    authorize(context, intent, method, true)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return false
  }
}

const notAuthenticated = (method: Stripe.PaymentMethod) =>
  invalid(
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
    { code: 'payment_intent_authentication_failure', payment_method: snapshotOf(method) },
  )

function byDebit(context: Context, intent: Stripe.PaymentIntent, { method, acceptsMandate }: Confirmation): void {
  const mandate = mandateFor(context, method, { intent, accepts: acceptsMandate })
  if (mandate === null) {
    intent.status = 'requires_confirmation'
    throw invalid(
      `You must collect a mandate before debiting this ${method.type}. Confirm with \`mandate_data\`, or use a PaymentMethod that was set up for later payments.`,
      { code: 'payment_intent_mandate_invalid', param: 'mandate_data', payment_intent: snapshotOf(intent) },
    )
  }
  keepMethodOf(context, intent, method)
  const charge = recordPending(context, intent, { method, amountMinor: intent.amount, mandateId: mandate.id })
  Object.assign(intent, { latest_charge: charge.id, status: 'processing' })
  emit(context, 'payment_intent.processing', intent)
  planSettlement(context, intent, method)
}

function planSettlement(context: Context, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const type = method.type as DebitType
  const { bank = '', number = '' } = context.data.secrets[method.id] ?? {}
  const account = bankAccountWith(type, { bank, number })
  if (!account) throw new Error(`There is no test bank account behind ${method.id}.`)
  cancelScheduled(context, intent.id)
  if (account.pace === 'never') return
  const at = account.pace === 'days' ? bankDaysAfter(context.nowMs, settlementDays[type]) : context.nowMs + 3 * minuteMs
  scheduleOperation(context, at, account.failure === null ? 'settle_debit' : 'fail_debit', intent.id, account.failure)
}

/** Attaches the method to the customer where it is for later use; otherwise it can be used only once. */
function keepMethodOf(context: Context, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const customerId = idOf(intent.customer)
  if (intent.setup_future_usage && customerId !== null) attachMethod(context, method, customerId, true)
  else if (idOf(method.customer) === null && !intent.setup_future_usage) spend(context, method)
}

function spend({ data }: Context, method: Stripe.PaymentMethod): void {
  const secret = data.secrets[method.id]
  if (secret) secret.isSpent = true
}
