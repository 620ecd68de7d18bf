import type { Account } from '../accounts/account.ts'
import type { BankAccount } from '../accounts/bank-account.ts'
import { amountPaidMinor } from '../invoices/amounts.ts'
import { type IssuedInvoice, isPayable } from '../invoices/invoice.ts'
import { allWentBack } from '../payments/money-back.ts'
import { bankAccountIn } from '../payments/transfer.ts'
import { asIssued, documentOf } from './document.ts'
import type { StoredDocument } from './stored-document.ts'

/** What is no longer as a document says it; instants in ms since 1970. */
export type DocumentChange =
  | { readonly kind: 'replaced' | 'voided' | 'paid'; readonly at: number }
  /** A revision was issued in its place, under this number. */
  | { readonly kind: 'revised'; readonly at: number; readonly number: string }
  | { readonly kind: 'part_paid' | 'paid_back' }
  /** To which account it is paid now; null where the merchant has none. */
  | { readonly kind: 'bank_account'; readonly to: BankAccount | null }

/** What changed since a document was issued, of what its paper says; nothing that only the merchant or the customer knows. */
export function changesSince(document: StoredDocument, invoice: IssuedInvoice, account: Account): DocumentChange[] {
  const newest = documentOf(invoice, document.kind, document.ofPayment)
  const replaced: DocumentChange[] =
    newest && newest.codeHash !== document.codeHash ? [{ kind: 'replaced', at: newest.storedAt }] : []
  return document.kind === 'invoice' ? [...replaced, ...invoiceChanges(document, invoice, account)] : replaced
}

function invoiceChanges({ payTo }: StoredDocument, invoice: IssuedInvoice, account: Account): DocumentChange[] {
  if (invoice.status === 'void') {
    const { replacedBy, voidedAt: at } = invoice
    return [replacedBy ? { kind: 'revised', at, number: replacedBy.number } : { kind: 'voided', at }]
  }
  if (invoice.status === 'paid' && asIssued(invoice).status === 'open')
    return [{ kind: 'paid', at: invoice.paidAt }, ...(allWentBack(invoice) ? [{ kind: 'paid_back' } as const] : [])]
  if (!isPayable(invoice)) return []
  const to = bankAccountIn(account, invoice.currency)
  return [
    ...(amountPaidMinor(invoice) > 0 ? [{ kind: 'part_paid' } as const] : []),
    ...(payTo && !isSame(payTo, to) ? [{ kind: 'bank_account', to } as const] : []),
  ]
}

/** Whether money arrives in the same place; the bank's name and the holder's spelling do not decide that. */
const isSame = (one: BankAccount, other: BankAccount | null): boolean =>
  other !== null && numberOf(one) === numberOf(other)

const numberOf = ({ number }: BankAccount): string =>
  number.kind === 'iban' ? number.iban : `${number.bankCode.code} ${number.accountNumber}`
