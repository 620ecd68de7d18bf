import { type Refused, refuse } from '../core/result.ts'

/** A field that EN 16931 or XRechnung requires: `seller.address.city`, `lines[0].description`. */
export const missing = (param: string): Refused =>
  refuse('e_invoice_field_missing', { param, values: { field: nameOf(param) } })

/** The field as it is called in the sentence of its refusal. */
function nameOf(param: string): string {
  const [, owner = '', field = ''] = /^(customer\.shipping|customer|seller|lines\[\d+\])\.(.+)$/.exec(param) ?? []
  return `${fields[field] ?? field} of ${owners[owner.replace(/\d+/, 'n')] ?? owner}`
}

const owners: Readonly<Record<string, string>> = {
  seller: 'the seller',
  customer: 'the customer',
  'customer.shipping': 'the delivery',
  'lines[n]': 'a line',
}

const fields: Readonly<Record<string, string>> = {
  name: 'the name',
  address: 'the address',
  'address.country': 'the country in the address',
  'address.city': 'the city in the address',
  'address.postal_code': 'the postal code in the address',
  tax_ids: 'a tax number',
  email: 'the email address',
  support_email: 'the support email address',
  support_phone: 'the support phone number',
  buyer_reference: 'the buyer reference (Leitweg-ID)',
  description: 'the description',
  period: 'the period',
}
