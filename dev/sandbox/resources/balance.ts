import type Stripe from 'stripe'
import { allOf, type Context, findOr404 } from '../context.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { route } from '../route.ts'

function balance(context: Context): Stripe.Balance {
  const sums: Record<'available' | 'pending', Map<string, number>> = { available: new Map(), pending: new Map() }
  for (const { available_on, currency, net } of allOf(context, 'balance_transaction')) {
    const sum = sums[available_on <= context.now ? 'available' : 'pending']
    sum.set(currency, (sum.get(currency) ?? 0) + net)
  }
  const amounts = (sum: Map<string, number>) => {
    const entries = sum.size === 0 ? [[context.account.currency, 0] as const] : [...sum]
    return entries.map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
  }
  return {
    object: 'balance',
    available: amounts(sums.available),
    livemode: context.livemode,
    pending: amounts(sums.pending),
  }
}

/** A balance transaction with its status derived from the clock: it becomes available after some days. */
const asOfNow = (context: Context, movement: Stripe.BalanceTransaction): Stripe.BalanceTransaction => ({
  ...movement,
  status: movement.available_on <= context.now ? 'available' : 'pending',
})

export const balanceRoutes = [
  route('GET', '/v1/balance', {}, balance),
  route(
    'GET',
    '/v1/balance_transactions',
    { ...datedPageSpec, currency: 'text', source: 'text', type: 'text', payout: 'text' },
    (context, { currency, source, type, payout: _payout, ...page }) => {
      const found = listOf(
        context,
        'balance_transaction',
        page,
        (movement) =>
          (currency === undefined || movement.currency === currency) &&
          (source === undefined || movement.source === source) &&
          (type === undefined || movement.type === type),
      )
      return { ...found, data: found.data.map((movement) => asOfNow(context, movement)) }
    },
  ),
  route('GET', '/v1/balance_transactions/:', {}, (context, _input, id = '') =>
    asOfNow(context, findOr404(context, 'balance_transaction', id)),
  ),
]
