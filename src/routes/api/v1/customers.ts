import { Hono } from 'hono'
import { createCustomer } from '../../../actions/customers/create-customer.ts'
import { deleteCustomer } from '../../../actions/customers/delete-customer.ts'
import { updateCustomer } from '../../../actions/customers/update-customer.ts'
import type { CustomerInput } from '../../../core/customers/details.ts'
import { taxIdTypes } from '../../../core/tax/id-types.ts'
import { customersOf } from '../../../db/repositories/customers.ts'
import { wasDeleted } from '../../../db/repositories/history.ts'
import { listsOf } from '../../../db/screens/api-lists.ts'
import { emptyable, list, nested, oneOf, prose, range, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Params, required } from '../../../http/params/table.ts'
import type { ApiEnv } from './context.ts'
import { deleting, listing, type Resource, retrieving, writing } from './endpoint.ts'
import { customerObject } from './objects/customer.ts'
import { deletedObject } from './objects/deleted.ts'
import { addressParts, customFields, email, locale, never, shipping, timeZone } from './shared-params.ts'

const balance = never('it follows from invoices and payments and cannot be set')

const updateParams = {
  address: emptyable(addressParts),
  balance,
  description: emptyable(prose(5000)),
  email: emptyable(email),
  invoice_prefix: text(12),
  invoice_settings: nested({
    custom_fields: emptyable(customFields),
    default_payment_method: emptyable(text(200)),
    footer: emptyable(prose(5000)),
  }),
  metadata,
  name: emptyable(text(256)),
  phone: emptyable(text(40)),
  preferred_locales: emptyable(list(locale, 10)),
  shipping: emptyable(shipping),
  tax_exempt: emptyable(oneOf('none', 'exempt', 'reverse')),
  time_zone: emptyable(timeZone),
}

const createParams = {
  ...updateParams,
  tax_id_data: list(nested({ type: required(oneOf(...taxIdTypes)), value: required(text(100)) }), 5),
}

const inputOf = (params: Params<typeof createParams>): CustomerInput => ({
  address: params.address,
  description: params.description,
  email: params.email,
  invoicePrefix: params.invoice_prefix,
  invoiceCustomFields: params.invoice_settings?.custom_fields === null ? [] : params.invoice_settings?.custom_fields,
  defaultPaymentMethod: params.invoice_settings?.default_payment_method,
  invoiceFooter: params.invoice_settings?.footer,
  metadata: params.metadata,
  name: params.name,
  phone: params.phone,
  locales: params.preferred_locales === null ? [] : params.preferred_locales,
  shipping: params.shipping,
  taxExempt: params.tax_exempt === null ? 'none' : params.tax_exempt,
  taxIds: params.tax_id_data,
  timeZone: params.time_zone,
})

const resource: Resource = {
  object: 'customer',
  noun: 'customer',
  idParam: 'id',
  show: async ({ var: { deps, account } }, id, context) => {
    const customer = await customersOf(deps.db, account.id).find(id)
    if (customer) return customerObject(context, customer)
    return (await wasDeleted(deps.db, account.id, id)) && id.startsWith('cus_') ? deletedObject('customer', id) : null
  },
}

export const customers = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: { created: range, email: text(254) },
      find: ({ var: { deps, account } }, filter, page) => listsOf(deps.db, account.id).customers(filter, page),
      showAll: (_, found, context) => found.map((customer) => customerObject(context, customer)),
    }),
  )
  .post(
    '/',
    writing(resource, {
      params: createParams,
      objectId: (c) => c.var.deps.newId('customer'),
      act: ({ var: { deps } }, unit, id, params) => createCustomer(deps, unit, { id, input: inputOf(params) }),
    }),
  )
  .get('/:id', retrieving(resource))
  .post(
    '/:id',
    writing(resource, {
      params: updateParams,
      act: ({ var: { deps } }, unit, customerId, params) =>
        updateCustomer(deps, unit, { customerId, input: inputOf(params) }),
    }),
  )
  .delete(
    '/:id',
    deleting(resource, ({ var: { deps } }, unit, customerId) => deleteCustomer(deps, unit, { customerId })),
  )
