/** The version of Stripe's API whose objects these are: the one that stripe-node 23.1 is made for. */
export const apiVersion = '2026-10-28.endive'

/** Other versions than ours are answered in ours, as the answer's own `Stripe-Version` says: newer clients must not break. */
export const looksLikeVersion = (version: string): boolean =>
  /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(\.[a-z]{1,20})?$/.test(version)
