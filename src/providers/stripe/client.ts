import Stripe from 'stripe'

/** The version of Stripe's API whose objects this folder reads and whose events it expects. */
export const apiVersion = '2026-10-28.endive'

const patienceMs = 10_000

/** Stripe's own client, told not to repeat anything by itself: we repeat, with our own key. */
export function stripeClient(secretKey: string, providerUrl: string | null): Stripe {
  const url = providerUrl === null ? null : new URL(providerUrl)
  return new Stripe(secretKey, {
    apiVersion,
    httpClient: Stripe.createFetchHttpClient(),
    maxNetworkRetries: 0,
    timeout: patienceMs,
    telemetry: false,
    ...(url && { host: url.hostname, port: url.port, protocol: url.protocol === 'https:' ? 'https' : 'http' }),
  })
}
