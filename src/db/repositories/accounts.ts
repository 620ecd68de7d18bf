import { eq } from 'drizzle-orm'
import { type Account, type AccountEvent, evolve } from '../../core/accounts/account.ts'
import { record, replay } from '../../core/recorded.ts'
import type { Database } from '../client.ts'
import type { Change } from '../commit.ts'
import { insertInto } from '../insert.ts'
import { accounts } from '../schema/index.ts'

/** Selects an account, for follow-ups whose own subject has no row. */
export const selectAccount = ({ orm }: Database, accountId: string) =>
  orm.select({ account: accounts.state }).from(accounts).where(eq(accounts.id, accountId))

/** One account by its id. */
export function accountOf({ orm }: Database, accountId: string) {
  const isIt = eq(accounts.id, accountId)
  return {
    async find(): Promise<Account | null> {
      const [row] = await orm.select({ state: accounts.state }).from(accounts).where(isIt)
      return row?.state ?? null
    },

    /** Prepares a commit for the account, and its new state. */
    change(
      before: Account | null,
      decided: readonly AccountEvent[],
      at: number,
    ): { change: Change; after: Account | null } {
      const recorded = record(decided, before?.version ?? 0, at)
      const after = replay(evolve, recorded, before)
      const rows = after
        ? [
            before
              ? orm.update(accounts).set({ state: after }).where(isIt)
              : insertInto(accounts, [{ id: accountId, createdAt: after.createdAt, state: after }]),
          ]
        : []
      return { change: { objectKind: 'account', objectId: accountId, recorded, rows }, after }
    },
  }
}
