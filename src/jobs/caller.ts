import { type Caller, scopesOf, wholeAccount } from '../core/access/caller.ts'

/** The caller of background work for one account. */
export const jobCaller = (accountId: string, id: string): Caller => ({
  accountId,
  actor: { kind: 'job', id },
  scopes: scopesOf.job,
  reach: wholeAccount,
})
