import type { Address, Buyer, Seller } from '../core/parties.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { countryCode } from './countries.ts'
import type { EInvoiceParty, PostalAddress, Profile } from './model.ts'
import { missing } from './refusal.ts'
import { taxNumbers } from './tax-numbers.ts'
import { isBlank } from './xml.ts'

/** The merchant. Refuses a missing address or tax number, and for XRechnung a missing contact (BR-DE-2 to BR-DE-7). */
export function sellerParty(seller: Seller, profile: Profile): Result<EInvoiceParty> {
  const { name, supportPhone: phone, supportEmail: email } = seller
  if (isBlank(name)) return missing('seller.name')
  if (profile === 'xrechnung' && isBlank(email)) return missing('seller.support_email')
  if (profile === 'xrechnung' && isBlank(phone)) return missing('seller.support_phone')
  if (!seller.address) return missing('seller.address')
  const address = postalAddress(
    { ...seller.address, country: seller.address.country ?? seller.country },
    'seller',
    profile,
  )
  if (!address.ok) return address
  const { vatNumber, registration, other } = taxNumbers(seller.taxIds)
  // The buyer must be able to tell who sold, by a number that is not only the tax office's.
  const identifier = vatNumber === null && registration === null ? other : null
  if (vatNumber === null && registration === null && identifier === null) return missing('seller.tax_ids')
  const contact = { name, phone, email }
  return ok({ name, identifier, registration, vatNumber, taxNumber: other, email, address: address.value, contact })
}

/** The customer. Refuses a missing name or address, and for XRechnung a missing electronic address. */
export function buyerParty(buyer: Buyer, profile: Profile): Result<EInvoiceParty> {
  const { name, email, phone } = buyer
  if (name === null || isBlank(name)) return missing('customer.name')
  if (profile === 'xrechnung' && isBlank(email)) return missing('customer.email')
  if (!buyer.address) return missing('customer.address')
  const address = postalAddress(buyer.address, 'customer', profile)
  if (!address.ok) return address
  const { vatNumber, registration, other } = taxNumbers(buyer.taxIds)
  const contact = phone || email ? { name: null, phone, email } : null
  return ok({
    name,
    identifier: other,
    registration,
    vatNumber,
    taxNumber: null,
    email,
    address: address.value,
    contact,
  })
}

/** An address with its country's code. Refuses a missing or unknown country, and for XRechnung a missing city or postal code. */
export function postalAddress(address: Address, owner: string, profile: Profile): Result<PostalAddress> {
  const { line1, line2, city, postalCode, state, country } = address
  const param = `${owner}.address`
  if (!country) return missing(`${param}.country`)
  const code = countryCode(country)
  if (code === null) return refuse('e_invoice_country_unknown', { param: `${param}.country` })
  if (profile === 'xrechnung' && isBlank(city)) return missing(`${param}.city`)
  if (profile === 'xrechnung' && isBlank(postalCode)) return missing(`${param}.postal_code`)
  return ok({ line1, line2, city, postalCode, subdivision: state, country: code })
}
