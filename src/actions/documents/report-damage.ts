import type { StoredDocument } from '../../core/documents/stored-document.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

/** A document that is missing in the store or is not what was stored: for a person, once. Nothing draws it again. */
export async function reportDamage(
  deps: Deps,
  unit: UnitOfWork,
  invoice: IssuedInvoice,
  { kind, number, sha256 }: StoredDocument,
): Promise<void> {
  const detail = { document: kind, number, sha256 }
  const item = { kind: 'document_damaged', subject: sha256, invoiceId: invoice.id, detail }
  await commitUnit(deps, unit, [], deps.now(), [reviewItem(deps, invoice.accountId, item)])
}
