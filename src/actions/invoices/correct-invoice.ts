import { requireScope, targetOf } from '../../core/access/caller.ts'
import { correctionLimit, secondsToNextDay, sendLimits } from '../../core/collection/mail-limits.ts'
import { corrected, correctionOf, draftOf } from '../../core/invoices/correction.ts'
import { type Invoice, isIssued } from '../../core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { isOverLimit } from '../../db/conflict.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { counted } from '../../db/repositories/mail-counts.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { issueInvoice, type ToIssue } from './issue-invoice.ts'
import { itemsOfRevision } from './items-of-revision.ts'

type ToCorrect = {
  readonly invoiceId: string
  /** The version of the customer whose details were confirmed. */
  readonly customerVersion: number
}

/**
 * Issues an invoice anew with its customer's present details, for the customer: a revision that is created, issued, mailed and put in the
 * original's place in one commit. Refuses `conflict` where it is not to be had at once, or the details have changed since, and
 * `rate_limit` above ten a day.
 */
export async function correctInvoice(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, customerVersion }: ToCorrect,
): Promise<Result<Invoice>> {
  const { accountId } = unit.caller
  const id = deps.newId('invoice')
  const load = async (): Promise<Result<ToIssue>> => {
    const loaded = await invoicesOf(deps.db, accountId).toFinalize(invoiceId)
    if (!loaded) return refuse('resource_missing')
    const { invoice: original, account, customer } = loaded
    requireScope(unit.caller, 'invoices:correct', targetOf(original))
    if (!isIssued(original) || !customer) return refuse('invoice_not_open')
    const now = deps.now()
    const isConfirmed = customer.version === customerVersion
    if (!isConfirmed || correctionOf(original, account, customer, now).kind !== 'at_once') return refuse('conflict')
    const created = corrected(original, { account, customer, now, newId: deps.newId }, id)
    if (!created) return refuse('conflict')
    const creation = { event: created, items: itemsOfRevision(deps, created, now) }
    return ok({ ...loaded, invoice: draftOf(created, now), links: [], original, isNumberTaken: false, creation })
  }
  const loaded = await load()
  if (!loaded.ok) return loaded
  const { account, customer } = loaded.value
  const { id: customerId, email } = customer!
  const sends = email === null ? [] : sendLimits(account, id, email)
  const now = deps.now()
  const rows = [counted(accountId, [correctionLimit(customerId), ...sends], now)]
  try {
    return await issueInvoice(deps, unit, { isSent: email !== null }, loaded.value, load, rows)
  } catch (fault) {
    if (!isOverLimit(fault)) throw fault
    const reason = 'as many invoices as are allowed were corrected today'
    return refuse('rate_limit', { values: { reason }, retryAfterSeconds: secondsToNextDay(now) })
  }
}
