import type { InvoiceEvent, Terms } from './events.ts'
import type { InvoiceLine } from './invoice.ts'
import type { InvoiceItemEvent } from './item.ts'

/**
 * An event of an erased customer's invoice without what is personal in it; it still folds. What was issued stays as it was printed: the
 * parties with their addresses, the lines, the payments. Of a draft, which nobody has seen, no text stays.
 */
export function withoutPerson(event: InvoiceEvent, wasIssued: boolean): InvoiceEvent {
  switch (event.type) {
    case 'invoice.created': {
      const { lines, ...terms } = event.content
      const content = {
        ...terms,
        ...termsWithout(terms, wasIssued),
        lines: lines.map((line) => lineWithout(line, wasIssued)),
      }
      return { ...event, content }
    }
    case 'invoice.updated': {
      const allLines = event.allLines?.map((line) => lineWithout(line, wasIssued))
      return { ...event, content: termsWithout(event.content, wasIssued), ...(allLines && { allLines }) }
    }
    case 'invoice.line_added':
      return { ...event, line: lineWithout(event.line, wasIssued) }
    case 'invoice.line_changed':
      return { ...event, changes: lineWithout(event.changes, wasIssued) }
    case 'invoice.finalized': {
      const { buyer, seller, plan, eInvoices } = event
      // An e-invoice names the phone number too.
      const phone = eInvoices ? buyer.phone : null
      return {
        ...event,
        buyer: { ...buyer, phone, locales: [], timeZone: null },
        plan: { ...plan, timeZone: seller.timeZone },
      }
    }
    case 'invoice.sent':
      return { ...event, recipients: [] }
    case 'invoice.viewed':
      return { ...event, linkId: '' }
    case 'mail.sent':
    case 'mail.skipped':
    case 'mail.failed': {
      // A mail server's answer may repeat the address.
      const { answer: _, ...rest } = event
      return { ...rest, to: null, reason: event.reason?.split(':')[0] ?? null }
    }
    case 'message.written':
      return { ...event, text: '' }
    case 'payment.started':
      return { ...event, request: { ...event.request, language: '' } }
    case 'payment.moved':
      return { ...event, url: null, urlExpiresAt: null }
    default:
      return event
  }
}

/** The same of an item that is on no issued invoice. */
export function itemWithoutPerson(event: InvoiceItemEvent): InvoiceItemEvent {
  if (event.type === 'invoiceitem.created') return { ...event, line: lineWithout(event.line, false) }
  if (event.type === 'invoiceitem.updated') return { ...event, changes: lineWithout(event.changes, false) }
  return event
}

const blankTerms: Partial<Terms> = { metadata: {}, returnUrl: null }
const blankTexts: Partial<Terms> = {
  ...blankTerms,
  memo: null,
  footer: null,
  customFields: [],
  purchaseOrder: null,
  statementDescriptor: null,
  numberOverride: null,
}

const onlyThereIn = <T extends object>(given: T, blanks: Partial<T>): T => ({
  ...given,
  ...Object.fromEntries(Object.entries(blanks).filter(([name]) => name in given)),
})

const termsWithout = (terms: Partial<Terms>, wasIssued: boolean): Partial<Terms> =>
  onlyThereIn(terms, wasIssued ? blankTerms : blankTexts)

function lineWithout<L extends Partial<InvoiceLine>>(line: L, wasIssued: boolean): L {
  const blanks: Partial<InvoiceLine> = wasIssued ? { metadata: {} } : { metadata: {}, description: '', product: null }
  return onlyThereIn(line, blanks as Partial<L>)
}
