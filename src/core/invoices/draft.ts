import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { TaxExempt } from '../tax/rates.ts'
import type { Created, Deleted, Updated } from './events.ts'
import { type Draft, type Invoice, type InvoiceContent, isPayable } from './invoice.ts'
import { computeTotals, type Rounding } from './totals.ts'

const maxLines = 250

export type NewInvoice = {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly currency: Currency
  readonly rounding: Rounding
  readonly taxExempt: TaxExempt
  readonly content: InvoiceContent
}

/** A new draft, with its figures. */
export function draft(fresh: NewInvoice): Result<Created> {
  if (fresh.content.lines.length > maxLines) return refuse('lines_too_many', { values: { most: maxLines } })
  const totals = computeTotals({ ...fresh, ...fresh.content })
  return totals.ok ? ok({ type: 'invoice.created', ...fresh, totals: totals.value }) : totals
}

/** What changes nothing that was promised, whatever became of the invoice. */
const alwaysEditable: ReadonlySet<string> = new Set<keyof InvoiceContent>(['metadata', 'returnUrl'])

/** What may change besides while money can still be received (docs.stripe.com/invoicing/invoice-edits). */
const editableWhilePayable: ReadonlySet<string> = new Set<keyof InvoiceContent>([
  'memo',
  'autoAdvance',
  'defaultPaymentMethod',
  'paymentMethodTypes',
])

/** Changes a draft in every part, an issued invoice only where nobody was promised anything. Figures follow. */
export function update(invoice: Invoice, changes: Partial<InvoiceContent>): Result<Updated> {
  if (invoice.status === 'draft') return updateDraft(invoice, changes)
  const isEditable = (key: string) => alwaysEditable.has(key) || (isPayable(invoice) && editableWhilePayable.has(key))
  const frozen = Object.keys(changes).find((key) => !isEditable(key))
  return frozen ? refuse('invoice_not_editable', { param: frozen }) : ok({ type: 'invoice.updated', content: changes })
}

function updateDraft(invoice: Draft, changes: Partial<InvoiceContent>): Result<Updated> {
  const next = { ...invoice, ...changes }
  if (next.lines.length > maxLines) return refuse('lines_too_many', { values: { most: maxLines } })
  const totals = computeTotals(next)
  return totals.ok ? ok({ type: 'invoice.updated', content: changes, totals: totals.value }) : totals
}

/** Only a draft can be deleted: an issued invoice keeps its number and its place in the books. */
export const remove = (invoice: Invoice): Result<Deleted> =>
  invoice.status === 'draft' ? ok({ type: 'invoice.deleted' }) : refuse('invoice_not_editable')
