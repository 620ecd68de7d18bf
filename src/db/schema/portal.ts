import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { configurationShape } from '../../core/portal/configuration.ts'
import type { PortalFlow } from '../../core/portal/flow.ts'
import type { SignInWay } from '../../core/portal/session.ts'
import { stateOf } from './state.ts'

/** Customers' sessions in the portal. Only hashes of their secrets are stored. */
export const portalSessions = sqliteTable(
  'portal_sessions',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    customerId: text('customer_id').notNull(),
    /** Of the cookie's secret. */
    cookieHash: text('cookie_hash').notNull(),
    way: text('way').$type<SignInWay>().notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    usableUntil: integer('usable_until').notNull(),
    idleMs: integer('idle_ms').notNull(),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
    userAgent: text('user_agent'),
    returnUrl: text('return_url'),
    locale: text('locale'),
    configurationId: text('configuration_id'),
    flow: text('flow', { mode: 'json' }).$type<PortalFlow>(),
    /** When the newest challenge was made that was answered with a new passkey in this session: those up to then are used up. */
    challengedAt: integer('challenged_at'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('portal_sessions_by_cookie').on(t.accountId, t.cookieHash),
    index('portal_sessions_by_customer').on(t.accountId, t.customerId, t.expiresAt),
    index('portal_sessions_by_age').on(t.expiresAt),
  ],
)

/** What a merchant's portals offer; the default one has a row once it was changed. */
export const portalConfigurations = sqliteTable(
  'portal_configurations',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    version: integer('version').notNull(),
    createdAt: integer('created_at').notNull(),
    state: stateOf(configurationShape).notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.id] })],
)

/** Requests to sign in by a mailed code; those for unknown addresses too, so that nobody can tell them apart. */
export const signIns = sqliteTable(
  'sign_ins',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    address: text('address').notNull(),
    /** The link key that its code is derived with. */
    keyId: text('key_id').notNull(),
    /** Of the secret of the browser that asked, the only one that the code works in. */
    browserHash: text('browser_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    tries: integer('tries').notNull().default(0),
    provenAt: integer('proven_at'),
    usedAt: integer('used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('sign_ins_by_address').on(t.accountId, t.address, t.createdAt),
    index('sign_ins_by_age').on(t.createdAt),
  ],
)

/**
 * Requests to sign in at the deployment's own page, which are of no account. In the home database only, and otherwise as those of a
 * merchant's page.
 */
export const deploymentSignIns = sqliteTable(
  'deployment_sign_ins',
  {
    id: text('id').primaryKey(),
    address: text('address').notNull(),
    keyId: text('key_id').notNull(),
    browserHash: text('browser_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    tries: integer('tries').notNull().default(0),
    provenAt: integer('proven_at'),
    /** The one session that it opens, wherever that is stored. */
    sessionId: text('session_id'),
  },
  (t) => [
    index('deployment_sign_ins_by_address').on(t.address, t.createdAt),
    index('deployment_sign_ins_by_age').on(t.createdAt),
  ],
)

/** The passkeys by which customers sign in: public keys, nothing of which is secret. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    customerId: text('customer_id').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: text('public_key').notNull(),
    algorithm: integer('algorithm').notNull(),
    counter: integer('counter').notNull(),
    challengedAt: integer('challenged_at').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    userAgent: text('user_agent').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('passkeys_by_credential').on(t.accountId, t.credentialId),
    index('passkeys_by_customer').on(t.accountId, t.customerId, t.createdAt),
  ],
)
