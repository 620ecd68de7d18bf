import { requireScope } from '../../core/access/caller.ts'
import { documentOf } from '../../core/documents/document.ts'
import { store } from '../../core/documents/store.ts'
import type { DocumentStored, PrintedKind } from '../../core/documents/stored-document.ts'
import { hex } from '../../core/hex.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { hashCode } from '../../crypto/document-code.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { drawInvoice, drawReceipt } from './draw-document.ts'

/** Which document: the invoice's own, or the receipt of a payment. */
export type Which = { readonly document: PrintedKind; readonly paymentId?: string }

/** Stores a document that a commit ordered, unless somebody who needed it was first. */
export async function storeOrdered(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp<'document'>,
  current: WithParties,
): Promise<Outcome> {
  if (!isIssued(current.invoice)) return { kind: 'skipped', reason: 'nothing_to_do' }
  const stored = await storeDocument(deps, ending(deps, unit, due, 'stored'), current, due.payload)
  if (!stored.ok) return { kind: 'later', reason: stored.refusal.code }
  return stored.value.isRecorded ? { kind: 'done' } : { kind: 'skipped', reason: 'already_stored' }
}

type Stored = {
  readonly invoice: IssuedInvoice
  /** Whether this call wrote it into the history. */
  readonly isRecorded: boolean
}

/**
 * Draws a document, with the e-invoices of an invoice, stores it, and records the hashes in the history. Drawn again after a crash it
 * has the same bytes and so the same place; only the recorded one counts.
 */
export async function storeDocument(
  deps: Deps,
  unit: UnitOfWork,
  current: WithParties,
  which: Which,
): Promise<Result<Stored>> {
  requireScope(unit.caller, 'work')
  const { invoice } = current
  if (!isIssued(invoice)) return refuse('invoice_not_open')
  if (which.document === 'invoice' && documentOf(invoice, 'invoice')) return ok({ invoice, isRecorded: false })
  const { document, paymentId = null } = which
  const payment = invoice.payments.find(({ id }) => id === paymentId)
  const number = document === 'invoice' ? invoice.number : payment?.receiptNumber
  if (number === undefined) return refuse('payment_unknown')
  const issued = { ...current, invoice }
  const drawn = await (payment ? drawReceipt(deps, issued, payment, number) : drawInvoice(deps, issued))
  const stored = await Promise.all(
    drawn.map(async ({ kind, bytes, code, payTo }): Promise<DocumentStored> => {
      const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes))
      await deps.documents.put(invoice, bytes, { kind, sha256 })
      return {
        type: 'document.stored',
        document: kind,
        ofPayment: paymentId,
        number,
        sha256,
        bytes: bytes.length,
        ...(code && { codeHash: await hashCode(code), payTo }),
      }
    }),
  )
  let events: readonly DocumentStored[] = []
  const written = await changeInvoice(
    deps,
    unit,
    invoice.id,
    (latest) => {
      const decided = store(latest, stored, payment)
      events = decided.ok ? decided.value : []
      return decided
    },
    current,
  )
  return written.ok ? ok({ invoice: written.value as IssuedInvoice, isRecorded: events.length > 0 }) : written
}
