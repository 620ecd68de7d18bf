import type { Customer } from '../customers/customer.ts'
import { addressOf, isAddressRefused } from '../invoices/address-of.ts'
import type { MailKind } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { reasonNotToRemind } from './reminders.ts'

/**
 * Why an ordered mail must not be sent after all, checked just before sending; null if it may. The customer is null
 * once deleted. An address that was refused before is mailed only when somebody asks: the merchant by `send`, the payer for
 * a fresh link.
 */
export function reasonNotToMail(invoice: IssuedInvoice, mail: MailKind, customer?: Customer | null): string | null {
  if (!addressOf(invoice)) return 'no_email_address'
  const isRequested = mail === 'invoice' || mail === 'fresh_link'
  if (!isRequested && isAddressRefused(invoice, customer)) return 'address_refused'
  switch (mail) {
    case 'reminder':
      return reasonNotToRemind(invoice, customer)
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
