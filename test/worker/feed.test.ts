import { expect, test } from 'vitest'
import { aggregates } from '../../src/core/aggregates.ts'
import type { Invoice } from '../../src/core/invoices/invoice.ts'
import type { EventRow } from '../../src/db/screens/api-events.ts'
import { eventObjects } from '../../src/routes/api/v1/objects/event.ts'
import { invoiceObject } from '../../src/routes/api/v1/objects/invoice.ts'
import type { RenderContext } from '../../src/routes/api/v1/render-context.ts'
import { blank, craneLine } from '../core/invoices/content.ts'
import { kranwerk, monday } from '../world/cast.ts'

const lines = 1000

/** The history of a draft with so many lines, added one by one; `reads` counts how often each event was read. */
function historyOf(reads: number[]): EventRow[] {
  const { version: v } = aggregates.invoice
  const invoice = { id: 'in_1', accountId: kranwerk.id, customerId: 'cus_1', currency: 'eur', rounding: 'line' }
  const row = (seq: number, type: string, data: Record<string, unknown>) => ({
    accountId: kranwerk.id,
    id: `evt_${seq}`,
    objectKind: 'invoice',
    objectId: 'in_1',
    seq,
    type,
    get data() {
      reads[seq] = (reads[seq] ?? 0) + 1
      return { v, ...data }
    },
    at: monday + seq,
    actor: 'api_key:key_1',
    requestId: null,
  })
  return [
    row(1, 'invoice.created', { ...invoice, taxExempt: 'none', content: blank }),
    ...Array.from({ length: lines }, (_, i) => row(2 + i, 'invoice.line_added', { line: craneLine(String(100 + i)) })),
  ]
}

function showingTo(drawn: number[]): RenderContext {
  const nobody = async () => null
  const self = {
    account: kranwerk,
    livemode: false,
    now: monday,
    object: nobody,
    pastInvoice: (invoice: Invoice) => {
      drawn.push(invoice.version)
      return invoiceObject(self as unknown as RenderContext, { invoice, customer: null, link: null })
    },
  }
  return self as unknown as RenderContext
}

test('a page of 100 events of a draft with 1,000 lines folds its history once and renders each state once', async () => {
  const reads: number[] = []
  const drawn: number[] = []
  const history = historyOf(reads)
  const page = history.slice(-100).reverse()
  const began = performance.now()
  const shown = await eventObjects(showingTo(drawn), page, new Map([['in_1', history]]))
  console.log(`100 events of ${lines} lines: ${Math.round(performance.now() - began)} ms`)
  expect([reads.length - 1, new Set(reads.slice(1))]).toEqual([lines + 1, new Set([1])])
  expect(drawn.sort((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, i) => lines + 1 - 100 + i))
  const subtotals = shown.map(({ data }) => data as { object: Row; previous_attributes: Row })
  for (const [i, { object, previous_attributes: before }] of subtotals.entries()) {
    const next = subtotals[i + 1]
    if (next) expect(before.subtotal).toBe(next.object.subtotal)
    expect(object.subtotal - before.subtotal).toBe(100 + lines - 1 - i)
    // The ten lines that an invoice shows are the same: only their total number changed.
    expect(before.lines).toEqual({ total_count: object.lines.total_count - 1 })
  }
})

test('a single event equals the same event on a page', async () => {
  const history = historyOf([])
  const page = await eventObjects(showingTo([]), history.slice(1, 20), new Map([['in_1', history]]))
  for (const at of [0, 7, 18]) {
    const upTo = new Map([['in_1', history.slice(0, at + 2)]])
    expect(await eventObjects(showingTo([]), [history[at + 1]!], upTo)).toEqual([page[at]])
  }
})

// biome-ignore lint/suspicious/noExplicitAny: the test states the fields that it expects
type Row = Record<string, any>
