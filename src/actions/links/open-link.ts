import { type Caller, scopesOf } from '../../core/access/caller.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { invoiceScreen } from '../../db/screens/invoice-screen.ts'
import type { Deps } from '../../deps.ts'

/** What a valid link gives access to: one invoice, on behalf of its recipient. */
export type Opened = WithParties & { readonly caller: Caller; readonly invoice: IssuedInvoice }

/**
 * Loads the invoice of a link that we signed, even if the link is expired: the caller checks that. Null if it was
 * revoked or the invoice does not exist. One round trip.
 */
export async function openLink(deps: Deps, claims: LinkClaims): Promise<Opened | null> {
  const { accountId, invoiceId, linkId } = claims
  deps.enter(accountId)
  const screen = await invoiceScreen(deps.db, claims)
  if (!screen || screen.revokedAt !== null || !isIssued(screen.invoice)) return null
  const { account, invoice, customer, links } = screen
  const caller: Caller = {
    accountId,
    actor: { kind: 'link', id: linkId },
    scopes: scopesOf.link,
    reach: { kind: 'invoice', invoiceId },
  }
  return { caller, account, invoice, customer, links }
}
