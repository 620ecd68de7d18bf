import type { Account } from './accounts/account.ts'
import type { Customer } from './customers/customer.ts'
import type { Buyer, Seller } from './parties.ts'

/** The merchant as an invoice issued now would print it. */
export const sellerOf = (account: Account): Seller => ({
  name: account.name,
  address: account.address,
  taxIds: account.taxIds,
  supportEmail: account.supportEmail,
  supportPhone: account.supportPhone,
  website: account.website,
  country: account.country,
  timeZone: account.timeZone,
})

/** The customer as an invoice issued now would print it. */
export const buyerOf = (customer: Customer): Buyer => ({
  name: customer.name,
  email: customer.email,
  phone: customer.phone,
  address: customer.address,
  shipping: customer.shipping,
  taxIds: customer.taxIds,
  locales: customer.locales,
  ...(customer.buyerReference && { reference: customer.buyerReference }),
  timeZone: customer.timeZone,
})
