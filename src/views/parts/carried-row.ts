import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { I18n } from '../i18n.ts'

/** The customer's earlier balance: credit that was applied, or debt added to this invoice; null if none. */
export function carriedRow({ creditAppliedMinor }: IssuedInvoice, { words, money }: I18n) {
  if (creditAppliedMinor === 0) return null
  const label = creditAppliedMinor > 0 ? words.document.creditApplied : words.document.balanceCarried
  return { label, amount: money(-creditAppliedMinor) }
}
