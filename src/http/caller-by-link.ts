import { type Opened, openLink, type Revoked } from '../actions/links/open-link.ts'
import type { Account } from '../core/accounts/account.ts'
import { reasonNotToMail } from '../core/collection/mailing.ts'
import { contactWithLink } from '../core/customers/mailed-contacts.ts'
import { addressOf } from '../core/invoices/address-of.ts'
import { maskedAddress } from '../core/links/masked-address.ts'
import { readLink } from '../crypto/link-token.ts'
import { type LinkContext, linkOf } from './link-cookies.ts'

/** A visitor of an invoice's page, with their link. `linkExpiresAt` in ms since 1970. */
export type Visit = Opened & {
  /** What stands for the link in the address: its token, or the invoice's id. */
  readonly place: string
  readonly token: string
  readonly linkId: string
  readonly linkExpiresAt: number
}

/** What is shown of a link that we signed and that no longer opens: whose it was, and nothing of the invoice. */
export type EndedLink = {
  readonly account: Account
  readonly isRevoked: boolean
  /** Where a fresh link is mailed to, masked; null where none can be. */
  readonly freshLinkTo: string | null
}

type Followed =
  | { readonly visit: Visit; readonly ended: null }
  | { readonly visit: null; readonly ended: EndedLink | null }

/**
 * Follows the link of a request to its invoice, or to whose it was if it has ended; to neither if it is not one of ours. One round trip,
 * none for a bad signature.
 */
export async function followLink(c: LinkContext): Promise<Followed> {
  const { deps } = c.var
  const { place, token } = linkOf(c)
  const read = await readLink(deps.linkKeys, token, deps.now())
  const isInPlace = read && (place === token || place === read.claims.invoiceId)
  const opened = isInPlace && (await openLink(deps, read.claims))
  if (!opened) return { visit: null, ended: null }
  if (read.isExpired || opened.caller === null) return { visit: null, ended: endedLink(opened, deps.now()) }
  return { visit: { ...opened, place, token, linkId: read.claims.linkId, linkExpiresAt: read.expiresAt }, ended: null }
}

/** Opens the link of a request; null if it does not open, without telling why. */
export const visitByLink = async (c: LinkContext): Promise<Visit | null> => (await followLink(c)).visit

function endedLink({ caller, account, invoice, customer, recipient }: Opened | Revoked, now: number): EndedLink {
  const address = addressOf(invoice)
  const to = contactWithLink(customer, recipient, address)?.email ?? address
  const isMailed = reasonNotToMail(invoice, 'fresh_link', now, customer, to) === null
  return { account, isRevoked: caller === null, freshLinkTo: isMailed && to !== null ? maskedAddress(to) : null }
}
