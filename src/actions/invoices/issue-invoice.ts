import type { Account } from '../../core/accounts/account.ts'
import { withCreditBack } from '../../core/credit/credit-back.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { voidInvoice } from '../../core/invoices/close.ts'
import type { InvoiceEvent } from '../../core/invoices/events.ts'
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
import type { Query } from '../../db/client.ts'
import { Conflict } from '../../db/conflict.ts'
import type { LoadedToFinalize } from '../../db/repositories/invoices.ts'
import { issued, newLinks } from '../../db/repositories/links.ts'
import type { Deps } from '../../deps.ts'
import { refusedEInvoices } from '../../e-invoice/e-invoices.ts'
import { cancelPayment } from '../payments/cancel-payment.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { type Creation, writeInvoice, writeInvoices } from './write-invoice.ts'

export type HowToIssue = {
  readonly autoAdvance?: boolean
  /** Whether the invoice is also mailed to its customer, in the same commit. */
  readonly isSent?: boolean
  /**
   * Whether the caller charges the invoice afterwards. Finalizing is then a prerequisite, unless nothing is left to
   * charge.
   */
  readonly isChargedNext?: boolean
}

/** A draft with all that issuing needs. One that is not stored yet is created in the commit that issues it. */
export type ToIssue = LoadedToFinalize & { readonly creation?: Creation }

type Loading = () => Promise<Result<ToIssue>>

/**
 * Issues a draft: assigns its number, freezes it and creates its links. Numbers have no gaps because the number is taken in the commit
 * that uses it. A revision voids its original in the same commit; the original's open checkout is ended at the provider first, once
 * nothing else stands against the revision. What was just loaded saves a read; a conflict loads again.
 */
export async function issueInvoice(
  deps: Deps,
  unit: UnitOfWork,
  how: HowToIssue,
  justLoaded: ToIssue,
  load: Loading,
  rows: readonly Query[] = [],
): Promise<Result<Invoice>> {
  const { invoice, original } = justLoaded
  const open = invoice.status === 'draft' && original && isIssued(original) ? unsettledOf(original.payments) : undefined
  if (!original || !open) return commitIssue(deps, unit, how, justLoaded, load, rows)
  const issuable = decideIssue(withoutPayment(justLoaded, open.id), how, 0, deps.now())
  if (!issuable.ok) return issuable
  const closed = await cancelPayment(deps, prerequisite(unit), original.id, open, 'superseded')
  return closed.ok ? commitIssue(deps, unit, how, null, load, rows) : closed
}

function commitIssue(
  deps: Deps,
  unit: UnitOfWork,
  how: HowToIssue,
  justLoaded: ToIssue | null,
  load: Loading,
  rows: readonly Query[],
): Promise<Result<Invoice>> {
  let lostSequence = 0
  let preloaded = justLoaded
  return retryOnConflict(async () => {
    const read = preloaded ? ok(preloaded) : await load()
    preloaded = null
    if (!read.ok) return read
    const loaded = read.value
    const now = deps.now()
    const decided = decideIssue(loaded, how, lostSequence, now)
    if (!decided.ok) return decided
    const { number, customer, voided, events, after } = decided.value
    const expiresAt = linkExpiry(after.overdueFrom, now)
    const links = newLinks(deps, unit.caller.accountId, after.id, [null, customer.email], expiresAt)
    const committing = how.isChargedNext && after.status !== 'paid' ? prerequisite(unit) : unit
    const { original, creation } = loaded
    const writes = { linkRows: [issued(links)], rows }
    try {
      if (!original) return ok(await writeInvoice(deps, committing, loaded, events, now, { ...writes, links }))
      const both = [
        { loaded: { ...loaded, invoice: original, links: [] }, decided: voided },
        { loaded, decided: events, links, creation },
      ]
      const written = await writeInvoices(deps, committing, both, now, writes)
      return ok(written[1]!.invoice)
    } catch (error) {
      const isTaken = error instanceof Conflict && error.failure === 'number'
      if (isTaken && number.sequence === null) return refuse('invoice_number_taken', { param: 'number' })
      if (isTaken) lostSequence = number.sequence ?? 0
      throw error
    }
  })
}

type Decision = {
  readonly number: DocumentNumber
  readonly customer: Customer
  /** What becomes of the original; nothing where there is none. */
  readonly voided: readonly InvoiceEvent[]
  readonly events: readonly InvoiceEvent[]
  readonly after: IssuedInvoice
}

/** Decides all that issuing changes; `now` in ms since 1970. */
function decideIssue(loaded: LoadedToFinalize, how: HowToIssue, lostSequence: number, now: number): Result<Decision> {
  const { account, original } = loaded
  if (!loaded.customer) return refuse('customer_deleted')
  const { autoAdvance } = how
  const invoice = autoAdvance === undefined ? loaded.invoice : { ...loaded.invoice, autoAdvance }
  const number = numberFor(invoice, account, loaded.customer, loaded, lostSequence)
  if (!number.ok) return number
  const voided =
    original && invoice.status === 'draft'
      ? voidInvoice(original, { id: invoice.id, number: number.value.number })
      : ok([])
  if (!voided.ok) return voided
  const customer = withCreditBack(loaded.customer, original, voided.value, now)
  const issue = issueOf(account, customer, invoice, number.value, now)
  // What the merchant charges next is theirs to answer for.
  const decided = finalize(invoice, how.isChargedNext ? { ...issue, isLeftToCustomer: false } : issue)
  if (!decided.ok) return decided
  const events: readonly InvoiceEvent[] = [
    ...(autoAdvance === undefined ? [] : [{ type: 'invoice.updated' as const, content: { autoAdvance } }]),
    ...decided.value,
  ]
  const after = replay(evolve, record(events, loaded.invoice.version, now), loaded.invoice) as IssuedInvoice
  const sent = how.isSent ? send(after, now, customer) : ok([])
  if (!sent.ok) return sent
  const all = [...events, ...refusedEInvoices(after), ...sent.value]
  return ok({ number: number.value, customer, voided: voided.value, events: all, after })
}

/** As if the original's open payment had been ended. */
function withoutPayment(loaded: ToIssue, paymentId: string): ToIssue {
  const original = loaded.original as IssuedInvoice
  return { ...loaded, original: { ...original, payments: original.payments.filter(({ id }) => id !== paymentId) } }
}

type Numbers = Pick<LoadedToFinalize, 'lastOfAccount' | 'lastOfCustomer' | 'isNumberTaken'>

/**
 * The next number of the series, or the custom number. If a custom number already occupies the next one, the series
 * skips it.
 */
function numberFor(
  { numberOverride }: Invoice,
  { numbering }: Account,
  { id, invoicePrefix: prefix }: Customer,
  { lastOfAccount, lastOfCustomer, isNumberTaken }: Numbers,
  lostSequence: number,
): Result<DocumentNumber> {
  if (numberOverride !== null)
    return isNumberTaken
      ? refuse('invoice_number_taken', { param: 'number' })
      : ok({ number: numberOverride, series: null, sequence: null })
  const last = numbering.scheme === 'customer' ? lastOfCustomer : lastOfAccount
  return nextNumber(seriesOf('invoice', numbering, { id, prefix }), Math.max(last, lostSequence))
}
