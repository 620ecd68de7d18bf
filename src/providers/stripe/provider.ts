import type { ProviderCredentials } from '../../env.ts'
import type { Runtime } from '../../runtime.ts'
import type { OnlineProvider } from '../provider.ts'
import { charge } from './charge.ts'
import { closeCheckout, openCheckout } from './checkout.ts'
import { stripeClient } from './client.ts'
import { createCustomer } from './customer.ts'
import type { StripeDesk } from './desk.ts'
import { listMessages } from './list-messages.ts'
import { lookUp, search } from './look-up.ts'
import { attachMethod, method } from './method.ts'
import { readEvent } from './read-event.ts'
import { verify } from './verify.ts'

/** Stripe as a payment provider, with one merchant's key. */
export function stripeProvider(credentials: ProviderCredentials, world: Runtime): OnlineProvider {
  const { account, secretKey, webhookSecrets } = credentials
  let client: StripeDesk['stripe'] | null = null
  const desk: StripeDesk = {
    // Made when it is wanted: checking a message needs none, and it takes as long as the rest of that.
    get stripe() {
      client ??= stripeClient(secretKey, world.providerUrl)
      return client
    },
    account,
    webhookSecrets,
    now: world.now,
  }
  return {
    name: 'stripe',
    account,
    livemode: secretKey.includes('_live_'),
    createCustomer: (customer) => createCustomer(desk, customer),
    openCheckout: (toCollect) => openCheckout(desk, toCollect),
    closeCheckout: (reference, ids) => closeCheckout(desk, reference, ids),
    charge: (toCharge) => charge(desk, toCharge),
    lookUp: (reference, ids) => lookUp(desk, reference, ids),
    search: (reference, since, providerCustomerId) => search(desk, reference, since, providerCustomerId),
    method: (methodId) => method(desk, methodId),
    attachMethod: (methodId, providerCustomerId) => attachMethod(desk, methodId, providerCustomerId),
    verify: (body, signature) => verify(desk, body, signature),
    listMessages: (from, until) => listMessages(desk, from, until),
    read: (message) => readEvent(message, account, world.now()),
  }
}
