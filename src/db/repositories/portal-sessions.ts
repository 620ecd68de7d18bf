import { and, desc, eq, gt, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { defaultConfigurationId } from '../../core/portal/configuration.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import type { Database, Query } from '../client.ts'
import { closedAccounts } from '../fence.ts'
import { insertInto } from '../insert.ts'
import { accounts, customers, portalConfigurations, portalSessions } from '../schema/index.ts'

/** Who is signed in by the cookie of this hash: for statements of the same batch, so that they need not wait for the answer. */
export const signedInCustomer = (accountId: string, cookieHash: string): SQL<string> =>
  sql`(select customer_id from portal_sessions where account_id = ${accountId} and cookie_hash = ${cookieHash} and ended_at is null)`

/**
 * The session of a cookie with its merchant, its customer and its configuration, which is null for a default that nobody has changed; no
 * row where it was ended or its customer deleted.
 */
export const selectSession = ({ orm }: Database, accountId: string, cookieHash: string) =>
  orm
    .select({
      session: portalSessions,
      account: accounts.state,
      customer: customers.state,
      configuration: portalConfigurations.state,
    })
    .from(portalSessions)
    .innerJoin(accounts, eq(accounts.id, portalSessions.accountId))
    .innerJoin(
      customers,
      and(eq(customers.accountId, portalSessions.accountId), eq(customers.id, portalSessions.customerId)),
    )
    .leftJoin(
      portalConfigurations,
      and(
        eq(portalConfigurations.accountId, portalSessions.accountId),
        eq(
          portalConfigurations.id,
          sql`coalesce(${portalSessions.configurationId}, ${defaultConfigurationId(accountId)})`,
        ),
      ),
    )
    .where(
      and(
        eq(portalSessions.accountId, accountId),
        eq(portalSessions.cookieHash, cookieHash),
        isNull(portalSessions.endedAt),
      ),
    )

/** The sessions of a customer that may still be alive, newest first. */
export const sessionsOf = ({ orm }: Database, accountId: string, customerId: string | SQL<string>, nowMs: number) =>
  orm
    .select()
    .from(portalSessions)
    .where(
      and(
        eq(portalSessions.accountId, accountId),
        eq(portalSessions.customerId, customerId),
        gt(portalSessions.expiresAt, nowMs),
        isNull(portalSessions.endedAt),
      ),
    )
    .orderBy(desc(portalSessions.createdAt), desc(portalSessions.id))

/** One session of an account; null if there is none. */
export async function findSession({ orm }: Database, accountId: string, id: string): Promise<PortalSession | null> {
  const [row] = await orm
    .select()
    .from(portalSessions)
    .where(and(eq(portalSessions.accountId, accountId), eq(portalSessions.id, id)))
  return row ?? null
}

/** Inserts a session with the hash of its cookie's secret. */
export const opened = (session: PortalSession, cookieHash: string): Query =>
  insertInto(portalSessions, [{ ...session, cookieHash }])

/** Writes down a use; a later one is not undone by an earlier one that arrives after it. */
export async function used({ orm }: Database, { accountId, id }: PortalSession, nowMs: number, userAgent: string) {
  await orm
    .update(portalSessions)
    .set({ lastUsedAt: nowMs, userAgent: sql`coalesce(${portalSessions.userAgent}, ${userAgent})` })
    .where(
      and(
        eq(portalSessions.accountId, accountId),
        eq(portalSessions.id, id),
        or(isNull(portalSessions.lastUsedAt), lt(portalSessions.lastUsedAt, nowMs)),
      ),
    )
}

/** Writes down that the flow of a session is completed. Returns whether this call did it: of several at once, one does. */
export async function flowCompleted({ orm }: Database, { accountId, id }: PortalSession, nowMs: number) {
  const completedAt = sql`json_extract(${portalSessions.flow}, '$.completedAt')`
  const rows = await orm
    .update(portalSessions)
    .set({ flow: sql`json_set(${portalSessions.flow}, '$.completedAt', ${nowMs})` })
    .where(
      and(
        eq(portalSessions.accountId, accountId),
        eq(portalSessions.id, id),
        isNotNull(portalSessions.flow),
        isNull(completedAt),
      ),
    )
    .returning({ id: portalSessions.id })
  return rows.length > 0
}

/** Ends one session of a customer, or all of them; refused from the next request on. */
export const ended = (
  { orm }: Database,
  {
    accountId,
    customerId,
    id,
  }: { readonly accountId: string; readonly customerId: string; readonly id: string | null },
  nowMs: number,
): Query =>
  orm
    .update(portalSessions)
    .set({ endedAt: nowMs })
    .where(
      and(
        eq(portalSessions.accountId, accountId),
        eq(portalSessions.customerId, customerId),
        id === null ? undefined : eq(portalSessions.id, id),
        isNull(portalSessions.endedAt),
      ),
    )

/** Deletes the sessions of all accounts that expired before an instant. */
export async function deleteSessionsBefore({ orm }: Database, instantMs: number): Promise<void> {
  const isOpen = sql`${portalSessions.accountId} NOT IN (${closedAccounts})`
  await orm.delete(portalSessions).where(and(lt(portalSessions.expiresAt, instantMs), isOpen))
}
