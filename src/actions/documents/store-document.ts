import { requireScope } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import {
  asIssued,
  type DocumentKind,
  type DocumentStored,
  documentOf,
  receiptNumber,
} from '../../core/documents/document.ts'
import { store } from '../../core/documents/store.ts'
import { hex } from '../../core/hex.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { transferFor } from '../../core/payments/transfer.ts'
import { type Result, refuse } from '../../core/result.ts'
import { signLink } from '../../crypto/link-token.ts'
import { fileOf } from '../../db/repositories/files.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { Logo } from '../../pdf/logo.ts'
import { printI18n } from '../../views/i18n.ts'
import { printedInvoice } from '../../views/print/invoice.ts'
import { customerOf } from '../../views/reader.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** Which document: the invoice's own, or the receipt of a payment. */
export type Which = { readonly document: DocumentKind; readonly paymentId?: string | null }

/** Stores a document that a commit ordered, unless a mail that carries it was first. */
export async function storeOrdered(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp<'document'>,
  current: WithParties,
): Promise<Outcome> {
  const { invoice } = current
  const { document, paymentId = null } = due.payload
  if (!isIssued(invoice)) return { kind: 'skipped', reason: 'nothing_to_do' }
  if (documentOf(invoice, document, paymentId)) return { kind: 'skipped', reason: 'already_stored' }
  const stored = await storeDocument(deps, ending(deps, unit, due, 'stored'), current, due.payload)
  return stored.ok ? { kind: 'done' } : { kind: 'later', reason: stored.refusal.code }
}

/**
 * Draws a document, stores it, and records its hash in the history. Drawn again after a crash it has the same bytes and so the same
 * place; only the recorded one counts. Returns the invoice with it.
 */
export async function storeDocument(
  deps: Deps,
  unit: UnitOfWork,
  current: WithParties,
  { document, paymentId }: Which,
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'work')
  const { invoice } = current
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  const bytes = await draw(deps, current, asIssued(invoice))
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes))
  await deps.documents.put(invoice, bytes, sha256)
  const stored: DocumentStored = {
    type: 'document.stored',
    document,
    ofPayment: paymentId ?? null,
    number: paymentId ? receiptNumber(invoice, paymentId) : invoice.number,
    sha256,
    bytes: bytes.length,
  }
  return changeInvoice(deps, unit, invoice.id, (latest) => store(latest, stored), current)
}

/** The bytes of an invoice's document, in the language of its customer. */
async function draw(
  deps: Deps,
  { account, links }: WithParties,
  invoice: IssuedInvoice,
): Promise<Uint8Array<ArrayBuffer>> {
  const i18n = printI18n(invoice, customerOf(invoice, account, null))
  const link = links.find(({ recipient, revokedAt }) => recipient === invoice.buyer.email && revokedAt === null)
  const url = link ? await urlOf(deps, invoice, link.id) : null
  // What is charged automatically is not asked for a second time.
  const transfer = invoice.collectionMethod === 'send_invoice' ? transferFor(account, invoice) : null
  const printed = printedInvoice(invoice, { url, transfer }, i18n)
  return deps.drawPdf(printed, i18n, {
    branding: account.branding,
    logo: await logoOf(deps, account),
    pageSize: 'a4',
    createdAt: invoice.finalizedAt,
    loadFont: deps.loadFont,
  })
}

/** The link of the customer, valid as long as when it was issued. */
async function urlOf(deps: Deps, invoice: IssuedInvoice, linkId: string): Promise<string> {
  const { accountId, id: invoiceId, overdueFrom, finalizedAt } = invoice
  const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId }, linkExpiry(overdueFrom, finalizedAt))
  return linkUrl(deps.origin, paths.invoice(token))
}

async function logoOf({ db }: Deps, { id, branding }: Account): Promise<Logo | null> {
  const file = branding.logo === null ? null : await fileOf(db, id, branding.logo)
  const isPicture = file?.type === 'image/png' || file?.type === 'image/jpeg'
  return isPicture ? { bytes: Uint8Array.from(atob(file.body), (letter) => letter.charCodeAt(0)) } : null
}
