import type { Actor } from '../actor.ts'
import { aggregates, apiKinds } from '../aggregates.ts'

/** Every object of the API, and what has no history of its own. */
const nouns = [
  ...apiKinds.map((kind) => aggregates[kind].scope),
  'links',
  'payment_methods',
  'payments',
  'portal_sessions',
] as const

type Noun = (typeof nouns)[number]

/**
 * `payments:create` is paying as the customer; `invoices:correct` is getting an invoice anew with the customer's present details;
 * `links:renew` is asking for a fresh link; `work` is what only jobs do; `account:write` is creating the account and changing its settings.
 */
type Scope =
  | `${Noun}:${'read' | 'write'}`
  | 'invoices:correct'
  | 'payments:create'
  | 'links:renew'
  | 'work'
  | 'account:write'

/** How far a caller reaches within their account: all of it, what belongs to one customer, or one invoice. */
type Reach =
  | { readonly kind: 'account' }
  | { readonly kind: 'customer'; readonly customerId: string }
  | { readonly kind: 'invoice'; readonly invoiceId: string }

/** On whose behalf something is done: always within one account. */
export type Caller = {
  readonly accountId: string
  readonly actor: Actor
  readonly scopes: ReadonlySet<Scope>
  readonly reach: Reach
}

export const wholeAccount: Reach = { kind: 'account' }

const everyNoun = nouns.flatMap((noun): Scope[] => [`${noun}:read`, `${noun}:write`])

/** What each kind of caller may do. */
export const scopesOf: Readonly<Record<Actor['kind'], ReadonlySet<Scope>>> = {
  api_key: new Set<Scope>([...everyNoun, 'payments:create']),
  link: new Set<Scope>(['invoices:read', 'payments:create', 'links:renew']),
  portal: new Set<Scope>([
    'customers:read',
    'customers:write',
    'invoices:read',
    'invoices:correct',
    'links:read',
    'links:write',
    'payment_methods:read',
    'payment_methods:write',
    'payments:create',
    'portal_sessions:read',
    'portal_sessions:write',
  ]),
  provider: new Set<Scope>(['work']),
  job: new Set<Scope>(['work']),
  operator: new Set<Scope>(['account:write']),
}

export class NotAllowed extends Error {
  override name = 'NotAllowed'
}

/** The object that an action touches. Without an id, only a caller with the whole account reaches it. */
type Target = { readonly invoiceId?: string; readonly customerId?: string }

/** Throws if a scope is missing: that is a bug in a route, not an answer to the caller. */
export function requireScope({ scopes, reach }: Caller, scope: Scope, target: Target = {}): void {
  if (!scopes.has(scope) || !reaches(reach, target)) throw new NotAllowed(scope)
}

function reaches(reach: Reach, { invoiceId, customerId }: Target): boolean {
  switch (reach.kind) {
    case 'account':
      return true
    case 'customer':
      return customerId === reach.customerId
    case 'invoice':
      return invoiceId === reach.invoiceId
  }
}

/** An invoice as the target of an action: reached through itself, or through its customer. */
export const targetOf = ({ id, customerId }: { readonly id: string; readonly customerId: string }): Target => ({
  invoiceId: id,
  customerId,
})
