import type { Account } from '../accounts/account.ts'
import { dayIn } from '../calendar/zone.ts'
import type { Customer } from '../customers/customer.ts'
import { unsettledOf } from '../payments/payment.ts'
import { ok, type Result, refuse } from '../result.ts'
import { amountPaidMinor } from './amounts.ts'
import { dueDate } from './due-date.ts'
import { type Invoice, type InvoiceContent, type InvoiceLine, type IssuedInvoice, isPayable } from './invoice.ts'
import type { Discount } from './lines.ts'
import { purchaseOrderOf } from './purchase-order.ts'

/**
 * The invoice that is to be revised. Refuses `invoice_not_open` unless it is open or uncollectible, `payment_in_progress` while money is
 * on its way, and `invoice_paid_not_voidable` once some was received: the revision would ask for it again.
 */
export function revisable(invoice: Invoice): Result<IssuedInvoice> {
  if (!isPayable(invoice)) return refuse('invoice_not_open', { param: 'from_invoice' })
  if (unsettledOf(invoice.payments)?.status === 'processing')
    return refuse('payment_in_progress', { param: 'from_invoice' })
  return amountPaidMinor(invoice) > 0 ? refuse('invoice_paid_not_voidable', { param: 'from_invoice' }) : ok(invoice)
}

export type Copying = {
  readonly account: Account
  readonly customer: Customer
  /** In ms since 1970. */
  readonly now: number
  readonly newId: (kind: 'invoiceLine' | 'invoiceitem' | 'discount') => string
}

/**
 * What a revision has of the original until it is changed. Its number is a new one, and a fixed due date that has passed is left out,
 * since nothing can be issued with it.
 */
export function copiedContent(original: IssuedInvoice, { account, customer, now, newId }: Copying): InvoiceContent {
  const copied = (discount: Discount): Discount => ({ ...discount, id: newId('discount') })
  const { terms, defaultPaymentMethod } = original
  const { timeZone } = account
  const isPast = terms !== null && dueDate(terms, timeZone, now).day < dayIn(timeZone, now)
  const isMethodKept = customer.methods.some(({ id }) => id === defaultPaymentMethod)
  return {
    collectionMethod: original.collectionMethod,
    terms: isPast ? null : terms,
    lines: original.lines.map(
      (line): InvoiceLine => ({
        ...line,
        id: newId('invoiceLine'),
        itemId: newId('invoiceitem'),
        discounts: line.discounts.map(copied),
      }),
    ),
    discounts: original.discounts.map(copied),
    defaultTaxRates: original.defaultTaxRates,
    memo: original.memo,
    footer: original.footer,
    customFields: original.customFields,
    purchaseOrder: purchaseOrderOf(original),
    metadata: original.metadata,
    autoAdvance: original.autoAdvance,
    defaultPaymentMethod: isMethodKept ? defaultPaymentMethod : null,
    paymentMethodTypes: original.paymentMethodTypes,
    statementDescriptor: original.statementDescriptor,
    returnUrl: original.returnUrl,
    numberOverride: null,
    attachDocuments: original.attachDocuments ?? null,
    minimumPaymentPercent: original.minimumPaymentPercent ?? null,
  }
}
