import type Stripe from 'stripe'
import { checkCurrency } from '../amounts.ts'
import { type Context, makeId } from '../context.ts'
import type { Form } from '../form-encoding.ts'
import { read } from '../params.ts'
import { invalid, malformed, missing } from '../problem.ts'

const lineSpec = {
  adjustable_quantity: 'hash',
  price: 'text',
  price_data: 'hash',
  quantity: 'integer',
  metadata: 'hash',
} as const
const priceSpec = {
  currency: 'text',
  product: 'text',
  product_data: 'hash',
  tax_behavior: 'text',
  unit_amount: 'integer',
  unit_amount_decimal: 'text',
} as const

/** The lines of a checkout with inline prices. Throws a Problem for an invalid one. */
export function linesFrom(context: Context, forms: Form[] | undefined): Stripe.LineItem[] {
  if (forms === undefined || forms.length === 0) throw missing('line_items')
  const lines = forms.map((form, index) => {
    const within = `line_items[${index}]`
    const line = read(form, lineSpec, within)
    if (!line.price_data) throw missing(`${within}[price_data]`)
    const price = read(line.price_data, priceSpec, `${within}[price_data]`)
    if (price.currency === undefined) throw missing(`${within}[price_data][currency]`)
    if (price.unit_amount === undefined) throw missing(`${within}[price_data][unit_amount]`)
    const { name = null } = read(
      price.product_data ?? {},
      { name: 'text', description: 'text', images: 'texts', metadata: 'hash', tax_code: 'text' },
      `${within}[price_data][product_data]`,
    )
    if (name === null) throw missing(`${within}[price_data][product_data][name]`)
    const quantity = line.quantity ?? 1
    if (quantity < 1 || price.unit_amount < 0)
      throw malformed(
        'parameter_invalid_integer',
        `${within}[quantity]`,
        'This value must be greater than or equal to 1.',
      )
    return lineItem(context, name, checkCurrency(price.currency), price.unit_amount, quantity)
  })
  const other = lines.find(({ currency }) => currency !== lines[0]?.currency)
  if (other) throw invalid('All line items must use the same currency.', { param: 'line_items' })
  return lines
}

function lineItem(
  context: Context,
  description: string,
  currency: string,
  unitAmount: number,
  quantity: number,
): Stripe.LineItem {
  const total = unitAmount * quantity
  return {
    id: makeId(context, 'li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency,
    description,
    metadata: {},
    price: {
      id: makeId(context, 'price'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: context.now,
      currency,
      custom_unit_amount: null,
      livemode: context.livemode,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: makeId(context, 'prod', 14),
      recurring: null,
      tax_behavior: 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: unitAmount,
      unit_amount_decimal: String(unitAmount),
    } as unknown as Stripe.Price,
    quantity,
  }
}
