import type { Account } from '../accounts/account.ts'
import { netDays, type Terms, termsOfDays } from '../calendar/terms.ts'
import type { Coupon } from '../catalog/coupon.ts'
import type { TaxRateRecord } from '../catalog/tax-rate.ts'
import type { CollectionMethod } from '../collection/collection-method.ts'
import { usualCollection } from '../customers/automatic-payment.ts'
import type { Customer } from '../customers/customer.ts'
import { isReturnAllowed } from '../links/return-origin.ts'
import { type MetadataChange, mergeMetadata } from '../metadata.ts'
import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import { chosenRates } from '../tax/chosen-rates.ts'
import { choose, type DiscountChoice } from './discounts.ts'
import type { CustomField, InvoiceContent } from './invoice.ts'

/** An invoice's fields as a merchant sends them, without lines; null unsets. Instants in ms since 1970. */
export type InvoiceInput = {
  readonly collectionMethod?: CollectionMethod
  readonly daysUntilDue?: number
  readonly dueAt?: number
  readonly autoAdvance?: boolean
  readonly memo?: string | null
  readonly footer?: string | null
  readonly customFields?: readonly CustomField[] | null
  readonly purchaseOrder?: string | null
  readonly discounts?: readonly DiscountChoice[] | null
  readonly defaultTaxRates?: readonly string[] | null
  readonly metadata?: MetadataChange
  readonly numberOverride?: string | null
  readonly defaultPaymentMethod?: string | null
  readonly paymentMethodTypes?: readonly string[] | null
  readonly statementDescriptor?: string | null
  readonly returnUrl?: string | null
  readonly attachDocuments?: boolean | null
  readonly minimumPaymentPercent?: number | null
}

/** What the input is validated against. */
type Known = {
  readonly account: Account
  readonly customer: Customer | null
  readonly coupons: ReadonlyMap<string, Coupon>
  readonly taxRates: ReadonlyMap<string, TaxRateRecord>
  readonly isNumberTaken: boolean
  readonly currency: Currency
  readonly now: number
  readonly newDiscountId: () => string
}

type ContentChanges = { readonly content: Partial<InvoiceContent>; readonly redeemed: readonly Coupon[] }

/** The content of a new invoice without input. */
export const blankContent = (account: Account, customer: Customer): InvoiceContent => ({
  collectionMethod: usualCollection(customer),
  terms: usualCollection(customer) === 'send_invoice' ? termsOfDays(account.daysUntilDue) : null,
  lines: [],
  discounts: [],
  defaultTaxRates: [],
  memo: account.memo,
  footer: customer.invoiceFooter ?? account.footer,
  customFields: customer.invoiceCustomFields.length > 0 ? customer.invoiceCustomFields : account.customFields,
  purchaseOrder: null,
  metadata: {},
  autoAdvance: null,
  defaultPaymentMethod: null,
  paymentMethodTypes: null,
  statementDescriptor: null,
  returnUrl: null,
  numberOverride: null,
  attachDocuments: null,
  minimumPaymentPercent: null,
})

/** Validates the input and returns the changed content, without fields that were not sent. */
export function contentChanges(input: InvoiceInput, before: InvoiceContent, known: Known): Result<ContentChanges> {
  const { account, customer, coupons, taxRates, currency, now, newDiscountId } = known
  const terms = termsOf(input, before, account)
  if (!terms.ok) return terms
  const metadata = mergeMetadata(before.metadata, input.metadata)
  if (!metadata.ok) return metadata
  const rates = chosenRates(input.defaultTaxRates ?? [], taxRates, 'default_tax_rates')
  if (!rates.ok) return rates
  const chosen = choose(input.discounts ?? [], {
    before: before.discounts,
    coupons,
    currency,
    now,
    newId: newDiscountId,
  })
  if (!chosen.ok) return chosen
  const method = input.defaultPaymentMethod
  if (method && !customer?.methods.some(({ id }) => id === method)) {
    return refuse('resource_missing', {
      param: 'default_payment_method',
      values: { noun: 'PaymentMethod', id: method },
    })
  }
  if (input.returnUrl && !isReturnAllowed(account, input.returnUrl)) {
    return refuse('return_url_not_allowed', { param: 'return_url' })
  }
  if (known.isNumberTaken) return refuse('invoice_number_taken', { param: 'number' })
  return ok({
    redeemed: chosen.value.redeemed,
    content: definedOnly({
      collectionMethod: input.collectionMethod,
      terms: terms.value,
      discounts: input.discounts === undefined ? undefined : chosen.value.discounts,
      defaultTaxRates: input.defaultTaxRates === undefined ? undefined : rates.value,
      memo: input.memo,
      footer: input.footer,
      customFields: input.customFields === null ? [] : input.customFields,
      purchaseOrder: input.purchaseOrder,
      metadata: input.metadata === undefined ? undefined : metadata.value,
      autoAdvance: input.autoAdvance,
      defaultPaymentMethod: method,
      paymentMethodTypes: input.paymentMethodTypes,
      statementDescriptor: input.statementDescriptor,
      returnUrl: input.returnUrl,
      numberOverride: input.numberOverride,
      attachDocuments: input.attachDocuments,
      minimumPaymentPercent: input.minimumPaymentPercent,
    }),
  })
}

/** The terms sent, or those that follow from a new collection method; undefined leaves them unchanged. */
function termsOf(input: InvoiceInput, before: InvoiceContent, account: Account): Result<Terms | null | undefined> {
  const { daysUntilDue, dueAt, collectionMethod = before.collectionMethod } = input
  if (daysUntilDue !== undefined && dueAt !== undefined) {
    return refuse('parameters_exclusive', { param: 'due_date', values: { other: 'days_until_due' } })
  }
  if (dueAt !== undefined) return ok({ kind: 'at', at: dueAt })
  if (daysUntilDue !== undefined && collectionMethod === 'charge_automatically') {
    const reason = 'it is only for invoices of collection_method=send_invoice'
    return refuse('parameter_invalid', { param: 'days_until_due', values: { reason } })
  }
  if (daysUntilDue !== undefined) return netDays(daysUntilDue)
  if (input.collectionMethod === 'send_invoice' && before.terms === null) return netDays(account.daysUntilDue)
  const isNowCharged = input.collectionMethod === 'charge_automatically' && before.collectionMethod === 'send_invoice'
  return ok(isNowCharged && before.terms !== null ? null : undefined)
}

type Maybe<T> = { readonly [K in keyof T]?: T[K] | undefined }

const definedOnly = (content: Maybe<InvoiceContent>): Partial<InvoiceContent> =>
  Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined))
