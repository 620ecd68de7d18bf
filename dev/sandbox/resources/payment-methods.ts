import type Stripe from 'stripe'
import { attachAsked } from '../deeds/attach-method.ts'
import { at, type Desk, idOf } from '../desk.ts'
import { emit } from '../events.ts'
import { listOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { billingFrom } from '../methods/billing.ts'
import { makeMethod, methodCalled, methodSpec } from '../methods/make.ts'
import { need, type Read, read } from '../params.ts'
import { invalid } from '../problem.ts'
import { route } from '../route.ts'
import type { Form } from '../wire.ts'
import { customerNamed } from './find-customer.ts'

function create(desk: Desk, input: Read<typeof methodSpec>): Stripe.PaymentMethod {
  return makeMethod(desk, input as unknown as Form)
}

function attach(desk: Desk, input: { customer?: string }, id: string): Stripe.PaymentMethod {
  need(input, 'customer')
  return attachAsked(desk, id, customerNamed(desk, input.customer).id)
}

function detach(desk: Desk, _input: object, id: string): Stripe.PaymentMethod {
  const method = at(desk, 'payment_method', id)
  if (method.customer === null)
    throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.')
  const before = { ...method }
  const owner = desk.books.objects.customer[idOf(method.customer) ?? '']
  method.customer = null
  const secret = desk.books.secrets[id]
  if (secret) secret.isSpent = true
  if (owner && !owner.deleted && idOf(owner.invoice_settings.default_payment_method) === id)
    owner.invoice_settings.default_payment_method = null
  emit(desk, 'payment_method.detached', method, before)
  return method
}

const updateSpec = {
  allow_redisplay: 'text',
  billing_details: 'hash',
  card: 'hash',
  metadata: 'clearableHash',
  us_bank_account: 'hash',
} as const

function update(desk: Desk, input: Read<typeof updateSpec>, id: string): Stripe.PaymentMethod {
  const method = at(desk, 'payment_method', id)
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
  emit(desk, 'payment_method.updated', method, before)
  return method
}

export const paymentMethodRoutes = [
  route('POST', '/v1/payment_methods', methodSpec, create),
  route(
    'GET',
    '/v1/payment_methods',
    { ...pageSpec, customer: 'text', type: 'text' },
    (desk, { customer, type, ...page }) =>
      listOf(
        desk,
        'payment_method',
        page,
        (method) =>
          customer !== undefined && idOf(method.customer) === customer && (type === undefined || method.type === type),
      ),
  ),
  route('GET', '/v1/payment_methods/:', {}, (desk, _input, id = '') => methodAt(desk, id)),
  route('POST', '/v1/payment_methods/:', updateSpec, (desk, input, id = '') => update(desk, input, id)),
  route('POST', '/v1/payment_methods/:/attach', { customer: 'text' }, (desk, input, id = '') =>
    attach(desk, input, id),
  ),
  route('POST', '/v1/payment_methods/:/detach', {}, (desk, input, id = '') => detach(desk, input, id)),
]

/** The well-known test ids can be read as well. */
const methodAt = (desk: Desk, id: string) =>
  id in desk.books.objects.payment_method || !/^pm_[a-z]/.test(id)
    ? at(desk, 'payment_method', id)
    : methodCalled(desk, id)
