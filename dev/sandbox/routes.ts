import { balanceRoutes } from './resources/balance.ts'
import { cashBalanceRoutes } from './resources/cash-balances.ts'
import { chargeRoutes } from './resources/charges.ts'
import { checkoutSessionRoutes } from './resources/checkout-sessions.ts'
import { customerRoutes } from './resources/customers.ts'
import { disputeRoutes } from './resources/disputes.ts'
import { eventRoutes } from './resources/events.ts'
import { mandateRoutes } from './resources/mandates.ts'
import { paymentIntentRoutes } from './resources/payment-intents.ts'
import { paymentMethodRoutes } from './resources/payment-methods.ts'
import { refundRoutes } from './resources/refunds.ts'
import { setupIntentRoutes } from './resources/setup-intents.ts'
import { webhookEndpointRoutes } from './resources/webhook-endpoints.ts'
import type { Route } from './route.ts'

/** All routes of the API. */
const routes: readonly Route[] = [
  ...balanceRoutes,
  ...cashBalanceRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...webhookEndpointRoutes,
]

const byShape = Map.groupBy(routes, ({ method, path }) => `${method} ${path.split('/').length}`)

/** The route for a path and the ids in it, or null. A literal part wins over an id in the same place. */
export function routeFor(method: string, path: string): { route: Route; ids: string[] } | null {
  const parts = path.split('/')
  let best: { route: Route; ids: string[] } | null = null
  for (const route of byShape.get(`${method} ${parts.length}`) ?? []) {
    const ids: string[] = []
    const fits = route.path.split('/').every((part, index) => {
      const sent = parts[index] ?? ''
      if (part !== ':') return part === sent
      ids.push(decoded(sent))
      return sent !== ''
    })
    if (fits && (best === null || ids.length < best.ids.length)) best = { route, ids }
  }
  return best
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
