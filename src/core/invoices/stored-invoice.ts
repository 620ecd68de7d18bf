import { assert } from '../assert.ts'
import type { Draft, Invoice, IssuedInvoice } from './invoice.ts'
import { computeTotals, type Totals } from './totals.ts'

/** A draft as stored, without totals: they follow from its lines. Null means that they must be computed. */
export type StoredDraft = Omit<Draft, 'totals'> & { readonly totals: Totals | null }
export type StoredInvoice = StoredDraft | IssuedInvoice

/**
 * The invoice with totals. An issued invoice keeps the totals it was issued with, even if the computation changes
 * later.
 */
export function withTotals(kept: StoredInvoice): Invoice {
  if (kept.status !== 'draft') return kept
  const totals = kept.totals ?? totalsOf(kept)
  return { ...kept, totals }
}

export const withoutTotals = (invoice: StoredInvoice): StoredInvoice =>
  invoice.status === 'draft' ? { ...invoice, totals: null } : invoice

function totalsOf(draft: StoredDraft): Totals {
  const totals = computeTotals(draft)
  assert(totals.ok, 'what was accepted on a draft has figures')
  return totals.value
}
