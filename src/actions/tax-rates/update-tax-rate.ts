import { requireScope } from '../../core/access/caller.ts'
import type { TaxRateDetails, TaxRateRecord } from '../../core/catalog/tax-rate.ts'
import { changesTo } from '../../core/changes.ts'
import { type MetadataChange, mergeMetadata } from '../../core/metadata.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { taxRatesOf } from '../../db/repositories/tax-rates.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToUpdate = {
  readonly taxRateId: string
  readonly details: Partial<Omit<TaxRateDetails, 'metadata'>>
  readonly metadata?: MetadataChange | undefined
}

/** Updates a tax rate's descriptive fields and whether it is active. */
export function updateTaxRate(deps: Deps, unit: UnitOfWork, input: ToUpdate): Promise<Result<TaxRateRecord>> {
  requireScope(unit.caller, 'tax_rates:write')
  return retryOnConflict(async () => {
    const taxRates = taxRatesOf(deps.db, unit.caller.accountId)
    const rate = await taxRates.find(input.taxRateId)
    if (!rate) return refuse('resource_missing')
    const metadata = mergeMetadata(rate.metadata, input.metadata)
    if (!metadata.ok) return metadata
    const details = changesTo<TaxRateDetails>(rate, { ...input.details, metadata: metadata.value })
    if (Object.keys(details).length === 0) return ok(rate)
    const at = deps.now()
    const { change, after } = taxRates.change(rate, [{ type: 'tax_rate.updated', details }], at)
    await commitUnit(deps, unit, [change], at)
    return ok(after!)
  })
}
