import { ok, type Result } from '../result.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isIssued } from './invoice.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * Records a view of the invoice. Repeated views within a growing interval (one minute after the first, two after the
 * second, up to a day) make no event, so that reloading cannot fill the history.
 */
export function view(invoice: Invoice, linkId: string, now: number): Result<InvoiceEvent[]> {
  const isSameLook =
    isIssued(invoice) &&
    invoice.lastViewedAt !== null &&
    now - invoice.lastViewedAt < Math.min(invoice.viewCount * minuteMs, dayMs)
  return ok(isSameLook ? [] : [{ type: 'invoice.viewed', linkId }])
}
