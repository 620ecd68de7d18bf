import { type Contact, type ContactForm, checkContacts } from '../../core/customers/contacts.ts'
import { newAddresses, triedAgain } from '../../core/customers/refused-addresses.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { mailAddress } from '../../mail-address.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeOwnDetails, type FormOutcome } from './change-own-details.ts'

type ToUpdate = { readonly customerId: string; readonly version: number; readonly form: readonly ContactForm[] }

/** Saves who else gets a customer's mails, as the customer wrote it. */
export const updateContacts = (
  deps: Deps,
  unit: UnitOfWork,
  { customerId, version, form }: ToUpdate,
): Promise<Result<FormOutcome>> =>
  changeOwnDetails(deps, unit, {
    customerId,
    version,
    check: ({ contacts = [] }) => {
      const known = { contacts, readAddress: mailAddress, newId: () => deps.newId('contact') }
      const read = checkContacts(form, known)
      // None at all is what a customer without contacts has already.
      return read.ok
        ? { ok: true, value: contacts.length + read.value.length > 0 ? { contacts: read.value } : {} }
        : read
    },
    alsoDecided: (customer, { contacts }) => triedAgain(customer, newAddresses(customer, contacts as Contact[])),
  })
