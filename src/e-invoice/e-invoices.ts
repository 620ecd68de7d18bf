import type { BankAccount } from '../core/accounts/bank-account.ts'
import { formatsOf } from '../core/accounts/e-invoice-settings.ts'
import type { EInvoiceFormat } from '../core/documents/stored-document.ts'
import type { EInvoicesRefused } from '../core/invoices/events.ts'
import type { EInvoiceRefusals, IssuedInvoice } from '../core/invoices/invoice.ts'
import { ok, type Result } from '../core/result.ts'
import { ciiOf } from './cii.ts'
import { eInvoiceOf } from './e-invoice-of.ts'
import type { EInvoice, Profile } from './model.ts'
import { ublOf } from './ubl.ts'

const formats: Readonly<Record<EInvoiceFormat, { profile: Profile; write: (invoice: EInvoice) => string }>> = {
  cii: { profile: 'en16931', write: ciiOf },
  ubl: { profile: 'en16931', write: ublOf },
  xrechnung: { profile: 'xrechnung', write: ublOf },
}

type Written = { readonly format: EInvoiceFormat; readonly xml: Result<string> }

/** The invoice in each format that its merchant had turned on when it was issued, or why it cannot be expressed. */
export function eInvoicesOf(invoice: IssuedInvoice, bankAccount: BankAccount | null): Written[] {
  const { eInvoices } = invoice
  if (!eInvoices) return []
  return formatsOf(eInvoices).map((format) => {
    const { profile, write } = formats[format]
    const made = eInvoiceOf(invoice, { ...eInvoices, profile, bankAccount, credits: null })
    return { format, xml: made.ok ? ok(write(made.value)) : made }
  })
}

/** Which e-invoices an invoice cannot have; where the money goes to is never the reason. */
export const refusalsOf = (invoice: IssuedInvoice): EInvoiceRefusals =>
  Object.fromEntries(eInvoicesOf(invoice, null).flatMap(({ format, xml }) => (xml.ok ? [] : [[format, xml.refusal]])))

/** What is recorded of them when the invoice is issued: nothing where it has all. */
export function refusedEInvoices(invoice: IssuedInvoice): EInvoicesRefused[] {
  const refusals = refusalsOf(invoice)
  return Object.keys(refusals).length === 0 ? [] : [{ type: 'e_invoices.refused', refusals }]
}
