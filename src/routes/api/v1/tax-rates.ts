import { changeObject } from '../../../actions/objects/change-object.ts'
import { createObject } from '../../../actions/objects/create-object.ts'
import { newTaxRate, type TaxRateRecord, updateTaxRate } from '../../../core/catalog/tax-rate.ts'
import { taxTypes } from '../../../core/tax/types.ts'
import { boolean, decimal, emptyable, oneOf, prose, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Params, required } from '../../../http/params/table.ts'
import { call, type ObjectApi } from './object-api.ts'
import { seconds } from './objects/seconds.ts'

const updateParams = {
  active: boolean,
  country: emptyable(text(2, { pattern: /^[A-Z]{2}$/, reason: 'it must be a two-letter country code, as in DE' })),
  description: emptyable(prose(5000)),
  display_name: text(50),
  jurisdiction: emptyable(text(50)),
  metadata,
  state: emptyable(
    text(3, { pattern: /^[A-Z0-9]{1,3}$/, reason: 'it must be an ISO 3166-2 code without its country, as in NY' }),
  ),
  tax_type: emptyable(oneOf(...taxTypes)),
}

const createParams = {
  ...updateParams,
  display_name: required(updateParams.display_name),
  inclusive: required(boolean),
  percentage: required(decimal({ scale: 4 })),
}

const inputOf = ({ display_name: displayName, tax_type: taxType, ...rest }: Params<typeof updateParams>) => ({
  ...rest,
  displayName,
  taxType,
})

export const taxRate: ObjectApi<TaxRateRecord> = {
  path: '/tax_rates',
  noun: 'tax rate',
  filters: { active: ['active', boolean], inclusive: ['inclusive', boolean] },
  create: call(createParams, (deps, unit, id, { percentage, inclusive, ...details }) => {
    const { accountId } = unit.caller
    return createObject(deps, unit, 'tax_rate', () =>
      newTaxRate({ accountId, id, percentage, inclusive }, inputOf(details)),
    )
  }),
  update: call(updateParams, (deps, unit, id, params) =>
    changeObject(deps, unit, 'tax_rate', id, (rate) => updateTaxRate(rate, inputOf(params))),
  ),
  show: ({ livemode }, rate) => ({
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
  }),
}
