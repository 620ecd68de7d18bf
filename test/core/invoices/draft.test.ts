import { describe, expect, test } from 'vitest'
import { draft, update } from '../../../src/core/invoices/draft.ts'
import type { InvoiceContent } from '../../../src/core/invoices/invoice.ts'
import { refuse } from '../../../src/core/result.ts'
import { issued } from '../../world/invoices.ts'
import { drafted, fresh } from './drafted.ts'
import { craneLine } from './kranwerk.ts'

const lines = (count: number) => Array.from({ length: count }, () => craneLine('100'))

describe('a draft', () => {
  test('carries its figures from the beginning', () => {
    expect(drafted()).toMatchObject({ status: 'draft', version: 1, totals: { totalMinor: 119_000, taxMinor: 19_000 } })
  })

  test('takes 250 lines and not one more', () => {
    expect(draft(fresh({ lines: lines(250) })).ok).toBe(true)
    const tooMany = refuse('lines_too_many', { values: { most: 250 } })
    expect(draft(fresh({ lines: lines(251) }))).toEqual(tooMany)
    expect(update(drafted(), { lines: lines(251) })).toEqual(tooMany)
  })

  test('is refused with a quantity that is no number, when it is made and when it is changed', () => {
    const content = { lines: [craneLine('100', { quantity: 'many' })] }
    expect(draft(fresh(content))).toMatchObject({ refusal: { code: 'decimal_invalid' } })
    expect(update(drafted(), content)).toMatchObject({ refusal: { code: 'decimal_invalid' } })
  })

  test('gets new figures with new lines', () => {
    expect(update(drafted(), { lines: [craneLine('20000')] })).toMatchObject({
      value: { totals: { totalMinor: 23_800 } },
    })
  })
})

describe('an issued invoice', () => {
  const content = {
    collectionMethod: 'charge_automatically',
    terms: null,
    lines: [],
    discounts: [],
    defaultTaxRates: [],
    memo: 'Danke',
    footer: null,
    customFields: [],
    metadata: {},
    autoAdvance: false,
    defaultPaymentMethod: 'pm_visa',
    paymentMethodTypes: ['card'],
    statementDescriptor: 'KRANWERK',
    returnUrl: 'https://kranwerk.example',
    numberOverride: 'X-1',
  } satisfies InvoiceContent
  const editable = ['memo', 'metadata', 'autoAdvance', 'defaultPaymentMethod', 'paymentMethodTypes', 'returnUrl']

  test.each(Object.entries(content))('answers whether its %s may change', (part, value) => {
    const changed = update(issued(), { [part]: value })
    if (editable.includes(part)) expect(changed).toMatchObject({ ok: true, value: { content: { [part]: value } } })
    else expect(changed).toEqual(refuse('invoice_not_editable', { param: part }))
  })

  test('keeps its figures when its memo changes', () => {
    expect(update(issued(), { memo: 'Danke' })).not.toHaveProperty('value.totals')
  })
})
