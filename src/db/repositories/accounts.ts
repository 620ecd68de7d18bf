import { eq } from 'drizzle-orm'
import { type Account, type AccountEvent, evolve } from '../../core/accounts/account.ts'
import type { Database } from '../client.ts'
import { insertInto } from '../insert.ts'
import { accounts } from '../schema/index.ts'
import { objectChange } from './object-change.ts'

/** One account, by itself. */
export function accountOf({ orm }: Database, accountId: string) {
  const isIt = eq(accounts.id, accountId)
  return {
    async find(): Promise<Account | null> {
      const [row] = await orm.select({ state: accounts.state }).from(accounts).where(isIt)
      return row?.state ?? null
    },

    change(before: Account | null, decided: readonly AccountEvent[], at: number) {
      return objectChange('account', evolve, before, decided, at, (id, state) => {
        if (!state) return []
        if (before) return [orm.update(accounts).set({ state }).where(isIt)]
        return [insertInto(accounts, [{ id, createdAt: state.createdAt, state }])]
      })
    },
  }
}
