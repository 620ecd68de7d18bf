import type Stripe from 'stripe'
import { type Context, findOr404, idOf } from '../context.ts'
import { emit } from '../events.ts'
import type { Form } from '../form-encoding.ts'
import { listOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { billingFrom } from '../methods/billing.ts'
import { makeMethod, methodFromParam, methodSpec } from '../methods/make.ts'
import { attachRequested } from '../operations/attach-method.ts'
import { type Read, read, requireParams } from '../params.ts'
import { invalid } from '../problem.ts'
import { route } from '../route.ts'
import { customerNamed } from './find-customer.ts'

function create(context: Context, input: Read<typeof methodSpec>): Stripe.PaymentMethod {
  return makeMethod(context, input as unknown as Form)
}

function attach(context: Context, input: { customer?: string }, id: string): Stripe.PaymentMethod {
  requireParams(input, 'customer')
  return attachRequested(context, id, customerNamed(context, input.customer).id)
}

function detach(context: Context, _input: object, id: string): Stripe.PaymentMethod {
  const method = findOr404(context, 'payment_method', id)
  if (method.customer === null)
    throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.')
  const before = { ...method }
  const owner = context.data.objects.customer[idOf(method.customer) ?? '']
  method.customer = null
  const secret = context.data.secrets[id]
  if (secret) secret.isSpent = true
  if (owner && !owner.deleted && idOf(owner.invoice_settings.default_payment_method) === id)
    owner.invoice_settings.default_payment_method = null
  emit(context, 'payment_method.detached', method, before)
  return method
}

const updateSpec = {
  allow_redisplay: 'text',
  billing_details: 'hash',
  card: 'hash',
  metadata: 'clearableHash',
  us_bank_account: 'hash',
} as const

function update(context: Context, input: Read<typeof updateSpec>, id: string): Stripe.PaymentMethod {
  const method = findOr404(context, 'payment_method', id)
  if (method.customer === null)
    throw invalid('You must attach this PaymentMethod to a customer before you can update it.')
  const before = structuredClone(method)
  if (input.billing_details) method.billing_details = billingFrom(input.billing_details, method.billing_details)
  if (input.allow_redisplay) method.allow_redisplay = input.allow_redisplay as Stripe.PaymentMethod.AllowRedisplay
  if (input.card && method.card)
    Object.assign(
      method.card,
      read(input.card, { exp_month: 'integer', exp_year: 'integer', networks: 'hash' }, 'card'),
    )
  method.metadata = withMetadata(method.metadata, input.metadata)
  emit(context, 'payment_method.updated', method, before)
  return method
}

export const paymentMethodRoutes = [
  route('POST', '/v1/payment_methods', methodSpec, create),
  route(
    'GET',
    '/v1/payment_methods',
    { ...pageSpec, customer: 'text', type: 'text' },
    (context, { customer, type, ...page }) =>
      listOf(
        context,
        'payment_method',
        page,
        (method) =>
          customer !== undefined && idOf(method.customer) === customer && (type === undefined || method.type === type),
      ),
  ),
  route('GET', '/v1/payment_methods/:', {}, (context, _input, id = '') => methodAt(context, id)),
  route('POST', '/v1/payment_methods/:', updateSpec, (context, input, id = '') => update(context, input, id)),
  route('POST', '/v1/payment_methods/:/attach', { customer: 'text' }, (context, input, id = '') =>
    attach(context, input, id),
  ),
  route('POST', '/v1/payment_methods/:/detach', {}, (context, input, id = '') => detach(context, input, id)),
]

/** The well-known test ids can be retrieved as well. */
const methodAt = (context: Context, id: string) =>
  id in context.data.objects.payment_method || !/^pm_[a-z]/.test(id)
    ? findOr404(context, 'payment_method', id)
    : methodFromParam(context, id)
