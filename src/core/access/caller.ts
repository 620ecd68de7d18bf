import type { Actor } from '../actor.ts'

export type Scope = 'invoices:read' | 'invoices:write' | 'invoices:pay' | 'links:renew' | 'work'

/** On whose behalf something is done: always within one account. */
export type Caller = {
  readonly accountId: string
  readonly actor: Actor
  readonly scopes: ReadonlySet<Scope>
  /** A link reaches its own invoice and no other. */
  readonly onlyInvoiceId: string | null
}

/** What each kind of caller may do. */
export const scopesOf: Readonly<Record<Actor['kind'], ReadonlySet<Scope>>> = {
  api_key: new Set(['invoices:read', 'invoices:write', 'invoices:pay']),
  link: new Set(['invoices:read', 'invoices:pay', 'links:renew']),
  provider: new Set(['work']),
  job: new Set(['work']),
}

export class NotAllowed extends Error {
  override name = 'NotAllowed'
}

/** A missing scope is a fault of ours, not an answer to the caller: routes hand out the right callers. */
export function requireScope(caller: Caller, scope: Scope, invoiceId: string | null = null): void {
  if (!caller.scopes.has(scope)) throw new NotAllowed(scope)
  if (caller.onlyInvoiceId !== null && caller.onlyInvoiceId !== invoiceId) throw new NotAllowed(scope)
}
