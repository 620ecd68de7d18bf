import type Stripe from 'stripe'
import { type Context, makeId, save } from '../context.ts'
import { bankDaysAfter } from '../scheduled-operations.ts'

type Movement = {
  readonly type: Stripe.BalanceTransaction['type']
  readonly category: string
  readonly amountMinor: number
  readonly feeMinor: number
  readonly currency: string
  readonly source: string
  readonly description: string | null
  readonly isAvailable?: boolean
}

/** Records a balance transaction; amounts are in minor units, negative where money leaves. */
export function postMoney(context: Context, movement: Movement): Stripe.BalanceTransaction {
  const { amountMinor, feeMinor, currency, isAvailable = amountMinor < 0 } = movement
  return save(context, 'balance_transaction', {
    id: makeId(context, 'txn'),
    object: 'balance_transaction',
    amount: amountMinor,
    available_on: isAvailable ? context.now : Math.floor(bankDaysAfter(context.nowMs, 2) / 1000),
    balance_type: 'payments',
    created: context.now,
    currency,
    description: movement.description,
    exchange_rate: null,
    fee: feeMinor,
    fee_details:
      feeMinor === 0
        ? []
        : [{ amount: feeMinor, application: null, currency, description: 'Processing fees', type: 'stripe_fee' }],
    net: amountMinor - feeMinor,
    reporting_category: movement.category,
    source: movement.source,
    status: isAvailable ? 'available' : 'pending',
    type: movement.type,
  })
}
