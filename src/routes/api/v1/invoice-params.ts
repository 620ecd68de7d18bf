import type { InvoiceInput } from '../../../core/invoices/content.ts'
import { isMethodType } from '../../../core/payments/methods.ts'
import { refuse } from '../../../core/result.ts'
import {
  boolean,
  currency,
  emptyable,
  instant,
  integer,
  list,
  nested,
  oneOf,
  prose,
  text,
} from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Kind, type Params, required } from '../../../http/params/table.ts'
import { customFields, discounts, returnUrl } from './shared-params.ts'

const methodType: Kind<string> = (value, param) => {
  const read = text(40)(value, param)
  if (!read.ok || isMethodType(read.value)) return read
  return refuse('parameter_invalid', {
    param,
    values: { reason: `${read.value} is not a payment method type we know` },
  })
}

/** Accepted only with the values that hold anyway; other values are refused, not ignored. */
const fixedParams = {
  automatic_tax: nested({ enabled: required(only(false)) }),
  issuer: nested({ type: required(oneOf('self')) }),
  rendering: nested({
    amount_tax_display: emptyable(oneOf('include_inclusive_tax')),
    pdf: nested({ page_size: oneOf('auto') }),
  }),
}

export const updateParams = {
  ...fixedParams,
  attach_documents: emptyable(boolean),
  auto_advance: boolean,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  custom_fields: emptyable(customFields),
  days_until_due: integer({ least: 0, most: 3650 }),
  default_payment_method: emptyable(text(200)),
  default_tax_rates: emptyable(list(text(200), 5)),
  description: emptyable(prose(1500)),
  discounts: emptyable(discounts),
  due_date: instant,
  footer: emptyable(prose(5000)),
  metadata,
  minimum_payment_percent: emptyable(integer({ least: 1, most: 100 })),
  number: emptyable(
    text(26, { pattern: /^[\w./ -]*[\w]$/, reason: 'it may hold letters, digits, dots, slashes and hyphens' }),
  ),
  payment_settings: nested({ payment_method_types: emptyable(list(methodType, 20)) }),
  purchase_order: emptyable(text(100)),
  return_url: emptyable(returnUrl),
  statement_descriptor: emptyable(
    text(22, {
      pattern: /^[^<>"'\\*]*[A-Za-z][^<>"'\\*]*$/,
      reason: 'it must hold a letter and none of < > \\ \' " *',
    }),
  ),
}

export const createParams = {
  ...updateParams,
  currency,
  /** Required, unless the invoice is a revision: then it is the original's. */
  customer: text(200),
  from_invoice: nested({ action: required(oneOf('revision')), invoice: required(text(200)) }),
  pending_invoice_items_behavior: oneOf('exclude', 'include'),
}

export const inputOf = (params: Params<typeof updateParams>): InvoiceInput => {
  const input = {
    collectionMethod: params.collection_method,
    daysUntilDue: params.days_until_due,
    dueAt: params.due_date,
    autoAdvance: params.auto_advance,
    memo: params.description,
    footer: params.footer,
    customFields: params.custom_fields,
    purchaseOrder: params.purchase_order,
    discounts: params.discounts,
    defaultTaxRates: params.default_tax_rates,
    metadata: params.metadata,
    numberOverride: params.number,
    defaultPaymentMethod: params.default_payment_method,
    paymentMethodTypes: params.payment_settings?.payment_method_types,
    statementDescriptor: params.statement_descriptor,
    returnUrl: params.return_url,
    attachDocuments: params.attach_documents,
    minimumPaymentPercent: params.minimum_payment_percent,
  }
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

function only(expected: boolean): Kind<boolean> {
  return (value, param) => {
    const read = boolean(value, param)
    if (!read.ok || read.value === expected) return read
    return refuse('parameter_invalid', { param, values: { reason: `it can only be ${expected}` } })
  }
}
