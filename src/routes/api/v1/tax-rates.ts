import { Hono } from 'hono'
import { createTaxRate } from '../../../actions/tax-rates/create-tax-rate.ts'
import { updateTaxRate } from '../../../actions/tax-rates/update-tax-rate.ts'
import type { TaxRateDetails } from '../../../core/catalog/tax-rate.ts'
import { mergeMetadata } from '../../../core/metadata.ts'
import { taxTypes } from '../../../core/tax/types.ts'
import { taxRatesOf } from '../../../db/repositories/tax-rates.ts'
import { listsOf } from '../../../db/screens/api-lists.ts'
import { boolean, decimal, emptyable, oneOf, prose, range, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Params, required } from '../../../http/params/table.ts'
import type { ApiEnv } from './context.ts'
import { listing, type Resource, retrieving, writing } from './endpoint.ts'
import { taxRateObject } from './objects/tax-rate.ts'

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

const fieldsOf = (params: Params<typeof updateParams>) => ({
  active: params.active,
  country: params.country,
  description: params.description,
  displayName: params.display_name,
  jurisdiction: params.jurisdiction,
  state: params.state,
  taxType: params.tax_type,
})

const detailsOf = (params: Params<typeof updateParams>): Partial<Omit<TaxRateDetails, 'metadata'>> =>
  Object.fromEntries(Object.entries(fieldsOf(params)).filter(([, value]) => value !== undefined))

const resource: Resource = {
  object: 'tax_rate',
  noun: 'tax rate',
  show: async ({ var: { deps, account } }, id, context) => {
    const rate = await taxRatesOf(deps.db, account.id).find(id)
    return rate && taxRateObject(context, rate)
  },
}

export const taxRates = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: { active: boolean, created: range, inclusive: boolean },
      find: ({ var: { deps, account } }, filter, page) => listsOf(deps.db, account.id).taxRates(filter, page),
      showAll: (_, found, context) => found.map((rate) => taxRateObject(context, rate)),
    }),
  )
  .post(
    '/',
    writing(resource, {
      params: createParams,
      objectId: (c) => c.var.deps.newId('taxRate'),
      act: async ({ var: { deps } }, unit, id, params) => {
        const merged = mergeMetadata({}, params.metadata)
        if (!merged.ok) return merged
        const blank = { active: true, country: null, description: null, jurisdiction: null, state: null, taxType: null }
        const details = { ...blank, displayName: params.display_name, metadata: merged.value, ...detailsOf(params) }
        return createTaxRate(deps, unit, { id, percentage: params.percentage, inclusive: params.inclusive, details })
      },
    }),
  )
  .get('/:id', retrieving(resource))
  .post(
    '/:id',
    writing(resource, {
      params: updateParams,
      act: ({ var: { deps } }, unit, taxRateId, params) =>
        updateTaxRate(deps, unit, { taxRateId, details: detailsOf(params), metadata: params.metadata }),
    }),
  )
