import type Stripe from 'stripe'
import { bankDaysAfter } from '../agenda.ts'
import { type Desk, keep, makeId } from '../desk.ts'

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

/** Writes a movement of the account's balance; amounts are minor units, negative where money leaves. */
export function postMoney(desk: Desk, movement: Movement): Stripe.BalanceTransaction {
  const { amountMinor, feeMinor, currency, isAvailable = amountMinor < 0 } = movement
  return keep(desk, 'balance_transaction', {
    id: makeId(desk, 'txn'),
    object: 'balance_transaction',
    amount: amountMinor,
    available_on: isAvailable ? desk.now : Math.floor(bankDaysAfter(desk.nowMs, 2) / 1000),
    balance_type: 'payments',
    created: desk.now,
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
