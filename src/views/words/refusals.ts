import type { RefusalCode } from '../../core/refusals.ts'

/** What a payer can be told no for; each has its sentences in every catalogue. */
export const payerRefusals = [
  'amount_changed',
  'already_paid',
  'voided',
  'in_progress',
  'method_unavailable',
  'amount_unfit',
  'part_unfit',
  'not_in_parts',
  'provider_unavailable',
  'too_many',
  'not_online',
  'not_understood',
] as const

export type PayerRefusal = (typeof payerRefusals)[number]

// Codes that only an API client can cause are not here: a payer who meets one sent a form that nobody gave them.
const groups: Partial<Readonly<Record<RefusalCode, PayerRefusal>>> = {
  amount_changed: 'amount_changed',
  amount_too_fine: 'amount_unfit',
  amount_too_large: 'amount_unfit',
  amount_too_small: 'amount_unfit',
  conflict: 'provider_unavailable',
  currency_mismatch: 'method_unavailable',
  customer_deleted: 'not_online',
  database_unavailable: 'provider_unavailable',
  invoice_already_paid: 'already_paid',
  invoice_no_payment_method_types: 'method_unavailable',
  invoice_not_open: 'voided',
  invoice_void: 'voided',
  overpayment: 'amount_changed',
  part_not_allowed: 'not_in_parts',
  part_unfit: 'part_unfit',
  payment_attempts_too_many: 'not_online',
  payment_failed: 'provider_unavailable',
  payment_in_progress: 'in_progress',
  payment_method_missing: 'method_unavailable',
  payment_method_unfit: 'method_unavailable',
  payment_provider_unavailable: 'provider_unavailable',
  payment_unknown: 'not_understood',
  provider_mismatch: 'provider_unavailable',
  rate_limit: 'too_many',
}

/** The words that a refusal gets on the payer's page. */
export const payerRefusal = (code: RefusalCode): PayerRefusal => groups[code] ?? 'not_understood'
