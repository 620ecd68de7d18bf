import type { Caller } from '../../core/access/caller.ts'

/** Somebody who is not signed in yet: they act for nobody and reach nothing. */
export const visitorOf = (accountId: string, signInId: string): Caller => ({
  accountId,
  actor: { kind: 'portal', id: signInId },
  scopes: new Set(),
  reach: { kind: 'customer', customerId: '' },
})
