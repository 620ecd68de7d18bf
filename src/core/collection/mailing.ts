import type { MailKind } from '../invoices/events.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { reasonNotToRemind } from './reminders.ts'

/** Why a mail that was due must not leave after all; null when it may. Asked just before it leaves. */
export function reasonNotToMail(invoice: IssuedInvoice, mail: MailKind, isCustomerDeleted = false): string | null {
  if (!invoice.buyer.email) return 'no_email_address'
  switch (mail) {
    case 'reminder':
      return reasonNotToRemind(invoice, isCustomerDeleted)
    case 'payment_failed':
    case 'action_required':
      if (isCustomerDeleted) return 'customer_deleted'
      return invoice.status === 'open' || invoice.status === 'uncollectible' ? null : invoice.status
    case 'invoice':
    case 'fresh_link':
      return invoice.status === 'void' ? 'void' : null
    case 'receipt':
      return null
  }
}
