import type { ApiKind, StateOf } from '../../../core/aggregates.ts'
import { coupon } from './coupons.ts'
import { customer } from './customers.ts'
import { invoiceItem } from './invoice-items.ts'
import { invoice } from './invoices.ts'
import type { ObjectApi } from './object-api.ts'
import { portalConfiguration } from './portal-configurations.ts'
import { taxRate } from './tax-rates.ts'

/** Every kind of object on the wire. */
export const objects: { readonly [K in ApiKind]: ObjectApi<StateOf<K>> } = {
  'billing_portal.configuration': portalConfiguration,
  coupon,
  customer,
  invoice,
  invoiceitem: invoiceItem,
  tax_rate: taxRate,
}
