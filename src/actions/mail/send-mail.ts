import { requireScope } from '../../core/access/caller.ts'
import { reasonNotToMail } from '../../core/collection/mailing.ts'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import type { MailDone, MailKind } from '../../core/invoices/events.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { oneLine } from '../../core/one-line.ts'
import { ok } from '../../core/result.ts'
import { signLink } from '../../crypto/link-token.ts'
import type { Query } from '../../db/client.ts'
import { renewed } from '../../db/repositories/links.ts'
import { outboxOf } from '../../db/repositories/outbox.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { compose } from '../../mail/compose.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import type { MailOutcome } from '../../mail/mail.ts'
import { linkUrl, paths } from '../../paths.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import { commitUnit, type UnitOfWork, withConditions, withRows } from '../unit-of-work.ts'

/** A claimed follow-up that is a mail. */
export type DueMail = {
  readonly id: string
  readonly fence: number
  readonly tries: number
  readonly createdAt: number
  readonly payload: Record<string, unknown>
}

type Ordered = {
  readonly mail: MailKind
  readonly paymentId?: string
  readonly step?: string
}

const maxTries = 6

/**
 * Sends a mail that a commit ordered, with the invoice's current state, renews the link in it, and records the outcome
 * in the history. Returns why the mail must be retried, or null when it is done.
 */
export async function sendMail(
  deps: Deps,
  unit: UnitOfWork,
  due: DueMail,
  current: WithParties | null,
): Promise<{ retryReason: string } | null> {
  requireScope(unit.caller, 'work')
  const order = due.payload as unknown as Ordered
  if (!current || !isIssued(current.invoice)) return discard(deps, unit, due)
  const { account, invoice, customer } = current
  const address = addressOf(invoice)
  const write = (done: MailResult, rows: readonly Query[] = []) =>
    record(deps, unit, due, current, { ...done, to: address, mail: order.mail }, rows)
  const reason = reasonNotToMail(invoice, order.mail, customer)
  if (reason) return write({ type: 'mail.skipped', reason })
  const to = address ?? ''
  const link = current.links.find(({ recipient, revokedAt }) => recipient === to && revokedAt === null)
  const isCarried = link !== undefined && (account.mailsCarryLink || order.mail === 'fresh_link')
  // Counted from the order, so that each try has the same content and a transport can recognize a repeat.
  const expiresAt = linkExpiry(invoice.overdueFrom, due.createdAt)
  const url = isCarried ? await urlOf(deps, invoice, link.id, expiresAt) : null
  const letter = compose(order.mail, {
    account,
    invoice,
    customer,
    hasProvider: deps.provider(account.id) !== null,
    url,
    now: deps.now(),
    origin: deps.origin,
    paymentId: order.paymentId,
    step: order.step,
  })
  const outcome = await deps.mailer.send({
    id: due.id,
    fromName: oneLine(account.name),
    replyTo: account.supportEmail && isOneAddress(account.supportEmail) ? account.supportEmail : null,
    to,
    ...letter,
  })
  if (outcome.kind === 'later' && due.tries + 1 < maxTries) return { retryReason: outcome.reason }
  const rows =
    isCarried && link.expiresAt < expiresAt ? [renewed(deps.db, unit.caller.accountId, link.id, expiresAt)] : []
  const kind = reviewKinds[outcome.kind]
  if (kind && outcome.kind !== 'sent') {
    const detail = { mail: order.mail, to, reason: outcome.reason }
    rows.push(reviewItem(deps, unit.caller.accountId, { kind, subject: due.id, invoiceId: invoice.id, detail }))
  }
  return write(resultOf(outcome), rows)
}

/** Outcomes that need a person: the mail was certainly not delivered. */
const reviewKinds: Readonly<Partial<Record<MailOutcome['kind'], string>>> = {
  later: 'mail_given_up',
  rejected: 'mail_given_up',
  address_refused: 'mail_address_refused',
}

type MailResult = Pick<MailDone, 'type' | 'reason' | 'answer'>

/**
 * An unknown outcome is recorded and not retried: a second copy of a mail is worse than a missing one, which can be
 * requested again.
 */
function resultOf(outcome: MailOutcome): MailResult {
  if (outcome.kind === 'sent') return { type: 'mail.sent', reason: null }
  const { kind, reason } = outcome
  if (kind === 'address_refused') return { type: 'mail.failed', reason: kind, answer: reason }
  return { type: 'mail.failed', reason: `${kind}: ${reason}` }
}

/** The customer's events when an address was refused, or accepted again after a refusal. */
function addressEvents(customer: Customer | null, { type, to, reason }: MailDone): CustomerEvent[] {
  if (!customer || to === null) return []
  const isKnown = customer.refusedAddresses?.includes(to) === true
  if (type === 'mail.sent') return isKnown ? [{ type: 'customer.address_accepted', address: to }] : []
  const isRefused = type === 'mail.failed' && reason === 'address_refused'
  return isRefused && !isKnown ? [{ type: 'customer.address_refused', address: to }] : []
}

/** The invoice no longer exists, so the order is closed without a history entry. */
async function discard(deps: Deps, unit: UnitOfWork, { id }: DueMail): Promise<null> {
  const now = deps.now()
  await commitUnit(deps, unit, [], now, [outboxOf(deps.db, unit.caller.accountId).done(id, 'nothing_to_do', now)])
  return null
}

async function urlOf(
  deps: Deps,
  { accountId, id: invoiceId }: IssuedInvoice,
  linkId: string,
  expiresAt: number,
): Promise<string> {
  const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId }, expiresAt)
  return linkUrl(deps.origin, paths.invoice(token))
}

async function record(
  deps: Deps,
  unit: UnitOfWork,
  due: DueMail,
  current: WithParties,
  done: MailDone,
  rows: readonly Query[],
): Promise<null> {
  const outbox = outboxOf(deps.db, unit.caller.accountId)
  const holding = withConditions(unit, [outbox.stillHeld(due.id, due.fence)])
  const finishing = withRows(holding, [...rows, outbox.done(due.id, done.type, deps.now())])
  await changeInvoice(
    deps,
    finishing,
    current.invoice.id,
    () => ok([done]),
    current,
    ({ customer }) => ({
      customerEvents: addressEvents(customer, done),
    }),
  )
  return null
}
