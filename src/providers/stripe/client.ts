import Stripe from 'stripe'

/** The version of Stripe's API that the objects and events in this folder have. */
export const apiVersion = '2026-10-28.endive'

const timeoutMs = 10_000

/** Stripe's own client without its automatic retries: we retry, with our own idempotency keys. */
export function stripeClient(secretKey: string, providerUrl: string | null): Stripe {
  const url = providerUrl === null ? null : new URL(providerUrl)
  return new Stripe(secretKey, {
    apiVersion,
    httpClient: Stripe.createFetchHttpClient(),
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    ...(url && { host: url.hostname, port: url.port, protocol: url.protocol === 'https:' ? 'https' : 'http' }),
  })
}
