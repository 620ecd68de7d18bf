import type { TaxRateRecord } from '../../../../core/catalog/tax-rate.ts'
import type { ApiObject } from '../expansion.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds } from './seconds.ts'

export const taxRateObject = ({ livemode }: RenderContext, rate: TaxRateRecord): ApiObject => ({
  id: rate.id,
  object: 'tax_rate',
  active: rate.active,
  country: rate.country,
  created: seconds(rate.createdAt),
  description: rate.description,
  display_name: rate.displayName,
  effective_percentage: Number(rate.percentage),
  flat_amount: null,
  inclusive: rate.inclusive,
  jurisdiction: rate.jurisdiction,
  jurisdiction_level: null,
  livemode,
  metadata: rate.metadata,
  percentage: Number(rate.percentage),
  rate_type: 'percentage',
  state: rate.state,
  tax_type: rate.taxType,
})
