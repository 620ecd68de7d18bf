import { requireScope } from '../../core/access/caller.ts'
import { secondsToNextDay, sendLimits } from '../../core/collection/mail-limits.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { send } from '../../core/invoices/send.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { type Result, refuse } from '../../core/result.ts'
import { isOverLimit } from '../../db/conflict.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { issued, newLinks } from '../../db/repositories/links.ts'
import { counted, isReached } from '../../db/repositories/mail-counts.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { type UnitOfWork, withRows } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import type { RelatedWrites } from './write-invoice.ts'

/**
 * Mails an invoice to its customer; a draft is finalized in the same commit. One sent within the last minute is not
 * sent again. Refuses `rate_limit` above the daily limits.
 */
export async function sendInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId }: { invoiceId: string },
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const loaded = await invoicesOf(deps.db, unit.caller.accountId).toFinalize(invoiceId)
  if (!loaded) return refuse('resource_missing')
  const { invoice, customer, account } = loaded
  try {
    if (invoice.status !== 'draft') return await sendIssued(deps, unit, invoiceId, loaded)
    if (invoice.collectionMethod !== 'send_invoice') return refuse('parameter_invalid', { param: 'collection_method' })
    if (!customer?.email) return refuse('customer_email_missing')
    const now = deps.now()
    const counting = withRows(unit, [counted(account.id, sendLimits(account, invoiceId, customer.email), now)])
    const sent = await finalizeInvoice(deps, counting, { invoiceId, isSent: true }, loaded)
    const isLate = !sent.ok && sent.refusal.code === 'invoice_not_editable'
    // A concurrent request finalized it first, and may have sent it.
    return isLate ? await sendIssued(deps, unit, invoiceId, null) : sent
  } catch (fault) {
    if (isOverLimit(fault)) return tooMany(deps, loaded)
    throw fault
  }
}

const sendIssued = (deps: Deps, unit: UnitOfWork, invoiceId: string, loaded: WithParties | null) =>
  changeInvoice(
    deps,
    unit,
    invoiceId,
    (current, at, { customer }) => send(current, at, customer),
    loaded,
    (...of) => writesOfSending(deps, ...of),
  )

/** The rows of a sending: it counts towards the limits, and a new address gets its own link. */
function writesOfSending(deps: Deps, loaded: WithParties, decided: readonly InvoiceEvent[], at: number): RelatedWrites {
  const { invoice, account, links } = loaded
  const [to] = decided.flatMap((event) => (event.type === 'invoice.sent' ? event.recipients : []))
  if (to === undefined || !isIssued(invoice)) return {}
  const rows = [counted(account.id, sendLimits(account, invoice.id, to), at)]
  if (links.some(({ recipient, revokedAt }) => recipient === to && revokedAt === null)) return { rows }
  const added = newLinks(deps, account.id, invoice.id, [to], linkExpiry(invoice.overdueFrom, at))
  return { rows, linkRows: [issued(added)], links: [...links, ...added] }
}

/** The refusal for the limit that was reached. Counts start again the next day (UTC). */
async function tooMany(deps: Deps, { account, invoice, customer }: WithParties): Promise<Result<Invoice>> {
  const now = deps.now()
  const address = (isIssued(invoice) ? addressOf(invoice) : customer?.email) ?? ''
  const [ofInvoice, ofAccount] = sendLimits(account, invoice.id, address)
  const isInvoice = ofInvoice && (await isReached(deps.db, account.id, ofInvoice, now))
  const reason = isInvoice
    ? `this invoice was sent to its customer ${ofInvoice.most} times today`
    : `your account may send ${ofAccount?.most} invoices a day`
  return refuse('rate_limit', { values: { reason }, retryAfterSeconds: secondsToNextDay(now) })
}
