import { createInvoiceItem } from '../../../actions/invoice-items/create-invoice-item.ts'
import { deleteInvoiceItem } from '../../../actions/invoice-items/delete-invoice-item.ts'
import { updateInvoiceItem } from '../../../actions/invoice-items/update-invoice-item.ts'
import type { InvoiceItem } from '../../../core/invoices/item.ts'
import type { ItemInput } from '../../../core/invoices/item-line.ts'
import { largestAmountMinor } from '../../../core/money/money.ts'
import { ok, type Result, refuse } from '../../../core/result.ts'
import {
  boolean,
  currency,
  decimal,
  emptyable,
  instant,
  integer,
  list,
  nested,
  prose,
  text,
} from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Params, required } from '../../../http/params/table.ts'
import { call, type ObjectApi } from './object-api.ts'
import { invoiceItemObject } from './objects/invoice-item.ts'
import { discounts, mapped } from './shared-params.ts'

const amount = integer({ least: -largestAmountMinor, most: largestAmountMinor })
const unitAmountDecimal = decimal({ signed: true })

const updateParams = {
  amount,
  description: emptyable(prose(5000)),
  discountable: boolean,
  discounts: emptyable(discounts),
  metadata,
  period: nested({ end: required(instant), start: required(instant) }),
  // Products do not exist here: the id is stored as the merchant's own reference.
  price_data: nested({
    currency: required(currency),
    product: text(200),
    unit_amount: amount,
    unit_amount_decimal: unitAmountDecimal,
  }),
  quantity: integer({ least: 0, most: largestAmountMinor }),
  quantity_decimal: decimal(),
  tax_rates: emptyable(list(text(200), 10)),
  unit_amount_decimal: unitAmountDecimal,
}

const createParams = { ...updateParams, currency, customer: text(200), invoice: text(200) }

/** Pairs of mutually exclusive parameters. */
const exclusive = [
  ['amount', 'quantity'],
  ['amount', 'quantity_decimal'],
  ['amount', 'unit_amount_decimal'],
  ['amount', 'price_data'],
  ['unit_amount_decimal', 'price_data'],
  ['quantity', 'quantity_decimal'],
] as const

function inputOf(params: Params<typeof updateParams>): Result<ItemInput> {
  const clash = exclusive.find((pair) => pair.every((name) => params[name] !== undefined))
  if (clash) return refuse('parameters_exclusive', { param: clash[0], values: { other: clash[1] } })
  const { price_data: priceData, unit_amount_decimal, quantity } = params
  if (priceData?.unit_amount !== undefined && priceData.unit_amount_decimal !== undefined) {
    return refuse('parameters_exclusive', {
      param: 'price_data[unit_amount]',
      values: { other: 'price_data[unit_amount_decimal]' },
    })
  }
  const ofData = priceData?.unit_amount_decimal ?? priceData?.unit_amount?.toString()
  if (priceData && ofData === undefined) return refuse('parameter_missing', { param: 'price_data[unit_amount]' })
  return ok({
    price: {
      amountMinor: params.amount,
      unitAmount: unit_amount_decimal ?? ofData,
      quantity: params.quantity_decimal ?? quantity?.toString(),
    },
    product: priceData?.product,
    description: params.description,
    discountable: params.discountable,
    discounts: params.discounts,
    metadata: params.metadata,
    period: params.period,
    taxRates: params.tax_rates,
  })
}

/** Whether an item waits for an invoice. */
const pending = mapped(boolean, (isPending) => ({ isNull: isPending }))

export const invoiceItem: ObjectApi<InvoiceItem> = {
  path: '/invoiceitems',
  noun: 'invoiceitem',
  filters: {
    customer: ['customerId', text(200)],
    invoice: ['invoiceId', text(200)],
    pending: ['invoiceId', pending],
  },
  create: call(createParams, async (deps, unit, id, params) => {
    const input = inputOf(params)
    if (!input.ok) return input
    const { customer: customerId, invoice: invoiceId, currency, price_data } = params
    if (currency && price_data && price_data.currency !== currency) {
      return refuse('currency_mismatch', { param: 'price_data[currency]', values: { currency } })
    }
    const requested = currency ?? price_data?.currency
    return createInvoiceItem(deps, unit, { id, customerId, invoiceId, currency: requested, input: input.value })
  }),
  update: call(updateParams, async (deps, unit, itemId, params) => {
    const input = inputOf(params)
    if (!input.ok) return input
    return updateInvoiceItem(deps, unit, { itemId, currency: params.price_data?.currency, input: input.value })
  }),
  delete: (deps, unit, itemId) => deleteInvoiceItem(deps, unit, { itemId }),
  show: invoiceItemObject,
  expandable: { customer: 'customer', discounts: 'discount', invoice: 'invoice', test_clock: 'end' },
}
