import { type BillingDetailsForm, mostTaxIds } from '../../core/customers/billing-details.ts'
import { type ContactForm, mostContacts } from '../../core/customers/contacts.ts'
import { changeCountry } from '../../views/portal/billing-details-form.tsx'
import type { Wire, WireObject } from '../wire/wire.ts'

/** What a customer sent of a form about themselves, and the version of their details that it showed. */
type Sent<Form> = { readonly version: number; readonly form: Form }

/** The billing details as typed; what the browser did not send is empty. Only the fields' values are judged, by the core. */
export function readBillingDetailsForm(wire: WireObject): Sent<BillingDetailsForm> & { readonly isToSave: boolean } {
  const address = partOf(wire.get('address'))
  return {
    version: versionIn(wire),
    isToSave: !wire.has(changeCountry.name),
    form: {
      name: textIn(wire, 'name'),
      phone: textIn(wire, 'phone'),
      address: {
        line1: textIn(address, 'line1'),
        line2: textIn(address, 'line2'),
        city: textIn(address, 'city'),
        state: textIn(address, 'state'),
        postalCode: textIn(address, 'postal_code'),
        country: textIn(address, 'country'),
      },
      language: textIn(wire, 'language'),
      timeZone: textIn(wire, 'time_zone'),
      taxIds: rowsIn(wire, 'tax_ids', mostTaxIds).map((row) => ({
        type: textIn(row, 'type'),
        value: textIn(row, 'value'),
      })),
    },
  }
}

/** The contacts as typed. */
export const readContactsForm = (wire: WireObject): Sent<readonly ContactForm[]> => ({
  version: versionIn(wire),
  form: rowsIn(wire, 'contacts', mostContacts).map((row) => ({
    name: textIn(row, 'name'),
    email: textIn(row, 'email'),
    roles: [...partOf(row.get('roles')).values()].filter((role) => typeof role === 'string'),
  })),
})

const partOf = (value: Wire | undefined): WireObject => (value instanceof Map ? value : new Map())

const textIn = (wire: WireObject, name: string): string => {
  const value = wire.get(name)
  return typeof value === 'string' ? value : ''
}

/** A form without its version was shown before everything. */
const versionIn = (wire: WireObject): number => {
  const text = textIn(wire, 'version')
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

/** The rows of a list by their places: `contacts[0]`, `contacts[1]`. */
const rowsIn = (wire: WireObject, name: string, most: number): WireObject[] => {
  const list = partOf(wire.get(name))
  return Array.from({ length: most }, (_, place) => list.get(String(place)))
    .filter((row) => row !== undefined)
    .map(partOf)
}
