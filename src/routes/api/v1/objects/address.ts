import type { Address, Buyer } from '../../../../core/parties.ts'

export const addressObject = (address: Address | null) =>
  address && {
    city: address.city,
    country: address.country,
    line1: address.line1,
    line2: address.line2,
    postal_code: address.postalCode,
    state: address.state,
  }

export const shippingObject = (shipping: Buyer['shipping']) =>
  shipping && {
    address: addressObject(shipping.address),
    carrier: null,
    name: shipping.name,
    phone: shipping.phone,
    tracking_number: null,
  }
