import { oneLine } from '../one-line.ts'
import { type Checked, checked, type FieldError } from './field-error.ts'

/** Of which mails a contact gets a copy. */
export const contactRoles = ['invoices', 'receipts', 'reminders', 'everything'] as const
export type ContactRole = (typeof contactRoles)[number]

/** Somebody besides the customer's own address who gets mails about its invoices, each with a link of their own. */
export type Contact = {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly roles: readonly ContactRole[]
}

export const mostContacts = 10

export type ContactInput = Omit<Contact, 'id'>

/** The contacts of a list; one with a known address stays the same contact. */
export const withIds = (
  inputs: readonly ContactInput[],
  before: readonly Contact[],
  newId: () => string,
): readonly Contact[] =>
  inputs.map((input) => ({
    id: before.find(({ email }) => isSame(email, input.email))?.id ?? newId(),
    name: input.name,
    email: input.email,
    roles: input.roles.includes('everything')
      ? ['everything']
      : contactRoles.filter((role) => input.roles.includes(role)),
  }))

export const isSame = (address: string, other: string): boolean => address.toLowerCase() === other.toLowerCase()

/** A contact as a form has it: text as it was typed. */
export type ContactForm = { readonly name: string; readonly email: string; readonly roles: readonly string[] }

type Known = {
  readonly contacts: readonly Contact[]
  /** Normalizes an address; null if it is none. */
  readonly readAddress: (text: string) => string | null
  readonly newId: () => string
}

/** The contacts that a form says, or all that is wrong with it. One without name and address is taken away. */
export function checkContacts(typed: readonly ContactForm[], known: Known): Checked<readonly Contact[]> {
  const errors: FieldError[] = []
  const inputs: ContactInput[] = []
  for (const [index, contact] of typed.entries()) {
    const refuse = (part: string, fault: FieldError['fault'], more: Partial<FieldError> = {}) =>
      errors.push({ field: `contacts[${index}][${part}]`, fault, ...more })
    const name = oneLine(contact.name.toWellFormed().normalize('NFC'))
    const text = oneLine(contact.email)
    if (name === '' && text === '') continue
    if (name.length > 256) refuse('name', 'too_long', { most: 256 })
    const email = text === '' ? null : known.readAddress(text)
    if (email === null) refuse('email', text === '' ? 'missing' : 'email', { example: 'name@example.com' })
    else if (inputs.some((one) => isSame(one.email, email))) refuse('email', 'email_twice')
    const roles = contactRoles.filter((role) => contact.roles.includes(role))
    if (roles.length === 0) refuse('roles', 'roles')
    inputs.push({ name: name || null, email: email ?? text, roles })
  }
  return checked(withIds(inputs.slice(0, mostContacts), known.contacts, known.newId), errors)
}
