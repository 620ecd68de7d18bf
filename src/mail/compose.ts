import type { Account } from '../core/accounts/account.ts'
import type { Customer } from '../core/customers/customer.ts'
import type { MailKind } from '../core/invoices/events.ts'
import type { IssuedInvoice } from '../core/invoices/invoice.ts'
import { offer } from '../core/payments/offer.ts'
import { actionRequiredMail } from '../views/emails/action-required-mail.ts'
import { freshLinkMail } from '../views/emails/fresh-link-mail.ts'
import { invoiceMail } from '../views/emails/invoice-mail.ts'
import type { MailPdf, MailProps } from '../views/emails/letter.ts'
import type { Mail } from '../views/emails/mail.ts'
import { paymentFailedMail } from '../views/emails/payment-failed-mail.ts'
import { receiptMail } from '../views/emails/receipt-mail.ts'
import { reminderMail } from '../views/emails/reminder-mail.ts'
import { customerOf } from '../views/reader.ts'

const templates: Readonly<Record<MailKind, (props: MailProps) => Mail>> = {
  invoice: invoiceMail,
  reminder: reminderMail,
  receipt: receiptMail,
  payment_failed: paymentFailedMail,
  action_required: actionRequiredMail,
  fresh_link: freshLinkMail,
}

type MailInput = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly customer: Customer | null
  /** Whether the account has a provider that takes payments online. */
  readonly hasProvider: boolean
  readonly url: string | null
  readonly pdf: MailPdf | null
  readonly now: number
  readonly origin: string
  readonly paymentId?: string
  readonly step?: string
}

/** Writes a mail in the first of the customer's languages that we support, else the merchant's. */
export function compose(kind: MailKind, { paymentId, customer, hasProvider, ...input }: MailInput): Mail {
  const { invoice, account } = input
  const payment = invoice.payments.find(({ id }) => id === paymentId)
  const { online, transfer } = offer(account, invoice, { customer, hasProvider })
  return templates[kind]({
    ...input,
    canPay: online.ok,
    transfer,
    payment,
    reader: customerOf(invoice, account, null),
  })
}
