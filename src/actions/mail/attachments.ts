import { documentOf } from '../../core/documents/document.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { Attachment } from '../../mail/mail.ts'
import type { Which } from '../documents/store-document.ts'
import { storeDocument } from '../documents/store-document.ts'
import type { DueFollowUp } from '../follow-up.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** More would be refused by usual mail servers, which allow 10 MB after encoding; the link leads to the document anyway. */
const mostBytes = 7_000_000

/** The document that a mail carries. It is stored first if that is still to be done. */
export async function attachmentsOf(
  deps: Deps,
  unit: UnitOfWork,
  current: WithParties,
  order: DueFollowUp<'mail'>['payload'],
): Promise<readonly Attachment[]> {
  const { account, invoice } = current
  const which = carriedBy(order)
  const isCarried = which !== null && account.attachDocuments !== false
  if (!isCarried || !isIssued(invoice) || invoice.documents === undefined) return []
  const holder = known(invoice, which) ? invoice : await withDocument(deps, unit, current, which)
  const document = known(holder, which)
  if (!document || document.bytes > mostBytes) return []
  const stored = await deps.documents.get(holder, document)
  const name = `${document.number.replace(/[^\w.-]+/g, '-')}.pdf`
  return [{ name, type: 'application/pdf', bytes: new Uint8Array(await stored.arrayBuffer()) }]
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
