import type Stripe from 'stripe'
import { type Context, findOr404, idOf, mustFind, save } from '../context.ts'
import { emptySetup } from '../empty-objects/setup-intent.ts'
import { emit } from '../events.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { typesFrom, typesSpec } from '../method-choice.ts'
import { makeMethod, methodFromParam } from '../methods/make.ts'
import { confirmSetup, unexpectedSetupState } from '../operations/confirm-setup.ts'
import { oneOf, type Read } from '../params.ts'
import { invalid } from '../problem.ts'
import { route } from '../route.ts'
import { customerNamed } from './find-customer.ts'

const confirmSpec = {
  ...typesSpec,
  mandate_data: 'clearableHash',
  payment_method: 'text',
  payment_method_data: 'hash',
  payment_method_options: 'clearableHash',
  return_url: 'text',
  use_stripe_sdk: 'boolean',
} as const

const updateSpec = { ...confirmSpec, customer: 'text', description: 'clearable', metadata: 'clearableHash' } as const
const createSpec = {
  ...updateSpec,
  automatic_payment_methods: 'hash',
  confirm: 'boolean',
  usage: 'text',
  single_use: 'hash',
} as const

function create(context: Context, input: Read<typeof createSpec>): Stripe.SetupIntent {
  const choice = typesFrom(input, null)
  const setup = save(context, 'setup_intent', {
    ...emptySetup(context, choice.types),
    allowed_payment_method_types: choice.allowed as Stripe.SetupIntent['allowed_payment_method_types'],
    automatic_payment_methods: choice.isAutomatic ? { allow_redirects: 'always', enabled: true } : null,
    customer: input.customer === undefined ? null : customerNamed(context, input.customer).id,
    description: input.description ?? null,
    metadata: withMetadata(null, input.metadata),
    usage: input.usage === undefined ? 'off_session' : oneOf(input.usage, ['off_session', 'on_session'], 'usage'),
  })
  emit(context, 'setup_intent.created', setup)
  if (input.confirm) confirm(context, setup, input)
  else chooseMethod(context, setup, input)
  return setup
}

function chooseMethod(
  context: Context,
  setup: Stripe.SetupIntent,
  { payment_method: id, payment_method_data: data }: Read<typeof confirmSpec>,
) {
  if (id === undefined && data === undefined) return
  const method = id === undefined ? makeMethod(context, data ?? {}) : methodFromParam(context, id)
  Object.assign(setup, { payment_method: method.id, status: 'requires_confirmation' })
}

function confirm(context: Context, setup: Stripe.SetupIntent, input: Read<typeof confirmSpec>): Stripe.SetupIntent {
  if (['succeeded', 'canceled'].includes(setup.status)) throw unexpectedSetupState(setup, 'confirm')
  chooseMethod(context, setup, input)
  const chosen = idOf(setup.payment_method)
  if (chosen === null)
    throw invalid("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: 'setup_intent_unexpected_state',
    })
  confirmSetup(context, setup, {
    method: mustFind(context, 'payment_method', chosen),
    returnUrl: input.return_url ?? null,
    acceptsMandate: Boolean(input.mandate_data),
    sessionId: null,
  })
  return setup
}

const reasons = ['abandoned', 'duplicate', 'requested_by_customer'] as const

export const setupIntentRoutes = [
  route('POST', '/v1/setup_intents', createSpec, create),
  route(
    'GET',
    '/v1/setup_intents',
    { ...datedPageSpec, customer: 'text', payment_method: 'text' },
    (context, { customer, payment_method: method, ...page }) =>
      listOf(
        context,
        'setup_intent',
        page,
        (setup) =>
          (customer === undefined || idOf(setup.customer) === customer) &&
          (method === undefined || idOf(setup.payment_method) === method),
      ),
  ),
  route('GET', '/v1/setup_intents/:', { client_secret: 'text' }, (context, _input, id = '') =>
    findOr404(context, 'setup_intent', id),
  ),
  route('POST', '/v1/setup_intents/:', updateSpec, (context, input, id = '') => {
    const setup = findOr404(context, 'setup_intent', id)
    if (['succeeded', 'canceled'].includes(setup.status)) throw unexpectedSetupState(setup, 'update')
    Object.assign(setup, {
      metadata: withMetadata(setup.metadata, input.metadata),
      ...(input.customer !== undefined && { customer: customerNamed(context, input.customer).id }),
      ...(input.description !== undefined && { description: input.description }),
    })
    chooseMethod(context, setup, input)
    return setup
  }),
  route('POST', '/v1/setup_intents/:/confirm', confirmSpec, (context, input, id = '') =>
    confirm(context, findOr404(context, 'setup_intent', id), input),
  ),
  route('POST', '/v1/setup_intents/:/cancel', { cancellation_reason: 'text' }, (context, input, id = '') => {
    const setup = findOr404(context, 'setup_intent', id)
    if (['succeeded', 'canceled'].includes(setup.status)) throw unexpectedSetupState(setup, 'cancel')
    const reason = input.cancellation_reason
    Object.assign(setup, {
      cancellation_reason: reason === undefined ? null : oneOf(reason, reasons, 'cancellation_reason'),
      next_action: null,
      status: 'canceled',
    })
    delete context.data.challenges[id]
    emit(context, 'setup_intent.canceled', setup)
    return setup
  }),
]
