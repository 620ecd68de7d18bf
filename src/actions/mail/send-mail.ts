import { requireScope } from '../../core/access/caller.ts'
import { isAboutAddress, reasonNotToMail } from '../../core/collection/mailing.ts'
import type { Contact } from '../../core/customers/contacts.ts'
import type { Customer, CustomerEvent } from '../../core/customers/customer.ts'
import { contactsMailed, isMailed } from '../../core/customers/mailed-contacts.ts'
import { addressOf } from '../../core/invoices/address-of.ts'
import type { MailDone } from '../../core/invoices/events.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { oneLine } from '../../core/one-line.ts'
import { ok } from '../../core/result.ts'
import { signLink } from '../../crypto/link-token.ts'
import type { Query } from '../../db/client.ts'
import { issued, newLinks, renewed } from '../../db/repositories/links.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { reviewItem } from '../../db/repositories/review-items.ts'
import type { Deps } from '../../deps.ts'
import { compose } from '../../mail/compose.ts'
import { isOneAddress } from '../../mail/header-text.ts'
import type { MailOutcome } from '../../mail/mail.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { MailPdf } from '../../views/emails/letter.ts'
import { type DueFollowUp, ending, type Outcome } from '../follow-up.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type Enclosure, enclosureOf } from './enclosure.ts'

/**
 * Sends a mail that a commit ordered, with the invoice's current state, renews the link in it, and records the outcome
 * in the history. With it the mails to the customer's contacts are ordered, so that each is sent once.
 */
export async function sendMail(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp<'mail'>,
  current: WithParties,
): Promise<Outcome> {
  requireScope(unit.caller, 'work')
  const order = due.payload
  if (!isIssued(current.invoice)) return { kind: 'skipped', reason: 'nothing_to_do' }
  const { account, invoice, customer } = current
  const { address, isRemoved, copies } = recipientOf(invoice, customer, order)
  const write = (result: MailResult, rows: readonly Query[] = [], contacts = copies) => {
    const done: MailDone = { ...result, to: address, mail: order.mail, ...copiesFor(contacts, order) }
    return record(deps, unit, due, current, done, contacts, rows)
  }
  const reason = isRemoved ? 'contact_removed' : reasonNotToMail(invoice, order.mail, deps.now(), customer, address)
  if (reason) return write({ type: 'mail.skipped', reason }, [], isAboutAddress(reason) ? copies : [])
  const to = address ?? ''
  const enclosure = await enclosureOf(deps, unit, current, order).catch((fault: unknown) => {
    // A mail without its document is better than none.
    if (due.isLastTry) return null
    throw fault
  })
  const link = current.links.find(({ recipient, revokedAt }) => recipient === to && revokedAt === null)
  // Counted from the order, so that each try has the same content and a transport can recognize a repeat.
  const expiresAt = linkExpiry(invoice.overdueFrom, due.createdAt)
  const token = link === undefined ? null : await signLink(deps.linkKeys, claimsOf(invoice, link.id), expiresAt)
  const hasLink = account.mailsCarryLink || order.mail === 'fresh_link'
  const url = token !== null && hasLink ? linkUrl(deps.origin, paths.invoice(token)) : null
  const pdf = pdfOf(deps, enclosure, token)
  const letter = compose(order.mail, {
    account,
    invoice,
    customer,
    hasProvider: deps.provider(account.id) !== null,
    url,
    pdf,
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
    attachments: enclosure?.kind === 'attached' ? [enclosure.file] : [],
  })
  if (outcome.kind === 'later' && !due.isLastTry) return outcome
  const isCarried = url !== null || pdf?.kind === 'linked'
  const rows =
    link && isCarried && link.expiresAt < expiresAt ? [renewed(deps.db, unit.caller.accountId, link.id, expiresAt)] : []
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

const claimsOf = ({ accountId, id: invoiceId }: IssuedInvoice, linkId: string) => ({ accountId, invoiceId, linkId })

/** How the mail's PDF reaches its reader. One that is too large is linked, also where the merchant's mails carry no link to the page. */
function pdfOf({ origin }: Deps, enclosure: Enclosure | null, token: string | null): MailPdf | null {
  if (enclosure === null || enclosure.kind === 'attached') return enclosure && { kind: 'attached' }
  if (token === null) return null
  const { paymentId } = enclosure.which
  const path = paymentId === undefined ? paths.invoicePdf(token) : paths.receiptPdf(token, paymentId)
  return { kind: 'linked', url: linkUrl(origin, path) }
}

type Recipient = {
  readonly address: string | null
  /** Whether it is a contact who gets no such mails any more. */
  readonly isRemoved: boolean
  readonly copies: readonly Contact[]
}

/** To whom a mail goes: to one contact, or to the invoice's own address with copies for the contacts. */
function recipientOf(
  invoice: IssuedInvoice,
  customer: Customer | null,
  { mail, contactId }: DueFollowUp<'mail'>['payload'],
): Recipient {
  if (contactId === undefined) {
    const address = addressOf(invoice)
    return { address, isRemoved: false, copies: contactsMailed(customer, mail, address) }
  }
  const contact = customer?.contacts?.find(
    (one) => one.id === contactId && (mail === 'fresh_link' || isMailed(one, mail)),
  )
  return { address: contact?.email ?? null, isRemoved: contact === undefined, copies: [] }
}

/** The order of the contacts' own mails, as a part of the event that ends this one. */
function copiesFor(contacts: readonly Contact[], { paymentId, step }: DueFollowUp<'mail'>['payload']) {
  if (contacts.length === 0) return {}
  const about = { ...(paymentId !== undefined && { paymentId }), ...(step !== undefined && { step }) }
  return { copies: { contactIds: contacts.map(({ id }) => id), ...about } }
}

/** A link for each contact who has none yet, with the order of their mail. */
function linksFor(deps: Deps, { account, links }: WithParties, invoice: IssuedInvoice, contacts: readonly Contact[]) {
  const isKnown = (address: string) =>
    links.some(({ recipient, revokedAt }) => recipient === address && revokedAt === null)
  const addresses = contacts.map(({ email }) => email).filter((address) => !isKnown(address))
  if (addresses.length === 0) return {}
  const added = newLinks(deps, account.id, invoice.id, addresses, linkExpiry(invoice.overdueFrom, deps.now()))
  return { linkRows: [issued(added)], links: [...links, ...added] }
}

async function record(
  deps: Deps,
  unit: UnitOfWork,
  due: DueFollowUp,
  current: WithParties,
  done: MailDone,
  contacts: readonly Contact[],
  rows: readonly Query[],
): Promise<Outcome> {
  await changeInvoice(
    deps,
    ending(deps, unit, due, done.type, rows),
    current.invoice.id,
    () => ok([done]),
    current,
    (loaded) => ({
      customerEvents: addressEvents(loaded.customer, done),
      // Those of a customer who is erased meanwhile are gone.
      ...(isIssued(loaded.invoice) && loaded.customer && linksFor(deps, loaded, loaded.invoice, contacts)),
    }),
  )
  return { kind: 'done' }
}
