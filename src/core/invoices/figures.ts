import { assert } from '../assert.ts'
import type { Draft, Invoice, IssuedInvoice } from './invoice.ts'
import { computeTotals, type Totals } from './totals.ts'

/** A draft's figures follow from what is on it, so neither its history nor its row keeps them. Null: to be computed. */
export type KeptDraft = Omit<Draft, 'totals'> & { readonly totals: Totals | null }
export type KeptInvoice = KeptDraft | IssuedInvoice

/** The invoice with its figures. An issued one has those that it was issued with, whatever is computed by now. */
export function figured(kept: KeptInvoice): Invoice {
  if (kept.status !== 'draft') return kept
  const totals = kept.totals ?? totalsOf(kept)
  return { ...kept, totals }
}

export const unfigured = (invoice: KeptInvoice): KeptInvoice =>
  invoice.status === 'draft' ? { ...invoice, totals: null } : invoice

function totalsOf(draft: KeptDraft): Totals {
  const totals = computeTotals(draft)
  assert(totals.ok, 'what was accepted on a draft has figures')
  return totals.value
}
