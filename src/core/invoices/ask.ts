import { dayMs } from '../calendar/day.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, type IssuedInvoice, isIssued } from './invoice.ts'
import type { InvoiceMessage } from './message.ts'

const longest = 2000

/** Reminders pause for this long after a message, unless the merchant sends the invoice again before. */
const pauseMs = 14 * dayMs

type NewMessage = Omit<InvoiceMessage, 'at'>

/** A form that was sent twice, as after a lost response, has the same words within this time. */
const repeatMs = 10 * 60_000

/**
 * The customer writes about an issued invoice; what they have just written is not written again. Refuses `invoice_not_open` on a draft,
 * an empty or too long text, and a foreign line.
 */
export function ask(invoice: Invoice, { id, kind, text, lineId }: NewMessage, nowMs: number): Result<InvoiceEvent[]> {
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const written = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  if (written === '') return refuse('parameter_invalid_empty', { param: 'text' })
  if (written.length > longest) {
    const values = { reason: `it must be at most ${longest} characters` }
    return refuse('parameter_invalid', { param: 'text', values })
  }
  if (lineId !== null && !invoice.lines.some((line) => line.id === lineId)) {
    return refuse('parameter_invalid', { param: 'line', values: { reason: 'it is no line of the invoice' } })
  }
  const last = invoice.messages?.at(-1)
  const isRepeated =
    last?.kind === kind && last.text === written && last.lineId === lineId && nowMs < last.at + repeatMs
  return ok(isRepeated ? [] : [{ type: 'message.written', messageId: id, kind, text: written, lineId }])
}

/** Whether the merchant still owes an answer, so that the customer is not reminded: sending the invoice again is one. */
export const isAnswerOwed = ({ messages = [], sentAt }: IssuedInvoice, nowMs: number): boolean =>
  messages.some(({ at }) => nowMs < at + pauseMs && (sentAt === null || sentAt < at))
