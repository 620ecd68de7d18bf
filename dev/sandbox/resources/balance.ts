import type Stripe from 'stripe'
import { all, at, type Desk } from '../desk.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { route } from '../route.ts'

function balance(desk: Desk): Stripe.Balance {
  const sums: Record<'available' | 'pending', Map<string, number>> = { available: new Map(), pending: new Map() }
  for (const { available_on, currency, net } of all(desk, 'balance_transaction')) {
    const sum = sums[available_on <= desk.now ? 'available' : 'pending']
    sum.set(currency, (sum.get(currency) ?? 0) + net)
  }
  const amounts = (sum: Map<string, number>) => {
    const entries = sum.size === 0 ? [[desk.account.currency, 0] as const] : [...sum]
    return entries.map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
  }
  return {
    object: 'balance',
    available: amounts(sums.available),
    livemode: desk.livemode,
    pending: amounts(sums.pending),
  }
}

/** A movement becomes available by the mere passing of time. */
const asOfNow = (desk: Desk, movement: Stripe.BalanceTransaction): Stripe.BalanceTransaction => ({
  ...movement,
  status: movement.available_on <= desk.now ? 'available' : 'pending',
})

export const balanceRoutes = [
  route('GET', '/v1/balance', {}, balance),
  route(
    'GET',
    '/v1/balance_transactions',
    { ...datedPageSpec, currency: 'text', source: 'text', type: 'text', payout: 'text' },
    (desk, { currency, source, type, payout: _payout, ...page }) => {
      const found = listOf(
        desk,
        'balance_transaction',
        page,
        (movement) =>
          (currency === undefined || movement.currency === currency) &&
          (source === undefined || movement.source === source) &&
          (type === undefined || movement.type === type),
      )
      return { ...found, data: found.data.map((movement) => asOfNow(desk, movement)) }
    },
  ),
  route('GET', '/v1/balance_transactions/:', {}, (desk, _input, id = '') =>
    asOfNow(desk, at(desk, 'balance_transaction', id)),
  ),
]
