/** The version of Stripe's API that is served; stripe-node 23.1 uses the same. */
export const apiVersion = '2026-10-28.endive'

/**
 * Requests with another version are answered in ours, named in the response's `Stripe-Version`, so that newer clients
 * keep working.
 */
export const looksLikeVersion = (version: string): boolean =>
  /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(\.[a-z]{1,20})?$/.test(version)
