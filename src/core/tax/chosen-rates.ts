import type { TaxRateRecord } from '../catalog/tax-rate.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { TaxRate } from './rates.ts'

/** The rates of these ids as stored on an invoice. Refuses `resource_missing` and `tax_rate_inactive`. */
export function chosenRates(
  ids: readonly string[],
  known: ReadonlyMap<string, TaxRateRecord>,
  param: string,
): Result<readonly TaxRate[]> {
  const rates: TaxRate[] = []
  for (const [index, id] of ids.entries()) {
    const record = known.get(id)
    const at = `${param}[${index}]`
    if (!record) return refuse('resource_missing', { param: at, values: { noun: 'tax rate', id } })
    if (!record.active) return refuse('tax_rate_inactive', { param: at, values: { id } })
    const { accountId: _, active: __, metadata: ___, createdAt: ____, version: _____, ...rate } = record
    rates.push(rate)
  }
  if (new Set(ids).size < ids.length)
    return refuse('parameter_invalid', { param, values: { reason: 'it names a tax rate twice' } })
  return ok(rates)
}
