import { createCustomer } from '../../../actions/customers/create-customer.ts'
import { updateCustomer } from '../../../actions/customers/update-customer.ts'
import { deleteObject } from '../../../actions/objects/delete-object.ts'
import { type ContactInput, contactRoles, mostContacts } from '../../../core/customers/contacts.ts'
import type { Customer } from '../../../core/customers/customer.ts'
import type { CustomerInput } from '../../../core/customers/details.ts'
import { taxIdTypes } from '../../../core/tax/id-types.ts'
import { customersOf } from '../../../db/repositories/customers.ts'
import { wasDeleted } from '../../../db/repositories/history.ts'
import { emptyable, list, nested, oneOf, prose, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Params, required } from '../../../http/params/table.ts'
import { call, type ObjectApi } from './object-api.ts'
import { customerObject } from './objects/customer.ts'
import { deletedObject } from './objects/deleted.ts'
import { addressParts, customFields, email, locale, mapped, never, shipping, timeZone } from './shared-params.ts'

const balance = never('it follows from invoices and payments and cannot be set')

const contact = mapped(
  nested({
    email: required(email),
    name: emptyable(text(256)),
    roles: required(list(oneOf(...contactRoles), contactRoles.length)),
  }),
  ({ email, name, roles }): ContactInput => ({ email, name: name ?? null, roles }),
)

const updateParams = {
  address: emptyable(addressParts),
  balance,
  buyer_reference: emptyable(text(100)),
  contacts: emptyable(list(contact, mostContacts)),
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
  buyerReference: params.buyer_reference,
  contacts: params.contacts === null ? [] : params.contacts,
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

export const customer: ObjectApi<Customer> = {
  path: '/customers',
  noun: 'customer',
  idParam: 'id',
  filters: { email: ['email', text(254)] },
  create: call(createParams, (deps, unit, id, params) => createCustomer(deps, unit, { id, input: inputOf(params) })),
  update: call(updateParams, (deps, unit, customerId, params) =>
    updateCustomer(deps, unit, { customerId, input: inputOf(params) }),
  ),
  /** Issued invoices keep their own copy of the parties; drafts can no longer be finalized. */
  delete: (deps, unit, id) => deleteObject(deps, unit, 'customer', id),
  async find({ var: { deps, account } }, id, context) {
    const customer = await customersOf(deps.db, account.id).find(id)
    if (customer) return customerObject(context, customer)
    return (await wasDeleted(deps.db, account.id, id)) && id.startsWith('cus_') ? deletedObject('customer', id) : null
  },
  show: customerObject,
  expandable: {
    cash_balance: 'end',
    default_source: 'end',
    invoice_credit_balance: 'end',
    sources: 'list',
    subscriptions: 'list',
    tax: 'end',
    tax_ids: 'tax_ids',
    test_clock: 'end',
  },
}
