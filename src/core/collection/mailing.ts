import type { Customer } from '../customers/customer.ts'
import { addressOf } from '../invoices/address-of.ts'
import type { MailKind } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { reasonNotToAsk } from './reminders.ts'

/**
 * Why an ordered mail must not be sent to an address after all, checked just before sending; null if it may. The customer is null
 * once deleted.
 */
export function reasonNotToMail(
  invoice: IssuedInvoice,
  mail: MailKind,
  nowMs: number,
  customer?: Customer | null,
  to: string | null = addressOf(invoice),
): string | null {
  return reasonOfState(invoice, mail, nowMs, customer) ?? reasonOfAddress(mail, to, customer)
}

function reasonOfState(
  invoice: IssuedInvoice,
  mail: MailKind,
  nowMs: number,
  customer?: Customer | null,
): string | null {
  switch (mail) {
    case 'reminder':
      return reasonNotToAsk(invoice, nowMs, customer)
    case 'payment_failed':
    case 'action_required':
      if (customer === null) return 'customer_deleted'
      return invoice.status === 'open' || invoice.status === 'uncollectible' ? null : invoice.status
    case 'invoice':
    case 'fresh_link':
      return invoice.status === 'void' ? 'void' : null
    case 'receipt':
      return null
  }
}

/**
 * An address that was refused before is mailed only when somebody asks: the merchant by `send`, the payer for a fresh link.
 */
function reasonOfAddress(mail: MailKind, to: string | null, customer?: Customer | null): string | null {
  if (!to) return 'no_email_address'
  const isRequested = mail === 'invoice' || mail === 'fresh_link'
  return !isRequested && customer?.refusedAddresses?.includes(to) ? 'address_refused' : null
}

/** Whether the reason is about one address, so that others may be mailed all the same. */
export const isAboutAddress = (reason: string): boolean => reason === 'no_email_address' || reason === 'address_refused'
