import { and, eq, inArray } from 'drizzle-orm'
import { evolve, type TaxRateEvent, type TaxRateRecord } from '../../core/catalog/tax-rate.ts'
import type { Database } from '../client.ts'
import { upsertInto } from '../insert.ts'
import { taxRates } from '../schema/index.ts'
import { objectChange } from './object-change.ts'

/** The tax rates of one account. */
export function taxRatesOf(db: Database, accountId: string) {
  return {
    async find(id: string): Promise<TaxRateRecord | null> {
      const [row] = await this.byIds([id])
      return row?.state ?? null
    },

    /** A statement for a batch; missing objects have no row. */
    byIds: (ids: readonly string[]) =>
      db.orm
        .select({ state: taxRates.state })
        .from(taxRates)
        .where(and(eq(taxRates.accountId, accountId), inArray(taxRates.id, [...ids]))),

    change(before: TaxRateRecord | null, decided: readonly TaxRateEvent[], at: number) {
      return objectChange('tax_rate', evolve, before, decided, at, (id, state) => {
        if (!state) return []
        const { version, createdAt, active } = state
        const row = { accountId, id, version, createdAt, active, state }
        return [upsertInto(taxRates, row)]
      })
    },
  }
}
