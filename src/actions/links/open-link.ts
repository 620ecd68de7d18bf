import { type Caller, scopesOf } from '../../core/access/caller.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import { invoiceScreen } from '../../db/screens/invoice-screen.ts'
import type { Deps } from '../../deps.ts'

/** What a good link opens: one invoice, on behalf of its recipient, and nothing else. */
export type Opened = WithParties & { readonly caller: Caller; readonly invoice: IssuedInvoice }

/**
 * Opens what a link we signed is good for, also one whose time is over: that is for its caller to refuse. Null where it was
 * revoked or leads to nothing. One round trip.
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
