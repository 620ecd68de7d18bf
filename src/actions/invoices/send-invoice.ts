import { requireScope } from '../../core/access/caller.ts'
import { secondsToNextDay, sendLimits } from '../../core/collection/mail-limits.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { send } from '../../core/invoices/send.ts'
import { linkExpiry } from '../../core/links/life.ts'
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
import type { Beside } from './write-invoice.ts'

/**
 * Mails an invoice to its customer; a draft is finalized in the same commit. One that was sent just now is left as it is. Refuses
 * `rate_limit` beyond the sends of a day.
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
    // Somebody else finalized it first, and perhaps sent it.
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
    (...of) => besideSending(deps, ...of),
  )

/** An address that is new to the invoice gets a link of its own; each sending counts. */
function besideSending(deps: Deps, loaded: WithParties, decided: readonly InvoiceEvent[], at: number): Beside {
  const { invoice, account, links } = loaded
  const [to] = decided.flatMap((event) => (event.type === 'invoice.sent' ? event.recipients : []))
  if (to === undefined || !isIssued(invoice)) return {}
  const rows = [counted(account.id, sendLimits(account, invoice.id, to), at)]
  if (links.some(({ recipient, revokedAt }) => recipient === to && revokedAt === null)) return { rows }
  const added = newLinks(deps, account.id, invoice.id, [to], linkExpiry(invoice.overdueFrom, at))
  return { rows, linkRows: [issued(added)], links: [...links, ...added] }
}

/** Says which limit is reached; either way the counts begin anew with the next day. */
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
