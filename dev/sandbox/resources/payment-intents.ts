import type Stripe from 'stripe'
import { checkAmount, checkCurrency } from '../amounts.ts'
import { type Context, find, findOr404, idOf, mustFind, save } from '../context.ts'
import { emptyIntent } from '../empty-objects/payment-intent.ts'
import { emit } from '../events.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { typesFrom, typesSpec } from '../method-choice.ts'
import { refuseForeign } from '../methods/find.ts'
import { makeMethod, methodFromParam } from '../methods/make.ts'
import { cancelPayment, capturePayment } from '../operations/capture-or-cancel.ts'
import { type Confirmation, confirmPayment } from '../operations/confirm-payment.ts'
import { unexpectedState } from '../operations/outcome.ts'
import { applyCash } from '../operations/receive-transfer.ts'
import { oneOf, type Read, requireParams } from '../params.ts'
import { invalid } from '../problem.ts'
import { route } from '../route.ts'
import { customerNamed } from './find-customer.ts'

/** The parameters of a confirmation, at creation or later. */
const confirmSpec = {
  ...typesSpec,
  capture_method: 'text',
  error_on_requires_action: 'boolean',
  mandate: 'text',
  mandate_data: 'clearableHash',
  off_session: 'text',
  payment_method: 'text',
  payment_method_data: 'hash',
  payment_method_options: 'clearableHash',
  receipt_email: 'clearable',
  return_url: 'text',
  setup_future_usage: 'clearable',
  shipping: 'clearableHash',
  use_stripe_sdk: 'boolean',
  radar_options: 'hash',
} as const

const updateSpec = {
  ...confirmSpec,
  amount: 'integer',
  currency: 'text',
  customer: 'text',
  description: 'clearable',
  metadata: 'clearableHash',
  statement_descriptor: 'clearable',
  statement_descriptor_suffix: 'clearable',
} as const

const createSpec = {
  ...updateSpec,
  automatic_payment_methods: 'hash',
  confirm: 'boolean',
  confirmation_method: 'text',
  payment_details: 'clearableHash',
} as const

type CreateInput = Read<typeof createSpec>
type ConfirmInput = Read<typeof confirmSpec>

function create(context: Context, input: CreateInput): Stripe.PaymentIntent {
  requireParams(input, 'amount', 'currency')
  const currency = checkCurrency(input.currency)
  const choice = typesFrom(input, currency)
  checkAmount(input.amount, currency)
  const customer = input.customer === undefined ? null : customerNamed(context, input.customer)
  if (!input.confirm) refuseConfirmOnly(input)
  const intent = save(context, 'payment_intent', {
    ...emptyIntent(context, input.amount, currency),
    allowed_payment_method_types: choice.allowed as Stripe.PaymentIntent['allowed_payment_method_types'],
    automatic_payment_methods: choice.isAutomatic ? { allow_redirects: 'always', enabled: true } : null,
    customer: customer?.id ?? null,
    excluded_payment_method_types: choice.excluded as Stripe.PaymentIntent['excluded_payment_method_types'],
    metadata: withMetadata(null, input.metadata),
    payment_method_types: choice.types,
    ...plainChanges(input),
  })
  emit(context, 'payment_intent.created', intent)
  if (input.confirm) confirmWith(context, intent, input)
  else chooseMethod(context, intent, input)
  return intent
}

/** Refuses parameters that apply only to a confirmation. */
function refuseConfirmOnly(input: CreateInput): void {
  for (const param of ['off_session', 'return_url', 'mandate_data', 'error_on_requires_action', 'mandate'] as const)
    if (input[param] !== undefined && input[param] !== null)
      throw invalid(
        `The parameter ${param} cannot be passed when creating a PaymentIntent unless confirm is set to true.`,
        { param },
      )
}

function plainChanges(input: Read<typeof updateSpec>): Partial<Stripe.PaymentIntent> {
  const { description, receipt_email, setup_future_usage, statement_descriptor, statement_descriptor_suffix } = input
  const usage = setup_future_usage
    ? oneOf(setup_future_usage, ['off_session', 'on_session'], 'setup_future_usage')
    : setup_future_usage
  const capture =
    input.capture_method && oneOf(input.capture_method, ['automatic', 'automatic_async', 'manual'], 'capture_method')
  const given = {
    description,
    receipt_email,
    setup_future_usage: usage,
    statement_descriptor,
    statement_descriptor_suffix,
    capture_method: capture,
    payment_method_options: input.payment_method_options,
    shipping: input.shipping,
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Stripe.PaymentIntent>
}

function chooseMethod(
  context: Context,
  intent: Stripe.PaymentIntent,
  { payment_method, payment_method_data }: ConfirmInput,
): void {
  if (payment_method === undefined && payment_method_data === undefined) return
  const method =
    payment_method === undefined
      ? makeMethod(context, payment_method_data ?? {})
      : methodFromParam(context, payment_method)
  refuseForeign(method, idOf(intent.customer))
  Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' })
}

function confirmWith(context: Context, intent: Stripe.PaymentIntent, input: ConfirmInput): void {
  const { payment_method: methodId, payment_method_data: data, return_url: returnUrl } = input
  if (returnUrl !== undefined && !URL.canParse(returnUrl))
    throw invalid('Not a valid URL', { code: 'url_invalid', param: 'return_url' })
  const isOpen = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)
  if (!isOpen) throw unexpectedState(intent, 'confirm')
  Object.assign(intent, plainChanges(input))
  const method =
    methodId !== undefined
      ? methodFromParam(context, methodId)
      : data !== undefined
        ? makeMethod(context, data)
        : intent.payment_method && mustFind(context, 'payment_method', intent.payment_method)
  if (!method)
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      { code: 'payment_intent_unexpected_state', payment_intent: structuredClone(intent) },
    )
  const confirmation: Confirmation = {
    method,
    offSession: input.off_session !== undefined && input.off_session !== 'false',
    returnUrl: returnUrl ?? null,
    errorOnAction: input.error_on_requires_action ?? false,
    acceptsMandate: Boolean(input.mandate_data) || input.mandate !== undefined,
    sessionId: null,
  }
  confirmPayment(context, intent, confirmation)
}

const open = ['requires_payment_method', 'requires_confirmation', 'requires_action']

function update(context: Context, input: Read<typeof updateSpec>, id: string): Stripe.PaymentIntent {
  const intent = findOr404(context, 'payment_intent', id)
  const { amount, currency: sentCurrency, customer, metadata } = input
  const isClosed = !open.includes(intent.status)
  const mayStillChange = ['metadata', 'description', 'receipt_email']
  const late = Object.keys(input).find((param) => !mayStillChange.includes(param))
  if (isClosed && late !== undefined)
    throw invalid(`This PaymentIntent's ${late} could not be updated because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
      param: late,
      payment_intent: structuredClone(intent),
    })
  const currency = sentCurrency === undefined ? intent.currency : checkCurrency(sentCurrency)
  if (amount !== undefined || sentCurrency !== undefined) checkAmount(amount ?? intent.amount, currency)
  Object.assign(intent, {
    ...plainChanges(input),
    amount: amount ?? intent.amount,
    currency,
    metadata: withMetadata(intent.metadata, metadata),
    ...(customer !== undefined && { customer: customerNamed(context, customer).id }),
  })
  chooseMethod(context, intent, input)
  return intent
}

const captureSpec = {
  amount_to_capture: 'integer',
  metadata: 'clearableHash',
  final_capture: 'boolean',
  statement_descriptor: 'text',
  statement_descriptor_suffix: 'text',
} as const
const cancelSpec = { cancellation_reason: 'text' } as const
const cancelReasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'] as const

export const paymentIntentRoutes = [
  route('POST', '/v1/payment_intents', createSpec, create),
  route('GET', '/v1/payment_intents', { ...datedPageSpec, customer: 'text' }, (context, { customer, ...page }) =>
    listOf(context, 'payment_intent', page, (intent) => customer === undefined || idOf(intent.customer) === customer),
  ),
  route('GET', '/v1/payment_intents/:', { client_secret: 'text' }, (context, _input, id = '') =>
    findOr404(context, 'payment_intent', id),
  ),
  route('POST', '/v1/payment_intents/:', updateSpec, (context, input, id = '') => update(context, input, id)),
  route('POST', '/v1/payment_intents/:/confirm', confirmSpec, (context, input, id = '') => {
    const intent = findOr404(context, 'payment_intent', id)
    confirmWith(context, intent, input)
    return intent
  }),
  route('POST', '/v1/payment_intents/:/capture', captureSpec, (context, input, id = '') => {
    const intent = findOr404(context, 'payment_intent', id)
    if (intent.status !== 'requires_capture') throw unexpectedState(intent, 'capture')
    intent.metadata = withMetadata(intent.metadata, input.metadata)
    capturePayment(context, intent, input.amount_to_capture)
    return intent
  }),
  route('POST', '/v1/payment_intents/:/cancel', cancelSpec, (context, { cancellation_reason: reason }, id = '') => {
    const intent = findOr404(context, 'payment_intent', id)
    if (find(context, 'checkout.session', context.data.checkoutOf[id] ?? '')?.status === 'open')
      throw invalid(
        'You cannot cancel this PaymentIntent because it was created by a Checkout Session. Expire the session instead.',
      )
    return cancelPayment(
      context,
      intent,
      reason === undefined ? null : oneOf(reason, cancelReasons, 'cancellation_reason'),
    )
  }),
  route(
    'POST',
    '/v1/payment_intents/:/apply_customer_balance',
    { amount: 'integer', currency: 'text' },
    (context, { amount, currency }, id = '') => {
      const intent = findOr404(context, 'payment_intent', id)
      if (intent.status !== 'requires_action' || !intent.next_action?.display_bank_transfer_instructions)
        throw unexpectedState(intent, 'apply a customer balance to')
      if (currency !== undefined && checkCurrency(currency) !== intent.currency)
        throw invalid(`This PaymentIntent is in ${intent.currency}.`, { param: 'currency' })
      applyCash(context, intent, amount)
      return intent
    },
  ),
]
