import type { Discount } from '../../../../core/invoices/lines.ts'
import { Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds } from './seconds.ts'

/** What a discount applies to: an invoice, an invoice's item, or a pending item. */
type Discounted = {
  readonly customerId: string
  readonly invoiceId: string | null
  readonly itemId: string | null
  readonly createdAt: number
}

/** A discount is stored in its parent, so its reference needs no query. */
export const discountReference = (context: RenderContext, discount: Discount, on: Discounted): Reference =>
  new Reference(discount.id, async () => ({
    id: discount.id,
    object: 'discount',
    checkout_session: null,
    customer: new Reference(on.customerId, () => context.object('customer', on.customerId)),
    customer_account: null,
    end: null,
    invoice: on.invoiceId,
    invoice_item: on.itemId,
    promotion_code: null,
    source: {
      coupon:
        discount.couponId === null
          ? null
          : new Reference(discount.couponId, () => context.object('coupon', discount.couponId!)),
      type: 'coupon',
    },
    start: seconds(on.createdAt),
    subscription: null,
    subscription_item: null,
  }))
