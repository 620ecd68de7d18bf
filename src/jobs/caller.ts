import { type Caller, scopesOf, wholeAccount } from '../core/access/caller.ts'

/** Work that nobody asks for just now, within one account. */
export const jobCaller = (accountId: string, id: string): Caller => ({
  accountId,
  actor: { kind: 'job', id },
  scopes: scopesOf.job,
  reach: wholeAccount,
})
