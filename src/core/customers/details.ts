import { type MetadataChange, mergeMetadata } from '../metadata.ts'
import { parsePrefix } from '../numbering/prefix.ts'
import { type Address, blankAddress } from '../parties.ts'
import { ok, type Refused, type Result, refuse } from '../result.ts'
import { checkBuyerReference } from './buyer-reference.ts'
import { type ContactInput, isSame, withIds } from './contacts.ts'
import type { CustomerDetails, SavedMethod } from './customer.ts'

type Plain = Omit<CustomerDetails, 'metadata' | 'invoicePrefix' | 'currency' | 'address' | 'contacts'>

/** A customer's fields as a merchant sends them; undefined fields stay unchanged. */
export type CustomerInput = { readonly [K in keyof Plain]?: Plain[K] | undefined } & {
  /** Omitted parts stay; null removes the address. */
  readonly address?: Partial<Address> | null | undefined
  /** All of them: who is not named is no longer one. */
  readonly contacts?: readonly ContactInput[] | undefined
  readonly metadata?: MetadataChange | undefined
  readonly invoicePrefix?: string | undefined
}

/** Details of a new customer without input; the prefix is the last eight letters of the id. */
export const blankDetails = (id: string): CustomerDetails => ({
  name: null,
  email: null,
  phone: null,
  description: null,
  address: null,
  shipping: null,
  taxIds: [],
  taxExempt: 'none',
  locales: [],
  timeZone: null,
  currency: null,
  metadata: {},
  invoicePrefix: id.slice(-8).toUpperCase(),
  defaultPaymentMethod: null,
  buyerReference: null,
  invoiceFooter: null,
  invoiceCustomFields: [],
})

type Before = CustomerDetails & { readonly methods: readonly SavedMethod[] }

/**
 * Validates the input and returns the changed details. Refuses `number_prefix_invalid`, a payment method of another customer, two
 * contacts with one address or one without roles, and a Leitweg-ID with wrong check digits.
 */
export function customerChanges(
  input: CustomerInput,
  before: Before,
  newContactId: () => string,
): Result<Partial<CustomerDetails>> {
  const { metadata, invoicePrefix, address, contacts, ...plain } = input
  const merged = mergeMetadata(before.metadata, metadata)
  if (!merged.ok) return merged
  const prefix = invoicePrefix === undefined ? ok(undefined) : parsePrefix(invoicePrefix)
  if (!prefix.ok) return refuse('number_prefix_invalid', { param: 'invoice_prefix' })
  const reference = checkBuyerReference(plain.buyerReference)
  if (!reference.ok) return reference
  const refused = contacts && refusedContact(contacts)
  if (refused) return refused
  const method = plain.defaultPaymentMethod
  if (method && !before.methods.some(({ id }) => id === method)) {
    const param = 'invoice_settings[default_payment_method]'
    return refuse('resource_missing', { param, values: { noun: 'PaymentMethod', id: method } })
  }
  const details = {
    ...plain,
    address: address && { ...blankAddress, ...before.address, ...address },
    metadata: metadata === undefined ? undefined : merged.value,
    invoicePrefix: prefix.value,
    contacts: contacts && contactsAfter(contacts, before.contacts, newContactId),
  }
  return ok(Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)))
}

/** Undefined where there are none and were none. */
const contactsAfter = (inputs: readonly ContactInput[], before: CustomerDetails['contacts'], newId: () => string) =>
  inputs.length > 0 || before ? withIds(inputs, before ?? [], newId) : undefined

function refusedContact(contacts: readonly ContactInput[]): Refused | null {
  for (const [index, { email, roles }] of contacts.entries()) {
    const isTwice = contacts.slice(0, index).some((other) => isSame(other.email, email))
    const values = { reason: 'another contact has this address' }
    if (isTwice) return refuse('parameter_invalid', { param: `contacts[${index}][email]`, values })
    if (roles.length === 0) return refuse('parameter_invalid_empty', { param: `contacts[${index}][roles]` })
  }
  return null
}
