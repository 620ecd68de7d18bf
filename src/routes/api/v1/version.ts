/** The version of Stripe's API whose objects these are: the one that stripe-node 23.1 is made for. */
export const apiVersion = '2026-10-28.endive'
