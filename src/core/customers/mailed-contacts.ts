import type { MailKind } from '../invoices/events.ts'
import { type Contact, type ContactRole, isSame } from './contacts.ts'
import type { Customer } from './customer.ts'

/** The role that a kind of mail needs; others go to those alone who get everything. A fresh link is for who asked for it. */
const roleOf: Readonly<Record<MailKind, ContactRole | null>> = {
  invoice: 'invoices',
  receipt: 'receipts',
  reminder: 'reminders',
  payment_failed: 'everything',
  action_required: 'everything',
  fresh_link: null,
}

/** Whether a contact gets mails of a kind. */
export function isMailed({ roles }: Contact, mail: MailKind): boolean {
  const role = roleOf[mail]
  return role !== null && (roles.includes(role) || roles.includes('everything'))
}

/** The contacts who get a mail too, besides the address that it goes to anyway. */
export const contactsMailed = (
  customer: Customer | null | undefined,
  mail: MailKind,
  address: string | null,
): readonly Contact[] =>
  (customer?.contacts ?? []).filter(
    (contact) => isMailed(contact, mail) && (address === null || !isSame(contact.email, address)),
  )

/**
 * The contact to whom a link was mailed, who gets a fresh one themselves; null where the link is the customer's or the merchant's, or of
 * somebody who is no contact any more.
 */
export const contactWithLink = (
  customer: Customer | null | undefined,
  recipient: string | null,
  address: string | null,
): Contact | null =>
  recipient === null || (address !== null && isSame(recipient, address))
    ? null
    : (customer?.contacts?.find(({ email }) => email === recipient) ?? null)
