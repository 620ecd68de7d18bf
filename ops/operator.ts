import { type UnitOfWork, unitOfWork } from '../src/actions/unit-of-work.ts'
import { scopesOf, wholeAccount } from '../src/core/access/caller.ts'
import { makeId } from '../src/core/id.ts'
import type { Database } from '../src/db/client.ts'
import type { CommitDeps } from '../src/deps.ts'

/** What an action has in an operator's command; `now` is in ms since 1970. */
export const operatorDeps = (db: Database, now = Date.now()): CommitDeps => ({
  db,
  now: () => now,
  newId: (kind) => makeId(kind, now, crypto.getRandomValues(new Uint8Array(16))),
  requestId: null,
})

/** A unit of work of the user who is signed in on this machine. */
export const operatorUnit = (accountId: string, more: Partial<Omit<UnitOfWork, 'caller'>> = {}): UnitOfWork =>
  unitOfWork(
    {
      accountId,
      actor: { kind: 'operator', id: process.env.USER ?? 'unknown' },
      scopes: scopesOf.operator,
      reach: wholeAccount,
    },
    more,
  )
