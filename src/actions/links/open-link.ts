import { type Caller, scopesOf } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import type { LinkClaims } from '../../crypto/link-token.ts'
import { invoiceScreen } from '../../db/screens/invoice-screen.ts'
import type { Deps } from '../../deps.ts'

/** What a good link opens: one invoice, on behalf of its recipient, and nothing else. */
export type Opened = {
  readonly caller: Caller
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly customer: Customer | null
}

/**
 * Opens what a link we signed is good for, also one whose time is over: that is for its caller to refuse. Null where it was
 * revoked or leads to nothing. One round trip.
 */
export async function openLink(deps: Deps, claims: LinkClaims): Promise<Opened | null> {
  const { accountId, invoiceId, linkId } = claims
  deps.enter(accountId)
  const screen = await invoiceScreen(deps.db, claims)
  if (!screen || screen.revokedAt !== null || !isIssued(screen.invoice)) return null
  const { account, invoice, customer } = screen
  const caller: Caller = {
    accountId,
    actor: { kind: 'link', id: linkId },
    scopes: scopesOf.link,
    onlyInvoiceId: invoiceId,
  }
  return { caller, account, invoice, customer }
}
