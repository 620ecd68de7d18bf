import { documentOf } from '../../core/documents/document.ts'
import { documentFileName } from '../../core/documents/file-name.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { Attachment } from '../../mail/mail.ts'
import { DocumentDamaged } from '../../storage/documents.ts'
import { reportDamage } from '../documents/report-damage.ts'
import type { Which } from '../documents/store-document.ts'
import { storeDocument } from '../documents/store-document.ts'
import type { DueFollowUp } from '../follow-up.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** The document of a mail: a file, or only which one where it is too large for a mail; null where the mail has none. */
export type Enclosure =
  | { readonly kind: 'attached'; readonly file: Attachment }
  | { readonly kind: 'too_large'; readonly which: Which }

/**
 * The document that a mail carries, where the invoice says so, else the account. It is stored first if that is still to be done. One
 * that is damaged becomes a review item, and the mail goes without it.
 */
export async function enclosureOf(
  deps: Deps,
  unit: UnitOfWork,
  current: WithParties,
  order: DueFollowUp<'mail'>['payload'],
): Promise<Enclosure | null> {
  const { account, invoice } = current
  const which = carriedBy(order)
  const isCarried = which !== null && (invoice.attachDocuments ?? account.attachDocuments ?? true)
  if (!isCarried || !isIssued(invoice) || invoice.documents === undefined) return null
  const holder = known(invoice, which) ? invoice : await withDocument(deps, unit, current, which)
  const document = known(holder, which)
  if (!document) return null
  if (document.bytes > deps.mailer.mostFileBytes) return { kind: 'too_large', which }
  try {
    const stored = await deps.documents.get(holder, document)
    const bytes = new Uint8Array(await stored.arrayBuffer())
    return { kind: 'attached', file: { name: documentFileName(holder, document), type: 'application/pdf', bytes } }
  } catch (error) {
    if (!(error instanceof DocumentDamaged)) throw error
    await reportDamage(deps, unit, holder, document)
    return null
  }
}

function carriedBy({ mail, paymentId }: DueFollowUp<'mail'>['payload']): Which | null {
  if (mail === 'invoice') return { document: 'invoice' }
  return mail === 'receipt' && paymentId !== undefined ? { document: 'receipt', paymentId } : null
}

const known = (invoice: IssuedInvoice, { document, paymentId }: Which) =>
  documentOf(invoice, document, paymentId ?? null)

/** A fault where it cannot be stored now: the mail is tried again. */
async function withDocument(deps: Deps, unit: UnitOfWork, current: WithParties, which: Which): Promise<IssuedInvoice> {
  const stored = await storeDocument(deps, unit, current, which)
  if (!stored.ok) throw new Error(stored.refusal.code)
  return stored.value.invoice
}
