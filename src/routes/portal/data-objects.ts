import type { CustomerData } from '../../actions/customers/customer-data.ts'
import type { SavedMethod } from '../../core/customers/customer.ts'
import { erasureRequestedAt } from '../../core/customers/erasure-request.ts'
import type { MailDone } from '../../core/invoices/events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { InvoiceItem } from '../../core/invoices/item.ts'
import type { Payment } from '../../core/payments/payment.ts'
import { endOf, type PortalSession } from '../../core/portal/session.ts'
import { noExpansion, rendered } from '../api/v1/expansion.ts'
import { customerObject } from '../api/v1/objects/customer.ts'
import { invoiceObject } from '../api/v1/objects/invoice.ts'
import { invoiceItemObject } from '../api/v1/objects/invoice-item.ts'
import { invoicePaymentObject } from '../api/v1/objects/invoice-payment.ts'
import { lineItemObjects } from '../api/v1/objects/line-item.ts'
import { listObject } from '../api/v1/objects/list.ts'
import { seconds, secondsOrNull } from '../api/v1/objects/seconds.ts'
import type { RenderContext } from '../api/v1/render-context.ts'
import type { Visit } from './visit.ts'

type RowOf<Read extends keyof CustomerData> =
  ReturnType<CustomerData[Read]> extends AsyncGenerator<(infer R)[]> ? R : never

type Whose = Pick<Visit, 'customer'>

// What a customer's data looks like in their export: the objects of the API where it has them, with what only the customer is told. No
// address of a page is among them, as whoever has one can open it.

export const exportedCustomer = (context: RenderContext, { customer }: Whose) =>
  rendered(
    {
      ...customerObject(context, customer),
      erasure_requested: secondsOrNull(erasureRequestedAt(customer)),
      payment_provider_customer: customer.providerCustomerId,
      refused_addresses: customer.refusedAddresses ?? [],
      removed_payment_methods: customer.removedMethods ?? [],
    },
    new Map([
      ['invoice_credit_balance', noExpansion],
      ['tax_ids', noExpansion],
    ]),
  )

/** An invoice with all of its lines, and what is known of how it reached the customer. */
export const exportedInvoice = async (context: RenderContext, { customer }: Whose, invoice: Invoice) =>
  rendered(
    {
      ...(await invoiceObject(context, { invoice, customer: isIssued(invoice) ? null : customer, link: null })),
      lines: listObject(lineItemObjects(context, invoice), false, `/v1/invoices/${invoice.id}/lines`),
      ...(isIssued(invoice) && {
        last_viewed: secondsOrNull(invoice.lastViewedAt),
        mailed_to: invoice.mailedTo ?? invoice.buyer.email,
        reminders: invoice.steps,
        sent: secondsOrNull(invoice.sentAt),
        views: invoice.viewCount,
      }),
    },
    noExpansion,
  )

export const exportedItem = (context: RenderContext, item: InvoiceItem) =>
  rendered(invoiceItemObject(context, item), noExpansion)

/** A payment with the method that it was paid with, of which no more is known than its brand and last four digits. */
export const exportedPayment = (context: RenderContext, invoice: IssuedInvoice, payment: Payment) =>
  rendered(
    {
      ...invoicePaymentObject(context, invoice, payment),
      disputes: payment.disputes.map(({ id, amountMinor, status }) => ({ id, amount: amountMinor, status })),
      failure: payment.failure && {
        code: payment.failure.code,
        created: seconds(payment.failure.at),
        decline_code: payment.failure.declineCode,
      },
      initiated_by: payment.kind,
      joint_payment: payment.joint?.paymentId ?? null,
      paid_with: payment.paidWith && {
        brand: payment.paidWith.brand,
        last4: payment.paidWith.last4,
        type: payment.paidWith.type,
      },
      provider: payment.provider,
      provider_status: payment.status,
      receipt_number: payment.receiptNumber ?? null,
      refunds: payment.refunds.map(({ id, amountMinor, status }) => ({ id, amount: amountMinor, status })),
    },
    noExpansion,
  )

export const exportedMethod = (method: SavedMethod) => ({
  id: method.id,
  object: 'payment_method',
  brand: method.brand,
  created: seconds(method.savedAt),
  exp_month: method.expMonth,
  exp_year: method.expYear,
  last4: method.last4,
  type: method.type,
})

/** One change. Those of the customer say what changed; those of invoices and items led to what the other files say. */
export const exportedEvent = ({ id, objectKind, objectId, seq, type, data, at, actor }: RowOf<'history'>) => {
  const { v: _, accountId: __, ...changes } = data
  return {
    id,
    object: 'history_entry',
    about: objectId,
    by: actor.split(':')[0],
    ...(objectKind === 'customer' && { changes }),
    created: seconds(at),
    sequence: seq,
    type,
  }
}

export const exportedMail = ({ id, objectId, type, data, at }: RowOf<'mails'>) => {
  const { mail, to, reason } = data as unknown as MailDone
  return {
    id,
    object: 'mail',
    created: seconds(at),
    invoice: objectId,
    kind: mail,
    reason,
    status: type.slice('mail.'.length),
    to,
  }
}

export const exportedLink = ({
  id,
  invoiceId,
  recipient,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: RowOf<'links'>) => ({
  id,
  object: 'invoice_link',
  created: seconds(createdAt),
  expires_at: seconds(expiresAt),
  invoice: invoiceId,
  last_used: secondsOrNull(lastUsedAt),
  recipient,
  revoked_at: secondsOrNull(revokedAt),
})

export const exportedSession = (session: PortalSession) => ({
  id: session.id,
  object: 'portal_session',
  created: seconds(session.createdAt),
  expires_at: seconds(endOf(session)),
  last_used: secondsOrNull(session.lastUsedAt),
  locale: session.locale,
  return_url: session.returnUrl,
  revoked_at: secondsOrNull(session.endedAt),
  sign_in: session.way,
  user_agent: session.userAgent,
})

export const exportedPasskey = ({ id, createdAt, lastUsedAt, userAgent }: RowOf<'passkeys'>) => ({
  id,
  object: 'passkey',
  created: seconds(createdAt),
  last_used: secondsOrNull(lastUsedAt),
  user_agent: userAgent,
})

export const exportedSignIn = (signIn: RowOf<'signIns'>) => ({
  id: signIn.id,
  object: 'sign_in',
  created: seconds(signIn.createdAt),
  email: signIn.address,
  expires_at: seconds(signIn.expiresAt),
  proven_at: secondsOrNull(signIn.provenAt),
  tries: signIn.tries,
  used_at: secondsOrNull(signIn.usedAt),
})
