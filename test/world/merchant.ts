import Stripe from 'stripe'
import { merchants } from '../../dev/seed/merchants.ts'
import { world } from './assigned.ts'
import { secrets } from './secrets.ts'

export { world }

/** Stripe's client for an API of the world. */
export const clientOf = (url: string, key: string): Stripe => {
  const { hostname, port } = new URL(url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 })
}

/** A merchant in the running world: API clients for Remit and the provider, ids and secrets. */
const merchantAt = (index: number) => {
  const { accountId, apiKey, providerKey, webhookSecret } = world.accounts[index]!
  const { account, providerAccount } = merchants[index]!
  return {
    accountId,
    apiKey,
    webhookSecret,
    app: world.app,
    database: world.database,
    /** That links and codes are made with. */
    linkKey: secrets.linkKey,
    providerAccount,
    name: account.name,
    currency: account.defaultCurrency,
    remit: clientOf(world.app, apiKey),
    provider: clientOf(world.sandbox, providerKey),
  }
}

export type Merchant = ReturnType<typeof merchantAt>

export const kranwerk = merchantAt(0)
export const harborPine = merchantAt(1)
