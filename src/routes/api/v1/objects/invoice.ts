import { newestReceiptNumber } from '../../../../core/documents/document.ts'
import {
  amountDueMinor,
  amountOverpaidMinor,
  amountPaidMinor,
  amountRemainingMinor,
} from '../../../../core/invoices/amounts.ts'
import { dueAtOf } from '../../../../core/invoices/due-date.ts'
import { type Invoice, type IssuedInvoice, isIssued, isPayable } from '../../../../core/invoices/invoice.ts'
import type { InvoiceMessage } from '../../../../core/invoices/message.ts'
import type { OtherVersion } from '../../../../core/invoices/other-version.ts'
import { purchaseOrderOf } from '../../../../core/invoices/purchase-order.ts'
import type { Buyer } from '../../../../core/parties.ts'
import { buyerOf, sellerOf } from '../../../../core/parties-of.ts'
import type { Shown } from '../../../../db/screens/api-invoices.ts'
import { paths } from '../../../../paths.ts'
import { type ApiObject, Includable, Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { addressObject, shippingObject } from './address.ts'
import { discountReference } from './discount.ts'
import { eInvoiceObjects } from './e-invoice.ts'
import { invoicePaymentObject } from './invoice-payment.ts'
import { lineItemObjects, onInvoice, taxObject } from './line-item.ts'
import { embeddedList } from './list.ts'
import { seconds, secondsOrNull } from './seconds.ts'

/**
 * Stripe's invoice; `attach_documents`, `buyer_reference`, `e_invoices`, `messages`, `minimum_payment_percent`, `payment_promise`, `purchase_order` and `return_url` are our additions. A draft
 * shows its customer's current details, an issued invoice those at issue.
 */
export async function invoiceObject(context: RenderContext, { invoice, customer, link }: Shown): Promise<ApiObject> {
  const issued = isIssued(invoice) ? invoice : null
  const seller = issued?.seller ?? sellerOf(context.account)
  const discounts = new Map(
    [...invoice.discounts, ...invoice.lines.flatMap((line) => line.discounts)].map((discount) => [
      discount.id,
      discountReference(context, discount, onInvoice(invoice)),
    ]),
  )
  const payments = issued?.payments ?? []
  const { totals } = invoice
  return {
    id: invoice.id,
    object: 'invoice',
    account_country: seller.country,
    account_name: seller.name,
    account_tax_ids: null,
    amount_due: amountDueMinor(invoice),
    amount_overpaid: amountOverpaidMinor(invoice),
    amount_paid: amountPaidMinor(invoice),
    amount_paid_off_stripe: issued ? paidOutOfBandMinor(issued) : 0,
    amount_remaining: amountRemainingMinor(invoice),
    amount_shipping: 0,
    application: null,
    attach_documents: invoice.attachDocuments ?? null,
    attempt_count: issued?.attemptCount ?? 0,
    attempted: payments.some(({ kind }) => kind !== 'out_of_band'),
    auto_advance: invoice.autoAdvance ?? isPayable(invoice),
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    buyer_reference: (issued ? issued.buyer.reference : customer?.buyerReference) ?? null,
    collection_method: invoice.collectionMethod,
    confirmation_secret: new Includable(() => null),
    created: seconds(invoice.createdAt),
    currency: invoice.currency,
    custom_fields: invoice.customFields.length > 0 ? invoice.customFields : null,
    customer: new Reference(invoice.customerId, () => context.object('customer', invoice.customerId)),
    customer_account: null,
    ...buyerFields(issued?.buyer ?? (customer && buyerOf(customer))),
    customer_tax_exempt: issued ? invoice.taxExempt : (customer?.taxExempt ?? invoice.taxExempt),
    default_payment_method: invoice.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: invoice.defaultTaxRates.map(({ id }) => context.object('tax_rate', id)),
    description: invoice.memo,
    discounts: invoice.discounts.map(({ id }) => discounts.get(id)),
    due_date: secondsOrNull(dueAtOf(invoice)),
    e_invoices: await eInvoiceObjects(context, { invoice, customer, link }),
    effective_at: secondsOrNull(issued?.finalizedAt ?? null),
    ending_balance: issued ? issued.startingBalanceMinor + issued.creditAppliedMinor : null,
    footer: invoice.footer,
    from_invoice: invoice.revisionOf
      ? { action: 'revision', invoice: otherVersion(context, invoice.revisionOf) }
      : null,
    hosted_invoice_url: link && (await context.urlOf(link, paths.invoice)),
    invoice_pdf: link && issued?.documents ? await context.urlOf(link, paths.invoicePdf) : null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: 'replacedBy' in invoice && invoice.replacedBy ? otherVersion(context, invoice.replacedBy) : null,
    lines: embeddedList(
      (most) => lineItemObjects(context, invoice, most),
      invoice.lines.length,
      `/v1/invoices/${invoice.id}/lines`,
    ),
    livemode: context.livemode,
    messages: (issued?.messages ?? []).map(messageObject),
    metadata: invoice.metadata,
    minimum_payment_percent: invoice.minimumPaymentPercent ?? null,
    next_payment_attempt: secondsOrNull(issued?.nextChargeAt ?? null),
    number: issued?.number ?? invoice.numberOverride,
    on_behalf_of: null,
    parent: null,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: invoice.paymentMethodTypes,
    },
    payment_promise: promiseObject(issued),
    payments: new Includable(() =>
      embeddedList(
        (most) => payments.slice(0, most).map((payment) => invoicePaymentObject(context, issued!, payment)),
        payments.length,
        `/v1/invoice_payments?invoice=${invoice.id}`,
      ),
    ),
    period_end: seconds(invoice.createdAt),
    period_start: seconds(invoice.createdAt),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    purchase_order: purchaseOrderOf(invoice),
    receipt_number: issued && newestReceiptNumber(issued),
    rendering: {
      amount_tax_display: null,
      pdf: { page_size: 'auto' },
      template: null,
      template_version: null,
    },
    return_url: invoice.returnUrl,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: issued?.startingBalanceMinor ?? 0,
    statement_descriptor: invoice.statementDescriptor,
    status: invoice.status,
    status_transitions: transitions(invoice),
    subtotal: totals.subtotalMinor,
    subtotal_excluding_tax: totals.subtotalExcludingTaxMinor,
    test_clock: null,
    total: totals.totalMinor,
    total_discount_amounts: totals.discounts.map(({ discountId, amountMinor }) => ({
      amount: amountMinor,
      discount: discounts.get(discountId),
    })),
    total_excluding_tax: totals.totalExcludingTaxMinor,
    total_pretax_credit_amounts: totals.discounts.map(({ discountId, amountMinor }) => ({
      amount: amountMinor,
      discount: discounts.get(discountId),
      type: 'discount',
    })),
    total_taxes: totals.taxes.map(taxObject),
    // The creation time, as at Stripe when there are no webhooks to deliver.
    webhooks_delivered_at: seconds(invoice.createdAt),
  }
}

const buyerFields = (buyer: Buyer | null) => ({
  customer_address: addressObject(buyer?.address ?? null),
  customer_email: buyer?.email ?? null,
  customer_name: buyer?.name ?? null,
  customer_phone: buyer?.phone ?? null,
  customer_shipping: shippingObject(buyer?.shipping ?? null),
  customer_tax_ids: buyer?.taxIds ?? [],
})

const otherVersion = (context: RenderContext, { id }: OtherVersion) => new Reference(id, () => context.invoice(id))

const paidOutOfBandMinor = ({ payments }: IssuedInvoice): number =>
  payments.filter(({ kind }) => kind === 'out_of_band').reduce((sum, { allocatedMinor }) => sum + allocatedMinor, 0)

const transitions = (invoice: Invoice) => ({
  finalized_at: 'finalizedAt' in invoice ? seconds(invoice.finalizedAt) : null,
  marked_uncollectible_at: 'markedUncollectibleAt' in invoice ? secondsOrNull(invoice.markedUncollectibleAt) : null,
  paid_at: 'paidAt' in invoice ? secondsOrNull(invoice.paidAt) : null,
  voided_at: 'voidedAt' in invoice ? secondsOrNull(invoice.voidedAt) : null,
})

const promiseObject = (issued: IssuedInvoice | null) =>
  issued?.promise ? { created: seconds(issued.promise.at), pay_on: issued.promise.payOn } : null

const messageObject = ({ id, kind, text, lineId, at }: InvoiceMessage) => ({
  id,
  created: seconds(at),
  kind,
  line: lineId,
  text,
})
