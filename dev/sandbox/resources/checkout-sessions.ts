import type Stripe from 'stripe'
import { checkAmount, checkCurrency } from '../amounts.ts'
import { bankTransferFrom } from '../bank-transfer-params.ts'
import { type Context, findOr404, idOf, makeId, save } from '../context.ts'
import { emptySession, noDetails } from '../empty-objects/checkout-session.ts'
import type { Form } from '../form-encoding.ts'
import { datedPageSpec, listOf, pageOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { typesFrom, typesSpec } from '../method-choice.ts'
import { expireSession } from '../operations/finish-checkout.ts'
import { oneOf, type Read, read, requireParams } from '../params.ts'
import { invalid, malformed } from '../problem.ts'
import { route } from '../route.ts'
import { scheduleOperation } from '../scheduled-operations.ts'
import { linesFrom } from './checkout-lines.ts'
import { customerNamed } from './find-customer.ts'

const createSpec = {
  ...typesSpec,
  allow_promotion_codes: 'boolean',
  billing_address_collection: 'text',
  cancel_url: 'text',
  client_reference_id: 'text',
  consent_collection: 'hash',
  currency: 'text',
  custom_text: 'hash',
  customer: 'text',
  customer_creation: 'text',
  customer_email: 'text',
  customer_update: 'hash',
  expires_at: 'integer',
  line_items: 'hashes',
  locale: 'text',
  metadata: 'clearableHash',
  mode: 'text',
  payment_intent_data: 'hash',
  payment_method_options: 'hash',
  phone_number_collection: 'hash',
  saved_payment_method_options: 'hash',
  setup_intent_data: 'hash',
  submit_type: 'text',
  success_url: 'text',
  ui_mode: 'text',
} as const

const intentDataSpec = {
  capture_method: 'text',
  description: 'text',
  metadata: 'hash',
  receipt_email: 'text',
  setup_future_usage: 'text',
  shipping: 'hash',
  statement_descriptor: 'text',
  statement_descriptor_suffix: 'text',
} as const

type Input = Read<typeof createSpec>

const minuteS = 60
const dayS = 24 * 60 * minuteS

function create(context: Context, input: Input): Stripe.Checkout.Session {
  requireParams(input, 'success_url')
  const mode = oneOf(input.mode ?? 'payment', ['payment', 'setup'], 'mode')
  checkUrls(input)
  if (input.customer !== undefined && input.customer_email !== undefined)
    throw malformed(
      'parameters_exclusive',
      'customer_email',
      'You may only specify one of these parameters: customer, customer_email.',
    )
  const customer = input.customer === undefined ? null : customerNamed(context, input.customer)
  const lines = mode === 'payment' ? linesFrom(context, input.line_items) : []
  const currency = lines[0]?.currency ?? (input.currency === undefined ? null : checkCurrency(input.currency))
  const choice = typesFrom(input, currency)
  if (choice.types.includes('customer_balance')) checkBankTransfer(input, currency ?? '')
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0)
  if (mode === 'payment') checkAmount(total, currency ?? '', 'line_items')
  const terms = termsFrom(input, lines)
  const id = `cs_${context.livemode ? 'live' : 'test'}_${makeId(context, 'x', 58).slice(2)}`
  const session = save(context, 'checkout.session', {
    ...emptySession(context, id),
    allowed_payment_method_types: choice.allowed,
    amount_subtotal: mode === 'payment' ? total : null,
    amount_total: mode === 'payment' ? total : null,
    cancel_url: input.cancel_url ?? null,
    client_reference_id: input.client_reference_id ?? null,
    currency,
    customer: customer?.id ?? null,
    customer_creation: mode === 'payment' && !customer ? creationFrom(input) : null,
    customer_details: {
      ...noDetails,
      email: customer?.email ?? input.customer_email ?? null,
      name: customer?.name ?? null,
    },
    customer_email: input.customer_email ?? null,
    expires_at: expiryFrom(context, input.expires_at),
    locale: (input.locale ?? null) as Stripe.Checkout.Session.Locale | null,
    metadata: withMetadata(null, input.metadata),
    mode,
    payment_method_types: choice.types,
    payment_status: mode === 'payment' ? 'unpaid' : 'no_payment_required',
    saved_payment_method_options: savingFrom(input.saved_payment_method_options, customer !== null),
    submit_type: (input.submit_type ?? null) as Stripe.Checkout.Session.SubmitType | null,
    success_url: input.success_url,
    url: `${context.publicUrl}/c/pay/${id}`,
  })
  context.data.terms[id] = terms
  scheduleOperation(context, session.expires_at * 1000, 'expire_session', id)
  return session
}

/** A transfer goes to an account of a known customer, and its kind is given when the session is created. */
function checkBankTransfer({ customer, payment_method_options: options = {} }: Input, currency: string): void {
  if (customer === undefined)
    throw invalid('The payment method type customer_balance needs a customer.', {
      code: 'parameter_missing',
      param: 'customer',
    })
  const within = 'payment_method_options[customer_balance]'
  const given = read((options.customer_balance ?? {}) as Form, { bank_transfer: 'hash', funding_type: 'text' }, within)
  requireParams(given, 'bank_transfer', 'funding_type')
  oneOf(given.funding_type, ['bank_transfer'], `${within}[funding_type]`)
  bankTransferFrom(given.bank_transfer, currency, `${within}[bank_transfer]`)
}

const creationFrom = ({ customer_creation }: Input) =>
  oneOf(customer_creation ?? 'if_required', ['always', 'if_required'], 'customer_creation')

function checkUrls(input: Input): void {
  for (const param of ['success_url', 'cancel_url'] as const) {
    const url = input[param]
    if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? '')) continue
    throw invalid('Not a valid URL', { code: 'url_invalid', param })
  }
}

function expiryFrom({ now }: Context, requested: number | undefined): number {
  if (requested === undefined) return now + dayS
  // A few seconds of tolerance on both sides, as the caller read its clock earlier.
  if (requested < now + 30 * minuteS - 10 || requested > now + dayS + 10)
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    )
  return requested
}

function termsFrom({ payment_intent_data, setup_intent_data }: Input, lines: Stripe.LineItem[]) {
  const within = payment_intent_data ? 'payment_intent_data' : 'setup_intent_data'
  const data = read(payment_intent_data ?? setup_intent_data ?? {}, intentDataSpec, within)
  const usage = data.setup_future_usage
  return {
    intentData: {
      description: data.description ?? null,
      receiptEmail: data.receipt_email ?? null,
      metadata: withMetadata(null, data.metadata),
      setupFutureUsage:
        usage === undefined ? null : oneOf(usage, ['off_session', 'on_session'], `${within}[setup_future_usage]`),
      captureMethod: data.capture_method === 'manual' ? ('manual' as const) : ('automatic' as const),
    },
    lines,
  }
}

function savingFrom(
  form: Form | undefined,
  hasCustomer: boolean,
): Stripe.Checkout.Session.SavedPaymentMethodOptions | null {
  if (form === undefined) return null
  const given = read(
    form,
    { allow_redisplay_filters: 'texts', payment_method_remove: 'text', payment_method_save: 'text' },
    'saved_payment_method_options',
  )
  if (!hasCustomer)
    throw invalid('You can only set `saved_payment_method_options` with a `customer`.', {
      param: 'saved_payment_method_options',
    })
  return {
    allow_redisplay_filters: (given.allow_redisplay_filters ?? [
      'always',
    ]) as Stripe.Checkout.Session.SavedPaymentMethodOptions.AllowRedisplayFilter[],
    payment_method_remove: (given.payment_method_remove ?? null) as 'enabled' | null,
    payment_method_save: (given.payment_method_save ?? null) as 'enabled' | null,
  }
}

const listSpec = { ...datedPageSpec, customer: 'text', payment_intent: 'text', status: 'text' } as const

export const checkoutSessionRoutes = [
  route('POST', '/v1/checkout/sessions', createSpec, create),
  route('GET', '/v1/checkout/sessions', listSpec, (context, { customer, payment_intent, status, ...page }) =>
    listOf(
      context,
      'checkout.session',
      page,
      (session) =>
        (customer === undefined || idOf(session.customer) === customer) &&
        (payment_intent === undefined || idOf(session.payment_intent) === payment_intent) &&
        (status === undefined || session.status === status),
    ),
  ),
  route('GET', '/v1/checkout/sessions/:', {}, (context, _input, id = '') => findOr404(context, 'checkout.session', id)),
  route('POST', '/v1/checkout/sessions/:', { metadata: 'clearableHash' }, (context, { metadata }, id = '') => {
    const session = findOr404(context, 'checkout.session', id)
    session.metadata = withMetadata(session.metadata, metadata)
    return session
  }),
  route('POST', '/v1/checkout/sessions/:/expire', {}, (context, _input, id = '') => {
    const session = findOr404(context, 'checkout.session', id)
    if (session.status !== 'open')
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      )
    expireSession(context, session)
    return session
  }),
  route('GET', '/v1/checkout/sessions/:/line_items', pageSpec, (context, page, id = '') =>
    pageOf(
      context.data.terms[findOr404(context, 'checkout.session', id).id]?.lines ?? [],
      page,
      `/v1/checkout/sessions/${id}/line_items`,
    ),
  ),
]
