import { requireScope } from '../../core/access/caller.ts'
import type { TaxRateDetails, TaxRateRecord } from '../../core/catalog/tax-rate.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { parsePercentage } from '../../core/tax/rates.ts'
import { taxRatesOf } from '../../db/repositories/tax-rates.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type ToCreate = {
  readonly id: string
  readonly percentage: string
  readonly inclusive: boolean
  readonly details: TaxRateDetails
}

/** Creates a tax rate. Its percentage never changes, so that invoices can refer to it. */
export async function createTaxRate(deps: Deps, unit: UnitOfWork, input: ToCreate): Promise<Result<TaxRateRecord>> {
  requireScope(unit.caller, 'tax_rates:write')
  const percentage = parsePercentage(input.percentage)
  if (!percentage.ok) return refuse('percentage_invalid', { param: 'percentage' })
  const at = deps.now()
  const { change, after } = taxRatesOf(deps.db, unit.caller.accountId).change(
    null,
    [{ type: 'tax_rate.created', accountId: unit.caller.accountId, ...input }],
    at,
  )
  await commitUnit(deps, unit, [change], at)
  return ok(after!)
}
