import type { ErasedTraces } from '../follow-up.ts'
import type { Invoice } from '../invoices/invoice.ts'
import { isIssued } from '../invoices/invoice.ts'
import { isSettled } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Customer, CustomerDetails, CustomerEvent } from './customer.ts'
import { blankDetails } from './details.ts'

/**
 * Decides to erase a customer, also one who was deleted before: saved methods are removed at the provider too. Refuses
 * `customer_has_open_invoices` and `payment_in_progress`, as money that arrives later needs somebody whom it comes from.
 */
export function erase(customer: Customer | null, unfinished: readonly Invoice[]): Result<CustomerEvent[]> {
  const issued = unfinished.filter(isIssued)
  if (issued.some(({ payments }) => payments.some((payment) => !isSettled(payment))))
    return refuse('payment_in_progress')
  if (issued.some(({ status }) => status === 'open')) return refuse('customer_has_open_invoices')
  const removed = (customer?.methods ?? []).map(
    ({ id }): CustomerEvent => ({ type: 'customer.method_removed', methodId: id, by: 'customer' }),
  )
  return ok([...removed, { type: 'customer.erased' }])
}

/** What is not about a person: by what the customer is billed. */
const kept = ['currency', 'defaultPaymentMethod', 'invoicePrefix', 'taxExempt'] as const

/** An event of an erased customer without what is personal in it; it still folds. */
export function withoutPerson(event: CustomerEvent): CustomerEvent {
  switch (event.type) {
    case 'customer.created':
      return { ...event, details: { ...blankDetails(event.id), ...keptOf(event.details) } }
    case 'customer.updated':
      return { ...event, details: keptOf(event.details) }
    case 'customer.address_refused':
    case 'customer.address_accepted':
      return { ...event, address: '' }
    case 'customer.linked':
      return { ...event, providerCustomerId: '' }
    case 'customer.method_saved': {
      const { id, type, savedAt } = event.method
      return { ...event, method: { id, type, savedAt, brand: null, last4: null, expMonth: null, expYear: null } }
    }
    case 'customer.method_setup_started':
      return { ...event, request: { ...event.request, language: '' } }
    case 'customer.method_setup_opened':
      return { ...event, providerSessionId: '' }
    case 'customer.automatic_payment_switched':
      return { ...event, consent: event.consent === null ? null : '' }
    case 'customer.balance_changed':
    case 'customer.deleted':
    case 'customer.erased':
    case 'customer.erasure_requested':
    case 'customer.erasure_request_withdrawn':
    case 'customer.method_removed':
    case 'customer.method_setup_ended':
      return event
  }
}

const keptOf = (details: Partial<CustomerDetails>): Partial<CustomerDetails> =>
  Object.fromEntries(kept.flatMap((name) => (details[name] === undefined ? [] : [[name, details[name]]])))

/** By what else the data of a customer is found, before their history forgets it. */
export const tracesIn = (history: readonly CustomerEvent[]): ErasedTraces => ({
  addresses: addressesIn(history),
  providerIds: [...new Set(history.flatMap(providerIdsIn).filter((id) => id !== ''))],
})

function providerIdsIn(event: CustomerEvent): string[] {
  switch (event.type) {
    case 'customer.linked':
      return [event.providerCustomerId]
    case 'customer.method_saved':
      return [event.method.id]
    case 'customer.method_setup_opened':
      return [event.providerSessionId]
    default:
      return []
  }
}

/** Every address that a customer's history names, their contacts' too, in lower case. */
function addressesIn(history: readonly CustomerEvent[]): string[] {
  const found = history.flatMap((event) => {
    if (event.type === 'customer.address_refused' || event.type === 'customer.address_accepted') return [event.address]
    if (event.type !== 'customer.created' && event.type !== 'customer.updated') return []
    const { email, contacts = [] } = event.details
    return [...(email ? [email] : []), ...contacts.map((contact) => contact.email)]
  })
  return [...new Set(found.map((address) => address.toLowerCase()))]
}
