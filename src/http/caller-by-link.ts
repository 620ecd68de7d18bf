import { type Caller, scopesOf } from '../core/access/caller.ts'
import type { Account } from '../core/accounts/account.ts'
import type { Customer } from '../core/customers/customer.ts'
import { type IssuedInvoice, isIssued } from '../core/invoices/invoice.ts'
import { type ReadLink, readLink } from '../crypto/link-token.ts'
import { invoiceScreen } from '../db/screens/invoice-screen.ts'
import type { Deps } from '../deps.ts'

/** What a good link opens: one invoice, on behalf of its recipient, and nothing else. */
export type Visit = {
  readonly token: string
  readonly linkId: string
  readonly linkExpiresAt: number
  readonly caller: Caller
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly customer: Customer | null
}

/** Opens a link; null for one that is bad, foreign, expired or revoked, all alike. One round trip, none for a bad signature. */
export async function visit(deps: Deps, token: string): Promise<Visit | null> {
  const read = await readLink(deps.linkKeys, token, deps.now())
  return read && !read.isExpired ? open(deps, token, read) : null
}

/** The same for a link whose time may be over, to mail a fresh one to the address on file. */
export async function visitExpired(deps: Deps, token: string): Promise<Visit | null> {
  const read = await readLink(deps.linkKeys, token, deps.now())
  return read && open(deps, token, read)
}

async function open(deps: Deps, token: string, { claims, expiresAt }: ReadLink): Promise<Visit | null> {
  deps.enter(claims.accountId)
  const screen = await invoiceScreen(deps.db, claims)
  if (!screen || screen.revokedAt !== null || !isIssued(screen.invoice)) return null
  const { account, invoice, customer } = screen
  const caller: Caller = {
    accountId: claims.accountId,
    livemode: account.livemode,
    actor: { kind: 'link', id: claims.linkId },
    scopes: scopesOf.link,
    onlyInvoiceId: claims.invoiceId,
  }
  return { token, linkId: claims.linkId, linkExpiresAt: expiresAt, caller, account, invoice, customer }
}
