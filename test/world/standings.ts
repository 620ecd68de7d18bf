import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Standing } from '../../src/core/invoices/standing.ts'
import { monday } from './cast.ts'
import { dayMs, issued, later, lostDispute, moved, paidInFull, refundOf, started, succeeded } from './invoices.ts'

type Wanted = Parameters<typeof issued>[0]

/** One invoice in each standing, with the time at which it has it. The wanted invoice must be due 14 days after Monday. */
export function everyStanding(
  wanted: Wanted = {},
): Record<Standing, { readonly invoice: IssuedInvoice; readonly now: number }> {
  const open = issued(wanted)
  const dueMinor = open.totals.totalMinor - open.creditAppliedMinor
  const half = Math.floor(dueMinor / 2)
  const sepa = { id: null, type: 'sepa_debit', brand: null, last4: '3000' }
  const paid = later(open, monday + 3 * dayMs, started(dueMinor), succeeded(dueMinor), paidInFull)
  return {
    open: { invoice: open, now: monday },
    due_soon: { invoice: open, now: monday + 10 * dayMs },
    past_due: { invoice: open, now: monday + 20 * dayMs },
    part_paid: { invoice: later(open, monday + dayMs, started(half), succeeded(half)), now: monday + 2 * dayMs },
    processing: {
      invoice: later(open, monday + dayMs, started(dueMinor), moved('processing', sepa)),
      now: monday + 2 * dayMs,
    },
    paid: { invoice: paid, now: monday + 3 * dayMs },
    refunded: { invoice: later(paid, monday + 4 * dayMs, refundOf(dueMinor)), now: monday + 4 * dayMs },
    reversed: { invoice: later(paid, monday + 4 * dayMs, ...lostDispute(dueMinor)), now: monday + 4 * dayMs },
    void: { invoice: later(open, monday + dayMs, { type: 'invoice.voided' }), now: monday + 2 * dayMs },
    uncollectible: {
      invoice: later(open, monday + 60 * dayMs, { type: 'invoice.marked_uncollectible', writtenOffMinor: dueMinor }),
      now: monday + 61 * dayMs,
    },
  }
}
