import type Stripe from 'stripe'
import { bankDaysAfter, plan, unplan } from '../agenda.ts'
import type { Challenge } from '../books.ts'
import { type Desk, idOf, known, makeId } from '../desk.ts'
import { emit } from '../events.ts'
import { cardBehind, methodTypeOf, refuseForeign, refuseSpent } from '../methods/find.ts'
import { declinedBy, invalid, Problem } from '../problem.ts'
import { bankAccountWith, type DebitType, settlementDays } from '../tables/bank-accounts.ts'
import { askFor } from '../tables/cards.ts'
import { maximumMinor } from '../tables/currencies.ts'
import { type Decline, declines } from '../tables/declines.ts'
import { kindOf, takesCurrency } from '../tables/methods.ts'
import { attachMethod } from './attach-method.ts'
import { recordAuthorized, recordPaid, recordPending, recordRefused } from './charge.ts'
import { mandateFor } from './mandate.ts'
import { fail, shot, succeed, unexpectedState } from './outcome.ts'
import { askForTransfer } from './receive-transfer.ts'

export type Confirmation = {
  readonly method: Stripe.PaymentMethod
  /** The customer is not there, so nobody can be asked to prove who they are. */
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
 * Tries to pay an intent. It ends succeeded, processing, waiting for capture or waiting for the customer; a refusal by the bank
 * leaves it open for another method and is thrown as a Problem (402).
 */
export function confirmPayment(desk: Desk, intent: Stripe.PaymentIntent, confirmation: Confirmation): void {
  if (!confirmable.includes(intent.status)) throw unexpectedState(intent, 'confirm')
  const { method } = confirmation
  refuseUnfit(desk, intent, method)
  refuseSpent(desk, method)
  refuseForeign(method, idOf(intent.customer))
  // Whoever tries again is done with the bank's page of the last attempt.
  delete desk.books.challenges[intent.id]
  Object.assign(intent, { payment_method: method.id, last_payment_error: null, next_action: null })
  attempts[kindOf(methodTypeOf(method))](desk, intent, confirmation)
}

const attempts = { card: byCard, debit: byDebit, redirect: challenge, transfer: askForTransfer }

function refuseUnfit(desk: Desk, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const type = methodTypeOf(method)
  const detail = {
    code: 'payment_intent_incompatible_payment_method',
    param: 'payment_method',
    payment_intent: shot(intent),
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
  const most = maximumMinor(intent.currency, type === 'card' ? cardBehind(desk, method).brand : undefined)
  if (intent.amount > most)
    throw invalid(`Amount must be no more than ${most} for ${type}.`, { code: 'amount_too_large', param: 'amount' })
}

function byCard(desk: Desk, intent: Stripe.PaymentIntent, confirmation: Confirmation): void {
  const { method, offSession, errorOnAction } = confirmation
  const isSetUp = desk.books.secrets[method.id]?.isSetUp ?? false
  const asked = askFor(cardBehind(desk, method), { offSession, isSetUp })
  if (asked === 'refuse') throw refuse(desk, intent, method, declines.authentication_required)
  if (asked === 'challenge' && errorOnAction) {
    Object.assign(intent, { payment_method: null, status: 'requires_payment_method' })
    throw declinedBy(declines.authentication_not_handled, {
      payment_intent: shot(intent),
      payment_method: shot(method),
    })
  }
  if (asked === 'challenge') challenge(desk, intent, confirmation)
  else authorize(desk, intent, method, false)
}

/** Asks the card's bank, once nothing more is wanted from the customer. Throws where it refuses. */
function authorize(
  desk: Desk,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  isAuthenticated: boolean,
): void {
  const card = cardBehind(desk, method)
  if (card.decline !== null) throw refuse(desk, intent, method, declines[card.decline])
  const attempt = { method, amountMinor: intent.amount, isAuthenticated }
  keepMethodOf(desk, intent, method)
  if (intent.capture_method === 'manual') {
    const charge = recordAuthorized(desk, intent, attempt)
    Object.assign(intent, { status: 'requires_capture', amount_capturable: intent.amount, latest_charge: charge.id })
    plan(desk, desk.nowMs + holdMs, 'expire_authorization', intent.id)
    emit(desk, 'payment_intent.amount_capturable_updated', intent)
    return
  }
  succeed(desk, intent, recordPaid(desk, intent, attempt))
  if (card.disputedFor !== null) plan(desk, desk.nowMs, 'open_dispute', intent.id, card.disputedFor)
}

/** The bank says no: a failed charge, and the intent waits for another method. Answers the Problem to throw. */
function refuse(desk: Desk, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, decline: Decline): Problem {
  const charge = recordRefused(desk, intent, { method, amountMinor: intent.amount }, decline)
  const problem = declinedBy(decline, { charge: charge.id, payment_method: shot(method) })
  fail(desk, intent, problem, charge)
  return declinedBy(decline, { charge: charge.id, payment_method: shot(method), payment_intent: shot(intent) })
}

/** Sends the customer to a page of their bank. */
function challenge(desk: Desk, intent: Stripe.PaymentIntent, { returnUrl, sessionId }: Confirmation): void {
  const attempt = makeId(desk, 'payatt')
  desk.books.challenges[intent.id] = { attempt, intentId: intent.id, returnUrl, sessionId }
  Object.assign(intent, { next_action: nextAction(desk, intent.id, attempt, returnUrl), status: 'requires_action' })
  emit(desk, 'payment_intent.requires_action', intent)
}

/** What a client must do: go there, or show it by script where no way back was given. */
export function nextAction(desk: Desk, intentId: string, attempt: string, returnUrl: string | null) {
  const url = `${desk.publicUrl}/3ds/${intentId}/${attempt}`
  return returnUrl === null
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } }
}

/** The customer came through their bank's page, or did not. Answers whether the payment went on from there. */
export function answerChallenge(desk: Desk, { intentId }: Challenge, isAuthenticated: boolean): boolean {
  const intent = known(desk, 'payment_intent', intentId)
  const method = known(desk, 'payment_method', intent.payment_method)
  delete desk.books.challenges[intentId]
  if (!isAuthenticated) {
    fail(desk, intent, notAuthenticated(method), null)
    return false
  }
  if (method.type !== 'card') {
    succeed(desk, intent, recordPaid(desk, intent, { method, amountMinor: intent.amount }))
    return true
  }
  try {
    authorize(desk, intent, method, true)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return false
  }
}

const notAuthenticated = (method: Stripe.PaymentMethod) =>
  invalid(
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
    { code: 'payment_intent_authentication_failure', payment_method: shot(method) },
  )

function byDebit(desk: Desk, intent: Stripe.PaymentIntent, { method, acceptsMandate }: Confirmation): void {
  const mandate = mandateFor(desk, method, { intent, accepts: acceptsMandate })
  if (mandate === null) {
    intent.status = 'requires_confirmation'
    throw invalid(
      `You must collect a mandate before debiting this ${method.type}. Confirm with \`mandate_data\`, or use a PaymentMethod that was set up for later payments.`,
      { code: 'payment_intent_mandate_invalid', param: 'mandate_data', payment_intent: shot(intent) },
    )
  }
  keepMethodOf(desk, intent, method)
  const charge = recordPending(desk, intent, { method, amountMinor: intent.amount, mandateId: mandate.id })
  Object.assign(intent, { latest_charge: charge.id, status: 'processing' })
  emit(desk, 'payment_intent.processing', intent)
  planSettlement(desk, intent, method)
}

function planSettlement(desk: Desk, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const type = method.type as DebitType
  const { bank = '', number = '' } = desk.books.secrets[method.id] ?? {}
  const account = bankAccountWith(type, { bank, number })
  if (!account) throw new Error(`There is no test bank account behind ${method.id}.`)
  unplan(desk, intent.id)
  if (account.pace === 'never') return
  const at = account.pace === 'days' ? bankDaysAfter(desk.nowMs, settlementDays[type]) : desk.nowMs + 3 * minuteMs
  plan(desk, at, account.failure === null ? 'settle_debit' : 'fail_debit', intent.id, account.failure)
}

/** A method that is to be used later goes to the customer; one that is not can be used only this once. */
function keepMethodOf(desk: Desk, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const customerId = idOf(intent.customer)
  if (intent.setup_future_usage && customerId !== null) attachMethod(desk, method, customerId, true)
  else if (idOf(method.customer) === null && !intent.setup_future_usage) spend(desk, method)
}

function spend({ books }: Desk, method: Stripe.PaymentMethod): void {
  const secret = books.secrets[method.id]
  if (secret) secret.isSpent = true
}
