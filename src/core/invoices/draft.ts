import { changesTo } from '../changes.ts'
import type { Currency } from '../money/currencies.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { TaxExempt } from '../tax/rates.ts'
import type { Created, Deleted, LineAdded, LineChanged, LineRemoved, Terms, Updated } from './events.ts'
import { type Draft, type Invoice, type InvoiceContent, type InvoiceLine, isPayable } from './invoice.ts'
import type { OtherVersion } from './other-version.ts'
import { computeTotals, type Rounding, type TotalsInput } from './totals.ts'

const maxLines = 250

export type NewInvoice = {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly currency: Currency
  readonly rounding: Rounding
  readonly taxExempt: TaxExempt
  readonly content: InvoiceContent
  readonly revisionOf?: OtherVersion
}

/** Creates a draft; refuses if its totals cannot be computed. */
export function draft(input: NewInvoice): Result<Created> {
  return checked({ ...input, ...input.content }, { type: 'invoice.created', ...input })
}

/** Accepts an event only if the draft has few enough lines and valid totals. */
function checked<E>(draft: TotalsInput, event: E): Result<E> {
  if (draft.lines.length > maxLines) return refuse('lines_too_many', { values: { most: maxLines } })
  const totals = computeTotals(draft)
  return totals.ok ? ok(event) : totals
}

/** Fields that can change in every status, since the customer relies on none of them. */
const alwaysEditable: ReadonlySet<string> = new Set<keyof InvoiceContent>(['metadata', 'returnUrl', 'attachDocuments'])

/** Fields that can also change while the invoice is payable (docs.stripe.com/invoicing/invoice-edits). */
const editableWhilePayable: ReadonlySet<string> = new Set<keyof InvoiceContent>([
  'memo',
  'autoAdvance',
  'defaultPaymentMethod',
  'paymentMethodTypes',
  'minimumPaymentPercent',
])

/** Updates a draft's fields, or the editable ones of an issued invoice. Values that are unchanged make no event. */
export function update(invoice: Invoice, wanted: Partial<Terms>): Result<Updated[]> {
  const isEditable = (key: string) => alwaysEditable.has(key) || (isPayable(invoice) && editableWhilePayable.has(key))
  const frozen = invoice.status === 'draft' ? undefined : Object.keys(wanted).find((key) => !isEditable(key))
  if (frozen) return refuse('invoice_not_editable', { param: frozen })
  const content = changesTo<Terms>(invoice, wanted)
  const events: Updated[] = Object.keys(content).length === 0 ? [] : [{ type: 'invoice.updated', content }]
  return invoice.status === 'draft' ? checked({ ...invoice, ...content }, events) : ok(events)
}

/** Appends a line to a draft. */
export const addLine = (draft: Draft, line: InvoiceLine): Result<LineAdded[]> =>
  checked({ ...draft, lines: [...draft.lines, line] }, [{ type: 'invoice.line_added', line }])

/** Changes the line of this id to what is given. */
export function changeLine(draft: Draft, line: InvoiceLine): Result<LineChanged[]> {
  const before = draft.lines.find(({ id }) => id === line.id)
  const changes = before ? changesTo<InvoiceLine>(before, line) : {}
  const lines = draft.lines.map((old) => (old.id === line.id ? line : old))
  const isSame = Object.keys(changes).length === 0
  return checked({ ...draft, lines }, isSame ? [] : [{ type: 'invoice.line_changed', lineId: line.id, changes }])
}

/** Removes a line from a draft. */
export const removeLine = (draft: Draft, lineId: string): Result<LineRemoved[]> =>
  checked({ ...draft, lines: draft.lines.filter(({ id }) => id !== lineId) }, [
    { type: 'invoice.line_removed', lineId },
  ])

/** Only a draft can be deleted: an issued invoice keeps its number and its place in the books. */
export const remove = (invoice: Invoice): Result<Deleted> =>
  invoice.status === 'draft' ? ok({ type: 'invoice.deleted' }) : refuse('invoice_not_editable')
