import { type Caller, scopesOf } from '../../core/access/caller.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { invoiceScreen, type NewerVersion } from '../../db/screens/invoice-screen.ts'
import type { Deps } from '../../deps.ts'

/** What a valid link gives access to: one invoice, on behalf of its recipient. */
export type Opened = WithParties & {
  readonly caller: Caller
  readonly invoice: IssuedInvoice
  /** Whether the customer can sign in to the portal. */
  readonly hasSignInPage: boolean
  /** To whom the link was mailed; null is the merchant's own. */
  readonly recipient: string | null
  readonly lastUsedAt: number | null
  /** What it replaced, with a valid link of it. */
  readonly original: { readonly invoice: IssuedInvoice; readonly linkId: string | null } | null
  /** The newest version that replaced it and is open to the same recipient. */
  readonly newest: NewerVersion | null
}

/** What a revoked link leads to: nothing that could be done with it. */
export type Revoked = Pick<Opened, 'account' | 'invoice' | 'customer' | 'recipient'> & { readonly caller: null }

/**
 * Loads the invoice of a link that we signed, even if the link is expired: the caller checks that. Null if there is no such link.
 * One round trip.
 */
export async function openLink(deps: Deps, claims: LinkClaims): Promise<Opened | Revoked | null> {
  const { accountId, invoiceId, linkId } = claims
  deps.enter(accountId)
  const screen = await invoiceScreen(deps.db, claims)
  if (!screen || !isIssued(screen.invoice)) return null
  const { account, invoice, customer, recipient, links, hasSignInPage, lastUsedAt, newest } = screen
  if (screen.revokedAt !== null) return { caller: null, account, invoice, customer, recipient }
  const caller: Caller = {
    accountId,
    actor: { kind: 'link', id: linkId },
    scopes: scopesOf.link,
    reach: { kind: 'invoice', invoiceId },
  }
  const original =
    screen.original && isIssued(screen.original) ? { invoice: screen.original, linkId: screen.originalLinkId } : null
  return { caller, account, invoice, customer, recipient, links, hasSignInPage, lastUsedAt, original, newest }
}
