import { describe, expect, test } from 'vitest'
import { addLine, changeLine, draft, removeLine, update } from '../../../src/core/invoices/draft.ts'
import type { InvoiceEvent, Updated } from '../../../src/core/invoices/events.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { Draft, InvoiceContent } from '../../../src/core/invoices/invoice.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { type Ok, ok, type Result, refuse } from '../../../src/core/result.ts'
import { issued } from '../../world/invoices.ts'
import { craneLine } from './content.ts'
import { drafted, fresh } from './drafted.ts'

const lines = (count: number) => Array.from({ length: count }, () => craneLine('100'))

function decided(draft: Draft, events: Result<readonly InvoiceEvent[]>): Draft {
  if (!events.ok) throw new Error(`refused: ${events.refusal.code}`)
  return replay(evolve, record<InvoiceEvent>(events.value, draft.version, draft.createdAt), draft) as Draft
}

describe('a draft', () => {
  test('carries its figures from the beginning', () => {
    expect(drafted()).toMatchObject({ status: 'draft', version: 1, totals: { totalMinor: 119_000, taxMinor: 19_000 } })
  })

  test('takes 250 lines and not one more', () => {
    expect(draft(fresh({ lines: lines(250) })).ok).toBe(true)
    const tooMany = refuse('lines_too_many', { values: { most: 250 } })
    expect(draft(fresh({ lines: lines(251) }))).toEqual(tooMany)
    expect(addLine(drafted({ lines: lines(249) }), craneLine('100')).ok).toBe(true)
    expect(addLine(drafted({ lines: lines(250) }), craneLine('100'))).toEqual(tooMany)
  })

  test('is refused with a quantity that is no number, when it is made and when it is changed', () => {
    const line = craneLine('100', { quantity: 'many' })
    const before = drafted()
    const refused = { refusal: { code: 'decimal_invalid' } }
    expect(draft(fresh({ lines: [line] }))).toMatchObject(refused)
    expect(addLine(before, line)).toMatchObject(refused)
    expect(changeLine(before, { ...before.lines[0]!, quantity: 'many' })).toMatchObject(refused)
  })

  test('gets new figures with each line that comes, changes or goes', () => {
    const before = drafted()
    const [first] = before.lines
    const more = decided(before, addLine(before, craneLine('20000')))
    expect(more.totals).toMatchObject({ totalMinor: 142_800, taxMinor: 22_800 })
    const changed = decided(more, changeLine(more, { ...first!, quantity: '2' }))
    expect(changed.totals.totalMinor).toBe(261_800)
    const fewer = decided(changed, removeLine(changed, first!.id))
    expect(fewer).toMatchObject({ version: 4, totals: { totalMinor: 23_800 } })
  })

  test('notes of a line only the fields that changed, and nothing where none did', () => {
    const before = drafted()
    const [line] = before.lines
    const changes = { description: 'Autokran' }
    expect(changeLine(before, { ...line!, ...changes })).toEqual(
      ok([{ type: 'invoice.line_changed', lineId: line!.id, changes }]),
    )
    expect(changeLine(before, { ...line! })).toEqual(ok([]))
  })

  test('notes of its terms only those that changed, and nothing where none did', () => {
    expect(update(drafted(), { memo: 'Danke', footer: drafted().footer })).toEqual(
      ok([{ type: 'invoice.updated', content: { memo: 'Danke' } }]),
    )
    expect(update(drafted(), { memo: null, metadata: {} })).toEqual(ok([]))
  })
})

describe('an issued invoice', () => {
  const content = {
    collectionMethod: 'charge_automatically',
    terms: null,
    lines: [],
    discounts: [],
    defaultTaxRates: [],
    memo: 'Danke sehr',
    footer: null,
    customFields: [],
    metadata: { order: '7' },
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
    if (editable.includes(part)) expect(changed).toMatchObject({ ok: true, value: [{ content: { [part]: value } }] })
    else expect(changed).toEqual(refuse('invoice_not_editable', { param: part }))
  })

  test('keeps its figures when its memo changes', () => {
    const invoice = issued()
    const [updated] = (update(invoice, { memo: 'Danke' }) as Ok<Updated[]>).value
    const after = evolve(invoice, { seq: invoice.version + 1, at: invoice.createdAt, event: updated! })
    expect(after).toEqual({ ...invoice, memo: 'Danke', version: invoice.version + 1 })
  })
})
