import { requireScope } from '../../core/access/caller.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { send } from '../../core/invoices/send.ts'
import { linkExpiry } from '../../core/links/life.ts'
import { type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { issued, newLinks } from '../../db/repositories/links.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import type { Beside } from './write-invoice.ts'

/** Mails an invoice to its customer; a draft is finalized in the same commit. An address that is new to it gets a link of its own. */
export async function sendInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId }: { invoiceId: string },
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const loaded = await invoicesOf(deps.db, unit.caller.accountId).toFinalize(invoiceId)
  if (!loaded) return refuse('resource_missing')
  const { invoice, customer } = loaded
  if (invoice.status !== 'draft') {
    const decide = (current: Invoice, _at: number, { customer }: WithParties) => send(current, customer)
    return changeInvoice(deps, unit, invoiceId, decide, loaded, (current, decided, at) =>
      linkFor(deps, current, decided, at),
    )
  }
  if (invoice.collectionMethod !== 'send_invoice') return refuse('parameter_invalid', { param: 'collection_method' })
  if (!customer?.email) return refuse('customer_email_missing')
  return finalizeInvoice(deps, unit, { invoiceId, isSent: true }, loaded)
}

/** A link for the address that it is mailed to now, where that has none yet. */
function linkFor(deps: Deps, { invoice, links }: WithParties, decided: readonly InvoiceEvent[], at: number): Beside {
  const recipients = decided.flatMap((event) => (event.type === 'invoice.sent' ? event.recipients : []))
  const missing = recipients.filter((to) => !links.some((link) => link.recipient === to && link.revokedAt === null))
  if (missing.length === 0 || !isIssued(invoice)) return {}
  const added = newLinks(deps, invoice.accountId, invoice.id, missing, linkExpiry(invoice.overdueFrom, at))
  return { linkRows: [issued(added)], links: [...links, ...added] }
}
