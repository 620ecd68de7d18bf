import { balanceMinorIn, type Customer } from '../../../../core/customers/customer.ts'
import type { ApiObject } from '../expansion.ts'
import type { Showing } from '../showing.ts'
import { addressObject, shippingObject } from './address.ts'
import { listObject } from './list.ts'
import { seconds } from './seconds.ts'

/** Stripe's customer; `time_zone` is ours. */
export const customerObject = ({ livemode, nextSequence }: Showing, customer: Customer): ApiObject => ({
  id: customer.id,
  object: 'customer',
  address: addressObject(customer.address),
  balance: customer.currency ? balanceMinorIn(customer, customer.currency) : 0,
  cash_balance: null,
  created: seconds(customer.createdAt),
  currency: customer.currency,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: customer.description,
  discount: null,
  email: customer.email,
  invoice_credit_balance: customer.balances,
  invoice_prefix: customer.invoicePrefix,
  invoice_settings: {
    custom_fields: customer.invoiceCustomFields.length > 0 ? customer.invoiceCustomFields : null,
    default_payment_method: customer.defaultPaymentMethod,
    footer: customer.invoiceFooter,
    rendering_options: null,
  },
  livemode,
  metadata: customer.metadata,
  name: customer.name,
  next_invoice_sequence: nextSequence(customer.id),
  phone: customer.phone,
  preferred_locales: customer.locales,
  shipping: shippingObject(customer.shipping),
  sources: listObject([], false, `/v1/customers/${customer.id}/sources`),
  subscriptions: listObject([], false, `/v1/customers/${customer.id}/subscriptions`),
  tax_exempt: customer.taxExempt,
  tax_ids: listObject(customer.taxIds.map(taxIdOf(customer, livemode)), false, `/v1/customers/${customer.id}/tax_ids`),
  test_clock: null,
  time_zone: customer.timeZone,
})

/** A tax ID is a part of its customer: its id says which, counted from one. */
const taxIdOf = (customer: Customer, livemode: boolean) => (taxId: Customer['taxIds'][number], place: number) => ({
  id: `txi_${customer.id.replace(/^cus_/, '')}${place + 1}`,
  object: 'tax_id',
  country: /^[a-z]{2}_/.test(taxId.type) && !taxId.type.startsWith('eu_') ? taxId.type.slice(0, 2).toUpperCase() : null,
  created: seconds(customer.createdAt),
  customer: customer.id,
  customer_account: null,
  livemode,
  owner: { type: 'customer', customer: customer.id },
  type: taxId.type,
  value: taxId.value,
  verification: null,
})
