import { type Opened, openLink, type Revoked } from '../actions/links/open-link.ts'
import type { Account } from '../core/accounts/account.ts'
import { reasonNotToMail } from '../core/collection/mailing.ts'
import { contactWithLink } from '../core/customers/mailed-contacts.ts'
import { addressOf } from '../core/invoices/address-of.ts'
import { maskedAddress } from '../core/links/masked-address.ts'
import { readLink } from '../crypto/link-token.ts'
import type { Deps } from '../deps.ts'

/** A visitor of an invoice's page, with their link. `linkExpiresAt` in ms since 1970. */
export type Visit = Opened & {
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
 * Follows a link to its invoice, or to whose it was if it has ended; to neither if it is not one of ours. One round trip, none for a
 * bad signature.
 */
export async function followLink(deps: Deps, token: string): Promise<Followed> {
  const read = await readLink(deps.linkKeys, token, deps.now())
  const opened = read && (await openLink(deps, read.claims))
  if (!opened) return { visit: null, ended: null }
  if (read.isExpired || opened.caller === null) return { visit: null, ended: endedLink(opened, deps.now()) }
  return { visit: { ...opened, token, linkId: read.claims.linkId, linkExpiresAt: read.expiresAt }, ended: null }
}

/** Opens a link; null if it does not open, without telling why. */
export const visitByLink = async (deps: Deps, token: string): Promise<Visit | null> =>
  (await followLink(deps, token)).visit

function endedLink({ caller, account, invoice, customer, recipient }: Opened | Revoked, now: number): EndedLink {
  const address = addressOf(invoice)
  const to = contactWithLink(customer, recipient, address)?.email ?? address
  const isMailed = reasonNotToMail(invoice, 'fresh_link', now, customer, to) === null
  return { account, isRevoked: caller === null, freshLinkTo: isMailed && to !== null ? maskedAddress(to) : null }
}
