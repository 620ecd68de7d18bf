import { requireScope } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import { balanceEffects } from '../../core/credit/balance.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { evolve as evolveCustomer } from '../../core/customers/evolve.ts'
import { voidInvoice } from '../../core/invoices/close.ts'
import type { Finalized, InvoiceEvent } from '../../core/invoices/events.ts'
import { evolve } from '../../core/invoices/evolve.ts'
import { finalize } from '../../core/invoices/finalize.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { issueOf } from '../../core/invoices/issue.ts'
import { send } from '../../core/invoices/send.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { type DocumentNumber, nextNumber, seriesOf } from '../../core/numbering/series.ts'
import { unsettledOf } from '../../core/payments/payment.ts'
import { record, replay } from '../../core/recorded.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { Conflict } from '../../db/conflict.ts'
import { invoicesOf, type LoadedToFinalize } from '../../db/repositories/invoices.ts'
import { issued, newLinks } from '../../db/repositories/links.ts'
import type { Deps } from '../../deps.ts'
import { refusedEInvoices } from '../../e-invoice/e-invoices.ts'
import { cancelPayment } from '../payments/cancel-payment.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { writeInvoice, writeInvoices } from './write-invoice.ts'

type ToFinalize = {
  readonly invoiceId: string
  readonly autoAdvance?: boolean
  /** Whether the invoice is also mailed to its customer, in the same commit. */
  readonly isSent?: boolean
  /**
   * Whether the caller charges the invoice afterwards. Finalizing is then a prerequisite, unless nothing is left to
   * charge.
   */
  readonly isChargedNext?: boolean
}

/**
 * Finalizes an invoice: assigns its number, freezes it and creates its links. Numbers have no gaps because the number
 * is taken in the commit that uses it. A revision voids its original in the same commit, whose open checkout is ended at the
 * provider first. A preloaded invoice saves a read, as in `changeInvoice`.
 */
export async function finalizeInvoice(
  deps: Deps,
  unit: UnitOfWork,
  input: ToFinalize,
  justLoaded: LoadedToFinalize | null = null,
): Promise<Result<Invoice>> {
  requireScope(unit.caller, 'invoices:write')
  const loaded = justLoaded ?? (await invoicesOf(deps.db, unit.caller.accountId).toFinalize(input.invoiceId))
  if (!loaded) return refuse('resource_missing')
  const { invoice, original } = loaded
  const open = invoice.status === 'draft' && original && isIssued(original) ? unsettledOf(original.payments) : undefined
  if (!original || !open) return issueInvoice(deps, unit, input, loaded)
  const closed = await cancelPayment(deps, prerequisite(unit), original.id, open, 'superseded')
  return closed.ok ? issueInvoice(deps, unit, input, null) : closed
}

function issueInvoice(
  deps: Deps,
  unit: UnitOfWork,
  input: ToFinalize,
  justLoaded: LoadedToFinalize | null,
): Promise<Result<Invoice>> {
  let lostSequence = 0
  let preloaded = justLoaded
  return retryOnConflict(async () => {
    const loaded = preloaded ?? (await invoicesOf(deps.db, unit.caller.accountId).toFinalize(input.invoiceId))
    preloaded = null
    if (!loaded) return refuse('resource_missing')
    const { account, original } = loaded
    if (!loaded.customer) return refuse('customer_deleted')
    const invoice =
      input.autoAdvance === undefined ? loaded.invoice : { ...loaded.invoice, autoAdvance: input.autoAdvance }
    const number = numberFor(invoice, account, loaded.customer, loaded, lostSequence)
    if (!number.ok) return number
    const now = deps.now()
    const voided =
      original && invoice.status === 'draft'
        ? voidInvoice(original, { id: invoice.id, number: number.value.number })
        : ok([])
    if (!voided.ok) return voided
    const customer = withCreditBack(loaded.customer, original, voided.value, now)
    const decided = finalize(invoice, issueOf(account, customer, invoice, number.value, now))
    if (!decided.ok) return decided
    const autoAdvance = input.autoAdvance
    const events = [
      ...(autoAdvance === undefined ? [] : [{ type: 'invoice.updated' as const, content: { autoAdvance } }]),
      ...decided.value,
    ]
    const after = replay(evolve, record(events, loaded.invoice.version, now), loaded.invoice) as IssuedInvoice
    const sent = input.isSent ? send(after, now, customer) : ok([])
    if (!sent.ok) return sent
    const finalized = decided.value[0] as Finalized
    const expiresAt = linkExpiry(finalized.overdueFrom, now)
    const links = newLinks(deps, unit.caller.accountId, invoice.id, [null, customer.email], expiresAt)
    const committing = input.isChargedNext && after.status !== 'paid' ? prerequisite(unit) : unit
    const relatedWrites = { linkRows: [issued(links)], links }
    try {
      const all = [...events, ...refusedEInvoices(after), ...sent.value]
      if (!original) return ok(await writeInvoice(deps, committing, loaded, all, now, relatedWrites))
      const both = [
        { loaded: { ...loaded, invoice: original, links: [] }, decided: voided.value },
        { loaded, decided: all, links },
      ]
      const written = await writeInvoices(deps, committing, both, now, { linkRows: [issued(links)] })
      return ok(written[1]!.invoice)
    } catch (error) {
      const isTaken = error instanceof Conflict && error.failure === 'number'
      if (isTaken && number.value.sequence === null) return refuse('invoice_number_taken', { param: 'number' })
      if (isTaken) lostSequence = number.value.sequence ?? 0
      throw error
    }
  })
}

/** The customer as they are once the original is void: the credit that had paid a part of it can pay the revision. */
const withCreditBack = (customer: Customer, original: Invoice | null, voided: readonly InvoiceEvent[], now: number) =>
  original
    ? replay(evolveCustomer, record(balanceEffects(original, voided), customer.version, now), customer)!
    : customer

type LastSequences = Pick<LoadedToFinalize, 'lastOfAccount' | 'lastOfCustomer'>

/**
 * The next number of the series, or the custom number. If a custom number already occupies the next one, the series
 * skips it.
 */
function numberFor(
  { numberOverride }: Invoice,
  { numbering }: Account,
  { id, invoicePrefix: prefix }: Customer,
  { lastOfAccount, lastOfCustomer }: LastSequences,
  lostSequence: number,
): Result<DocumentNumber> {
  if (numberOverride !== null) return ok({ number: numberOverride, series: null, sequence: null })
  const last = numbering.scheme === 'customer' ? lastOfCustomer : lastOfAccount
  return nextNumber(seriesOf('invoice', numbering, { id, prefix }), Math.max(last, lostSequence))
}
