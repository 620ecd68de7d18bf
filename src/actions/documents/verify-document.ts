import type { Account } from '../../core/accounts/account.ts'
import type { StoredDocument } from '../../core/documents/stored-document.ts'
import { typedCode } from '../../core/documents/verification-code.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { hashCode } from '../../crypto/document-code.ts'
import { verificationScreen } from '../../db/screens/verification-screen.ts'
import type { Deps } from '../../deps.ts'

/** A document that is genuine, with its invoice and its merchant. */
export type Verified = {
  readonly document: StoredDocument
  readonly invoice: IssuedInvoice
  readonly account: Account
}

/**
 * The document with this code, as somebody typed it; null if there is none. A text that cannot be a code is looked up like any other, so
 * that all wrong ones take the same way. One round trip.
 */
export async function verifyDocument(deps: Pick<Deps, 'directory'>, typed: string): Promise<Verified | null> {
  const codeHash = await hashCode(typedCode(typed))
  const found = await verificationScreen(deps.directory, codeHash)
  if (!found || !isIssued(found.invoice)) return null
  const { invoice, account } = found
  const document = invoice.documents?.findLast((stored) => stored.codeHash === codeHash)
  return document ? { document, invoice, account } : null
}
