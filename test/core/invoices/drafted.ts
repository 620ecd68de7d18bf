import { draft, type NewInvoice } from '../../../src/core/invoices/draft.ts'
import { evolve } from '../../../src/core/invoices/evolve.ts'
import type { Issue } from '../../../src/core/invoices/finalize.ts'
import type { Draft, InvoiceContent } from '../../../src/core/invoices/invoice.ts'
import { buyerOf, sellerOf } from '../../../src/core/parties-of.ts'
import { customers, kranwerk, monday } from '../../world/cast.ts'
import { blank, craneLine } from './content.ts'

export const fresh = (content: Partial<InvoiceContent> = {}): NewInvoice => ({
  accountId: kranwerk.id,
  id: 'in_1',
  customerId: customers.jonas.id,
  currency: 'eur',
  rounding: 'line',
  taxExempt: 'none',
  content: { ...blank, lines: [craneLine('100000')], ...content },
})

/** Kranwerk's draft for Jonas: a crane for 1,000 euros and 190 of tax, unless `content` changes it. */
export function drafted(content: Partial<InvoiceContent> = {}): Draft {
  const created = draft(fresh(content))
  if (!created.ok) throw new Error(`refused: ${created.refusal.code}`)
  return evolve(null, { seq: 1, at: monday, event: created.value }) as Draft
}

/** The arguments of a finalization by Kranwerk on Monday morning. */
export const issue = (changes: Partial<Issue> = {}): Issue => ({
  number: 'KW-0017',
  series: 'account',
  sequence: 17,
  seller: sellerOf(kranwerk),
  buyer: buyerOf({ ...customers.jonas, balances: {} }),
  taxExempt: 'none',
  plan: { reminderDays: [-3, 0, 3, 7, 14], hour: 9, timeZone: 'Europe/Berlin', maxRetries: 4 },
  balanceMinor: 0,
  daysUntilDue: 14,
  now: monday,
  ...changes,
})
