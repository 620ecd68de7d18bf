import { and, eq, inArray } from 'drizzle-orm'
import { type Coupon, type CouponEvent, evolve } from '../../core/catalog/coupon.ts'
import type { Database } from '../client.ts'
import { upsertInto } from '../insert.ts'
import { coupons } from '../schema/index.ts'
import { objectChange } from './object-change.ts'

/** The coupons of one account. */
export function couponsOf(db: Database, accountId: string) {
  const mine = (id: string) => and(eq(coupons.accountId, accountId), eq(coupons.id, id))
  return {
    async find(id: string): Promise<Coupon | null> {
      const [row] = await this.byIds([id])
      return row?.state ?? null
    },

    /** A statement for a batch; missing objects have no row. */
    byIds: (ids: readonly string[]) =>
      db.orm
        .select({ state: coupons.state })
        .from(coupons)
        .where(and(eq(coupons.accountId, accountId), inArray(coupons.id, [...ids]))),

    change(before: Coupon | null, decided: readonly CouponEvent[], at: number) {
      return objectChange('coupon', evolve, before, decided, at, (id, state) => {
        if (!state) return [db.orm.delete(coupons).where(mine(id))]
        const { version, createdAt } = state
        const row = { accountId, id, version, createdAt, state }
        return [upsertInto(coupons, row)]
      })
    },
  }
}
