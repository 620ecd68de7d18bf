import type Stripe from 'stripe'
import { type Context, idOf } from '../context.ts'
import { invalid } from '../problem.ts'
import { cardWithNumber, type TestCard } from '../tables/cards.ts'
import { isMethodType, type MethodType } from '../tables/methods.ts'

/** Throws a Problem for a method that was detached or used up. */
export function refuseSpent({ data }: Context, method: Stripe.PaymentMethod): void {
  if (data.secrets[method.id]?.isSpent)
    throw invalid(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    )
}

/** The test card behind a payment method. */
export function cardBehind({ data }: Context, method: Stripe.PaymentMethod): TestCard {
  const card = cardWithNumber(data.secrets[method.id]?.number ?? '')
  if (!card) throw new Error(`There is no test card behind ${method.id}.`)
  return card
}

/** Throws a Problem for a method that is attached to another customer. */
export function refuseForeign(method: Stripe.PaymentMethod, customerId: string | null): void {
  const owner = idOf(method.customer)
  if (owner === null || owner === customerId) return
  if (customerId === null)
    throw invalid(
      `The PaymentMethod ${method.id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter.`,
      { param: 'payment_method' },
    )
  throw invalid(`The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customerId}.`, {
    param: 'payment_method',
  })
}

export const methodTypeOf = ({ type }: Stripe.PaymentMethod): MethodType => {
  if (!isMethodType(type)) throw new Error(`${type} is not a payment method of this provider.`)
  return type
}
