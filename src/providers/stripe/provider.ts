import type { ProviderCredentials } from '../../env.ts'
import type { Runtime } from '../../runtime.ts'
import type { OnlineProvider } from '../provider.ts'
import { charge } from './charge.ts'
import { closeCheckout, openCheckout } from './checkout.ts'
import { stripeClient } from './client.ts'
import type { StripeContext } from './context.ts'
import { createCustomer } from './customer.ts'
import { listMessages } from './list-messages.ts'
import { lookUp, search } from './look-up.ts'
import { attachMethod, detachMethod, method } from './method.ts'
import { readEvent } from './read-event.ts'
import { lookUpSetup, openSetup } from './setup.ts'
import { verify } from './verify.ts'

/** Stripe as a payment provider, with one merchant's credentials. */
export function stripeProvider(credentials: ProviderCredentials, runtime: Runtime): OnlineProvider {
  const { account, secretKey, webhookSecrets } = credentials
  let client: StripeContext['stripe'] | null = null
  const context: StripeContext = {
    // Created on first use: verifying a webhook needs no client, and creating one takes as long as verifying.
    get stripe() {
      client ??= stripeClient(secretKey, runtime.providerUrl)
      return client
    },
    account,
    webhookSecrets,
    now: runtime.now,
  }
  return {
    name: 'stripe',
    title: 'Stripe',
    account,
    livemode: secretKey.includes('_live_'),
    createCustomer: (customer) => createCustomer(context, customer),
    openCheckout: (toCollect) => openCheckout(context, toCollect),
    closeCheckout: (reference, ids) => closeCheckout(context, reference, ids),
    charge: (toCharge) => charge(context, toCharge),
    lookUp: (reference, ids) => lookUp(context, reference, ids),
    search: (reference, since, providerCustomerId) => search(context, reference, since, providerCustomerId),
    openSetup: (toSetUp) => openSetup(context, toSetUp),
    lookUpSetup: (sessionId) => lookUpSetup(context, sessionId),
    method: (methodId) => method(context, methodId),
    attachMethod: (methodId, providerCustomerId) => attachMethod(context, methodId, providerCustomerId),
    detachMethod: (methodId) => detachMethod(context, methodId),
    verify: (body, signature) => verify(context, body, signature),
    listMessages: (from, until) => listMessages(context, from, until),
    read: (message) => readEvent(message, account, runtime.now()),
  }
}
