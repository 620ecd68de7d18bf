import { describe, expect, test } from 'vitest'
import type { Day } from '../../../src/core/calendar/day.ts'
import { amountDueMinor } from '../../../src/core/invoices/amounts.ts'
import { update } from '../../../src/core/invoices/draft.ts'
import type { Finalized, InvoiceEvent } from '../../../src/core/invoices/events.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import { finalize, type Issue } from '../../../src/core/invoices/finalize.ts'
import type { InvoiceContent } from '../../../src/core/invoices/invoice.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { decided } from '../payments/reported.ts'
import { craneLine } from './content.ts'
import { drafted, issue } from './drafted.ts'

const day = (text: string) => text as Day

function finalized(content: Partial<InvoiceContent> = {}, changes: Partial<Issue> = {}) {
  const done = finalize(drafted(content), issue(changes))
  if (!done.ok) throw new Error(`refused: ${done.refusal.code}`)
  const [event, paid] = done.value as [Finalized, InvoiceEvent | undefined]
  return { event, isPaid: paid?.type === 'invoice.paid', invoice: decided(drafted(content), done) }
}

describe('dates', () => {
  test("the due day is counted from today in the merchant's zone, and overdue begins when it is over there", () => {
    expect(finalized().event).toMatchObject({
      issuedOn: '2026-11-02',
      dueOn: '2026-11-16',
      overdueFrom: Date.UTC(2026, 10, 16, 23),
    })
  })

  test('an invoice issued just before midnight in Berlin is issued on that day', () => {
    const now = Date.UTC(2026, 10, 2, 22, 59)
    expect(finalized({}, { now }).event.issuedOn).toBe('2026-11-02')
    expect(finalized({}, { now: now + 60_000 }).event.issuedOn).toBe('2026-11-03')
  })

  test('a due day before the day of issue is refused', () => {
    const late = drafted({ terms: { kind: 'on_day', day: day('2026-11-01') } })
    expect(finalize(late, issue())).toEqual(refuse('due_before_issue', { param: 'due_date' }))
    expect(finalized({ terms: { kind: 'on_day', day: day('2026-11-02') } }).event.dueOn).toBe('2026-11-02')
  })

  test('what is charged without terms has no due day', () => {
    expect(finalized({ collectionMethod: 'charge_automatically' }).event).toMatchObject({
      dueOn: null,
      overdueFrom: null,
    })
  })
})

describe('the customer’s balance', () => {
  test('credit is used up to the total, and the rest is kept', () => {
    expect(finalized({}, { balanceMinor: -50_000 })).toMatchObject({
      event: { creditAppliedMinor: 50_000 },
      isPaid: false,
    })
    expect(finalized({}, { balanceMinor: -200_000 })).toMatchObject({
      event: { creditAppliedMinor: 119_000 },
      isPaid: true,
    })
  })

  test('what the customer owes is added', () => {
    const { event, invoice } = finalized({}, { balanceMinor: 1_000 })
    expect(event.creditAppliedMinor).toBe(-1_000)
    expect(amountDueMinor(invoice)).toBe(120_000)
  })

  test('a negative total becomes credit, less what the customer owed, and the invoice is paid', () => {
    const credited = { lines: [craneLine('-1000')], defaultTaxRates: [] }
    expect(finalized(credited)).toMatchObject({ event: { creditAppliedMinor: -1_000 }, isPaid: true })
    expect(finalized(credited, { balanceMinor: 400 })).toMatchObject({
      event: { creditAppliedMinor: -1_000 },
      isPaid: true,
    })
    const { event, invoice, isPaid } = finalized(credited, { balanceMinor: 1_500 })
    expect([event.creditAppliedMinor, amountDueMinor(invoice), isPaid]).toEqual([-1_500, 500, false])
  })

  test('an invoice of nothing is paid at once', () => {
    expect(finalized({ lines: [craneLine('0')] })).toMatchObject({ isPaid: true, invoice: { status: 'paid' } })
  })

  // Bug: the credit of a customer without any was minus zero, which the database gives back as zero.
  test('no credit is zero and not minus zero', () => {
    expect(Object.is(finalized().event.creditAppliedMinor, 0)).toBe(true)
  })
})

describe('refusals', () => {
  test('an invoice with nothing on it is refused', () => {
    expect(finalize(drafted({ lines: [] }), issue())).toEqual(refuse('invoice_no_customer_line_items'))
  })

  test('an issued invoice is not finalized again', () => {
    expect(finalize(issued(), issue())).toEqual(refuse('invoice_not_editable'))
  })

  test('a total of twelve digits plus a debt is refused as too large', () => {
    const huge = drafted({ lines: [craneLine('999999999999')], defaultTaxRates: [] })
    expect(finalize(huge, issue()).ok).toBe(true)
    expect(finalize(huge, issue({ balanceMinor: 1 }))).toEqual(refuse('amount_too_large'))
  })

  test('a customer who became exempt meanwhile is charged no tax', () => {
    expect(finalized({}, { taxExempt: 'reverse' }).event.totals).toMatchObject({ taxMinor: 0, totalMinor: 100_000 })
  })
})

describe('the first charge', () => {
  const charged = { collectionMethod: 'charge_automatically' } as const
  const net14 = { ...charged, terms: { kind: 'net', days: 14 } } as const
  const plan = issue().plan

  test('is made at once without a due day, and never for an invoice that is sent', () => {
    expect(finalized(charged).event.nextChargeAt).toBe(monday)
    expect(finalized().event.nextChargeAt).toBeNull()
    expect(finalized({ ...charged, autoAdvance: false }).event.nextChargeAt).toBeNull()
  })

  test('is made at nine on the due day', () => {
    expect(finalized(net14).event.nextChargeAt).toBe(Date.UTC(2026, 10, 16, 8))
  })

  // Bug: a customer west of the merchant was charged on the evening before the due day.
  test('is not made before the due day begins in the time zone of the customer', () => {
    const { event } = finalized(net14, { plan: { ...plan, timeZone: 'America/New_York' } })
    expect(event.nextChargeAt).toBe(Date.UTC(2026, 10, 16, 14))
  })

  test('is not made before now', () => {
    expect(
      finalized({ ...charged, terms: { kind: 'on_receipt' } }, { now: monday + 3_600_000 }).event.nextChargeAt,
    ).toBe(monday + 3_600_000)
  })

  // Bug: the minimum of a charge was compared with the total, and not with the amount due.
  test('is not made below the minimum of the provider, and is made where a debt brings the amount above it', () => {
    expect(finalized(charged, { balanceMinor: -118_970 }).event.nextChargeAt).toBeNull()
    const small = { ...charged, lines: [craneLine('20')], defaultTaxRates: [] }
    expect(finalized(small).event.nextChargeAt).toBeNull()
    expect(finalized(small, { balanceMinor: 100 }).event.nextChargeAt).toBe(monday)
  })

  // Bug: an invoice with auto_advance off was charged all the same.
  test('is not made while auto_advance is off', () => {
    const { invoice } = finalized(net14)
    const paused = update(invoice, { autoAdvance: false })
    if (!paused.ok) throw new Error('a pause is possible')
    expect(decided(invoice, ok(paused.value)).nextChargeAt).toBeNull()
  })
})

describe('history', () => {
  // Bug: any event but the right one made a draft disappear.
  test('an event that does not fit a draft is a fault and does not delete it', () => {
    const viewed = { seq: 2, at: monday, event: { type: 'invoice.viewed', linkId: 'lnk_1' } } as const
    expect(() => evolve(drafted(), viewed)).toThrow('a draft is updated, deleted or finalized')
    expect(evolve(drafted(), { seq: 2, at: monday, event: { type: 'invoice.deleted' } })).toBeNull()
  })

  test('a history that deletes an issued invoice or finalizes it again is a fault', () => {
    const { event, invoice } = finalized()
    const again = (event: InvoiceEvent) => () => evolve(invoice, { seq: invoice.version + 1, at: monday, event })
    expect(again({ type: 'invoice.deleted' })).toThrow('an issued invoice')
    expect(again(event)).toThrow('an issued invoice')
  })

  test('a gap in the sequence is a fault', () => {
    expect(() => evolve(drafted(), { seq: 3, at: monday, event: { type: 'invoice.deleted' } })).toThrow('without a gap')
  })
})
