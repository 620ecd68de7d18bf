import { balanceMinorIn, type Customer } from '../../../../core/customers/customer.ts'
import { verificationOf } from '../../../../core/tax/check-tax-id.ts'
import { type ApiObject, Includable, Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { addressObject, shippingObject } from './address.ts'
import { embeddedList } from './list.ts'
import { seconds } from './seconds.ts'

/** Stripe's customer; `automatic_payment`, `buyer_reference`, `contacts` and `time_zone` are ours. */
export const customerObject = (context: RenderContext, customer: Customer): ApiObject => ({
  id: customer.id,
  object: 'customer',
  address: addressObject(customer.address),
  automatic_payment: customer.automaticPayment
    ? { enabled: customer.automaticPayment.isOn, changed: seconds(customer.automaticPayment.at) }
    : null,
  balance: customer.currency ? balanceMinorIn(customer, customer.currency) : 0,
  buyer_reference: customer.buyerReference ?? null,
  cash_balance: new Includable(() => null),
  contacts: customer.contacts ?? [],
  created: seconds(customer.createdAt),
  currency: customer.currency,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: customer.description,
  discount: null,
  email: customer.email,
  invoice_credit_balance: new Includable(() => customer.balances),
  invoice_prefix: customer.invoicePrefix,
  invoice_settings: {
    custom_fields: customer.invoiceCustomFields.length > 0 ? customer.invoiceCustomFields : null,
    default_payment_method: customer.defaultPaymentMethod,
    footer: customer.invoiceFooter,
    rendering_options: null,
  },
  livemode: context.livemode,
  metadata: customer.metadata,
  name: customer.name,
  next_invoice_sequence: context.nextSequence(customer.id),
  phone: customer.phone,
  preferred_locales: customer.locales,
  shipping: shippingObject(customer.shipping),
  sources: new Includable(() => embeddedList(() => [], 0, `/v1/customers/${customer.id}/sources`)),
  subscriptions: new Includable(() => embeddedList(() => [], 0, `/v1/customers/${customer.id}/subscriptions`)),
  tax: new Includable(() => noAutomaticTax),
  tax_exempt: customer.taxExempt,
  tax_ids: new Includable(() =>
    embeddedList(
      (most) => customer.taxIds.slice(0, most).map(taxIdOf(context, customer)),
      customer.taxIds.length,
      `/v1/customers/${customer.id}/tax_ids`,
    ),
  ),
  test_clock: null,
  time_zone: customer.timeZone,
})

const noAutomaticTax = { automatic_tax: 'not_collecting', ip_address: null, location: null, provider: 'stripe' }

/** A tax ID is a part of its customer: its id says which, counted from one. */
const taxIdOf = (context: RenderContext, customer: Customer) => (taxId: Customer['taxIds'][number], place: number) => ({
  id: `txi_${customer.id.replace(/^cus_/, '')}${place + 1}`,
  object: 'tax_id',
  country: /^[a-z]{2}_/.test(taxId.type) && !taxId.type.startsWith('eu_') ? taxId.type.slice(0, 2).toUpperCase() : null,
  created: seconds(customer.createdAt),
  customer: new Reference(customer.id, () => context.object('customer', customer.id)),
  customer_account: null,
  livemode: context.livemode,
  owner: { type: 'customer', customer: customer.id },
  type: taxId.type,
  value: taxId.value,
  verification: {
    status: verificationOf(taxId, customer.address?.country ?? null),
    verified_address: null,
    verified_name: null,
  },
})
