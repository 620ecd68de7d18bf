import { ok, type Result } from '../result.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isIssued } from './invoice.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * Somebody looked at the invoice. Reloading at once is the same look: a minute counts as at once after the first, two after the
 * second, and so on up to a day, so that a page that reloads for ever does not fill the history.
 */
export function view(invoice: Invoice, linkId: string, now: number): Result<InvoiceEvent[]> {
  const isSameLook =
    isIssued(invoice) &&
    invoice.lastViewedAt !== null &&
    now - invoice.lastViewedAt < Math.min(invoice.viewCount * minuteMs, dayMs)
  return ok(isSameLook ? [] : [{ type: 'invoice.viewed', linkId }])
}
