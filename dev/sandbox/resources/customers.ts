import type Stripe from 'stripe'
import { blankCustomer } from '../blanks/customer.ts'
import { attachAsked } from '../deeds/attach-method.ts'
import { cashOf } from '../deeds/receive-transfer.ts'
import { at, type Desk, idOf, keep, named } from '../desk.ts'
import { emit } from '../events.ts'
import { datedPageSpec, listOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { addressFrom } from '../methods/billing.ts'
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

function create(desk: Desk, input: Read<typeof spec>): Stripe.Customer {
  const blank = blankCustomer(desk)
  const customer = keep(desk, 'customer', { ...blank, ...changes(desk, blank, input) }) as Stripe.Customer
  setCashMode(desk, customer.id, input)
  emit(desk, 'customer.created', customer)
  if (input.payment_method !== undefined) attachAsked(desk, input.payment_method, customer.id)
  return customer
}

function update(desk: Desk, input: Read<typeof spec>, id: string): Stripe.Customer {
  const customer = customerAt(desk, id)
  const before = { ...customer }
  Object.assign(customer, changes(desk, customer, input))
  setCashMode(desk, id, input)
  emit(desk, 'customer.updated', customer, before)
  return customer
}

function changes(desk: Desk, current: Stripe.Customer, input: Read<typeof spec>): Partial<Stripe.Customer> {
  const { address, metadata, invoice_settings, shipping, payment_method, tax, cash_balance, ...plain } = input
  if (plain.email && !/^[^@\s]+@[^@\s]+$/.test(plain.email))
    throw invalid(`Invalid email address: ${plain.email}`, { code: 'email_invalid', param: 'email' })
  return {
    ...(plain as Partial<Stripe.Customer>),
    ...(address !== undefined && { address: address === null ? null : addressFrom(address, current.address ?? null) }),
    ...(shipping !== undefined && { shipping: shipping as unknown as Stripe.Customer['shipping'] }),
    ...(invoice_settings && { invoice_settings: settingsFrom(desk, current, invoice_settings) }),
    metadata: withMetadata(current.metadata, metadata),
  }
}

function settingsFrom(
  desk: Desk,
  { id, invoice_settings }: Stripe.Customer,
  form: NonNullable<Read<typeof spec>['invoice_settings']>,
) {
  const given = read(
    form,
    { default_payment_method: 'clearable', footer: 'clearable', custom_fields: 'hashes', rendering_options: 'hash' },
    'invoice_settings',
  )
  const { default_payment_method: method, footer } = given
  if (method && idOf(named(desk, 'payment_method', method, 'invoice_settings[default_payment_method]').customer) !== id)
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

function setCashMode(desk: Desk, id: string, { cash_balance }: Read<typeof spec>): void {
  if (!cash_balance) return
  const { settings = {} } = read(cash_balance, { settings: 'hash' }, 'cash_balance')
  updateCashBalance(desk, { settings }, id)
}

function remove(desk: Desk, _input: object, id: string): Stripe.DeletedCustomer {
  const customer = customerAt(desk, id)
  if (Object.values(cashOf(desk, id).available).some((amount) => amount > 0))
    throw invalid('This customer cannot be deleted because it has a positive cash balance.')
  emit(desk, 'customer.deleted', customer)
  const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true }
  keep(desk, 'customer', deleted)
  return deleted
}

export const customerRoutes = [
  route('POST', '/v1/customers', spec, create),
  route('GET', '/v1/customers', { ...datedPageSpec, email: 'text' }, (desk, { email, ...page }) =>
    listOf(
      desk,
      'customer',
      page,
      (customer) => !customer.deleted && (email === undefined || customer.email === email),
    ),
  ),
  route('GET', '/v1/customers/:', {}, (desk, _input, id = '') => at(desk, 'customer', id)),
  route('POST', '/v1/customers/:', spec, (desk, input, id = '') => update(desk, input, id)),
  route('DELETE', '/v1/customers/:', {}, (desk, input, id = '') => remove(desk, input, id)),
  route(
    'GET',
    '/v1/customers/:/payment_methods',
    { ...pageSpec, type: 'text', allow_redisplay: 'text' },
    (desk, { type, allow_redisplay, ...page }, id = '') => {
      const customer = customerAt(desk, id)
      return listOf(
        desk,
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
  route('GET', '/v1/customers/:/payment_methods/:', {}, (desk, _input, id = '', methodId = '') => {
    const method = at(desk, 'payment_method', methodId)
    if (idOf(method.customer) !== customerAt(desk, id).id) throw noSuch('PaymentMethod', methodId, 'customer', true)
    return method
  }),
]
