import type { Contact } from './contacts.ts'
import type { Customer, CustomerEvent } from './customer.ts'

/** Writing an address, also the same one, confirms it: mails to an address that was refused are sent again. */
export const triedAgain = ({ refusedAddresses = [] }: Customer, written: readonly (string | null)[]): CustomerEvent[] =>
  refusedAddresses
    .filter((address) => written.includes(address))
    .map((address) => ({ type: 'customer.address_accepted', address }))

/** The addresses that contacts have and did not have before. */
export const newAddresses = (before: Customer, contacts: readonly Contact[] = []): string[] =>
  contacts.map(({ email }) => email).filter((email) => !before.contacts?.some((contact) => contact.email === email))
