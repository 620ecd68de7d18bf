import type Stripe from 'stripe'
import { type Context, findOr400, findOr404, idOf, save } from '../context.ts'
import { emptyCustomer } from '../empty-objects/customer.ts'
import { emit } from '../events.ts'
import { datedPageSpec, listOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { addressFrom } from '../methods/billing.ts'
import { attachRequested } from '../operations/attach-method.ts'
import { cashOf } from '../operations/receive-transfer.ts'
import { type Read, read } from '../params.ts'
import { invalid, noSuch } from '../problem.ts'
import { route } from '../route.ts'
import { updateCashBalance } from './cash-balances.ts'
import { customerAt } from './find-customer.ts'

const spec = {
  address: 'clearableHash',
  balance: 'integer',
  cash_balance: 'hash',
  default_source: 'clearable',
  description: 'clearable',
  email: 'clearable',
  invoice_prefix: 'clearable',
  invoice_settings: 'hash',
  metadata: 'clearableHash',
  name: 'clearable',
  next_invoice_sequence: 'integer',
  payment_method: 'text',
  phone: 'clearable',
  preferred_locales: 'texts',
  shipping: 'clearableHash',
  tax: 'hash',
  tax_exempt: 'clearable',
} as const

function create(context: Context, input: Read<typeof spec>): Stripe.Customer {
  const blank = emptyCustomer(context)
  const customer = save(context, 'customer', { ...blank, ...changes(context, blank, input) }) as Stripe.Customer
  setCashMode(context, customer.id, input)
  emit(context, 'customer.created', customer)
  if (input.payment_method !== undefined) attachRequested(context, input.payment_method, customer.id)
  return customer
}

function update(context: Context, input: Read<typeof spec>, id: string): Stripe.Customer {
  const customer = customerAt(context, id)
  const before = { ...customer }
  Object.assign(customer, changes(context, customer, input))
  setCashMode(context, id, input)
  emit(context, 'customer.updated', customer, before)
  return customer
}

function changes(context: Context, current: Stripe.Customer, input: Read<typeof spec>): Partial<Stripe.Customer> {
  const { address, metadata, invoice_settings, shipping, payment_method, tax, cash_balance, ...plain } = input
  if (plain.email && !/^[^@\s]+@[^@\s]+$/.test(plain.email))
    throw invalid(`Invalid email address: ${plain.email}`, { code: 'email_invalid', param: 'email' })
  return {
    ...(plain as Partial<Stripe.Customer>),
    ...(address !== undefined && { address: address === null ? null : addressFrom(address, current.address ?? null) }),
    ...(shipping !== undefined && { shipping: shipping as unknown as Stripe.Customer['shipping'] }),
    ...(invoice_settings && { invoice_settings: settingsFrom(context, current, invoice_settings) }),
    metadata: withMetadata(current.metadata, metadata),
  }
}

function settingsFrom(
  context: Context,
  { id, invoice_settings }: Stripe.Customer,
  form: NonNullable<Read<typeof spec>['invoice_settings']>,
) {
  const given = read(
    form,
    { default_payment_method: 'clearable', footer: 'clearable', custom_fields: 'hashes', rendering_options: 'hash' },
    'invoice_settings',
  )
  const { default_payment_method: method, footer } = given
  if (
    method &&
    idOf(findOr400(context, 'payment_method', method, 'invoice_settings[default_payment_method]').customer) !== id
  )
    throw invalid(
      `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
      {
        code: 'resource_missing',
        param: 'invoice_settings[default_payment_method]',
      },
    )
  return {
    ...invoice_settings,
    ...(method !== undefined && { default_payment_method: method }),
    ...(footer !== undefined && { footer }),
  }
}

function setCashMode(context: Context, id: string, { cash_balance }: Read<typeof spec>): void {
  if (!cash_balance) return
  const { settings = {} } = read(cash_balance, { settings: 'hash' }, 'cash_balance')
  updateCashBalance(context, { settings }, id)
}

function remove(context: Context, _input: object, id: string): Stripe.DeletedCustomer {
  const customer = customerAt(context, id)
  if (Object.values(cashOf(context, id).available).some((amount) => amount > 0))
    throw invalid('This customer cannot be deleted because it has a positive cash balance.')
  emit(context, 'customer.deleted', customer)
  const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true }
  save(context, 'customer', deleted)
  return deleted
}

export const customerRoutes = [
  route('POST', '/v1/customers', spec, create),
  route('GET', '/v1/customers', { ...datedPageSpec, email: 'text' }, (context, { email, ...page }) =>
    listOf(
      context,
      'customer',
      page,
      (customer) => !customer.deleted && (email === undefined || customer.email === email),
    ),
  ),
  route('GET', '/v1/customers/:', {}, (context, _input, id = '') => findOr404(context, 'customer', id)),
  route('POST', '/v1/customers/:', spec, (context, input, id = '') => update(context, input, id)),
  route('DELETE', '/v1/customers/:', {}, (context, input, id = '') => remove(context, input, id)),
  route(
    'GET',
    '/v1/customers/:/payment_methods',
    { ...pageSpec, type: 'text', allow_redisplay: 'text' },
    (context, { type, allow_redisplay, ...page }, id = '') => {
      const customer = customerAt(context, id)
      return listOf(
        context,
        'payment_method',
        page,
        (method) =>
          idOf(method.customer) === customer.id &&
          (type === undefined || method.type === type) &&
          (allow_redisplay === undefined || method.allow_redisplay === allow_redisplay),
        `/v1/customers/${id}/payment_methods`,
      )
    },
  ),
  route('GET', '/v1/customers/:/payment_methods/:', {}, (context, _input, id = '', methodId = '') => {
    const method = findOr404(context, 'payment_method', methodId)
    if (idOf(method.customer) !== customerAt(context, id).id) throw noSuch('PaymentMethod', methodId, 'customer', true)
    return method
  }),
]
