import { and, desc, eq } from 'drizzle-orm'
import type { Account } from '../../core/accounts/account.ts'
import {
  defaultConfiguration,
  defaultConfigurationId,
  type PortalConfiguration,
} from '../../core/portal/configuration.ts'
import type { Database } from '../client.ts'
import { accounts, customers, portalConfigurations } from '../schema/index.ts'
import { objectsOf } from './objects.ts'

/** The configurations of an account's portals; its default is there also while it has no row. */
export function portalConfigurationsOf(db: Database, accountId: string) {
  const { orm } = db
  const { byId } = objectsOf(db, accountId, 'billing_portal.configuration')
  const account = orm.select({ state: accounts.state }).from(accounts).where(eq(accounts.id, accountId))
  const known = (account: Account, id: string, stored: PortalConfiguration | undefined) =>
    stored ?? (id === defaultConfigurationId(accountId) ? defaultConfiguration(account) : null)
  return {
    /** One with its account; null if there is none. */
    async find(id: string): Promise<{ account: Account; configuration: PortalConfiguration | null }> {
      const [[merchant], [found]] = await orm.batch([account, byId(id)])
      const { state } = merchant!
      return { account: state, configuration: known(state, id, found?.state) }
    },

    /** What opening a session needs; null for what there is not. */
    async toOpen(customerId: string, id: string) {
      const [[merchant], [found], [customer]] = await orm.batch([
        account,
        byId(id),
        orm
          .select({ id: customers.id })
          .from(customers)
          .where(and(eq(customers.accountId, accountId), eq(customers.id, customerId))),
      ])
      const { state } = merchant!
      return { account: state, configuration: known(state, id, found?.state), customer: customer ?? null }
    },

    /** All of them, newest first. A merchant has a few. */
    async all(account: Account): Promise<PortalConfiguration[]> {
      const rows = await orm
        .select({ state: portalConfigurations.state })
        .from(portalConfigurations)
        .where(eq(portalConfigurations.accountId, accountId))
        .orderBy(desc(portalConfigurations.createdAt), desc(portalConfigurations.id))
      const stored = rows.map(({ state }) => state)
      const changed = stored.find(({ id }) => id === defaultConfigurationId(accountId))
      return [...stored.filter((one) => one !== changed), changed ?? defaultConfiguration(account)]
    },
  }
}

/** The default of an account if it was changed, as a statement for a batch. */
export const changedDefault = ({ orm }: Database, accountId: string) =>
  orm
    .select({ state: portalConfigurations.state })
    .from(portalConfigurations)
    .where(
      and(
        eq(portalConfigurations.accountId, accountId),
        eq(portalConfigurations.id, defaultConfigurationId(accountId)),
      ),
    )

/** A merchant with the default configuration, for whoever is not signed in; null if there is no such account. */
export async function merchantPortal({ orm }: Database, accountId: string) {
  const [row] = await orm
    .select({ account: accounts.state, configuration: portalConfigurations.state })
    .from(accounts)
    .leftJoin(
      portalConfigurations,
      and(
        eq(portalConfigurations.accountId, accounts.id),
        eq(portalConfigurations.id, defaultConfigurationId(accountId)),
      ),
    )
    .where(eq(accounts.id, accountId))
  return row ? { ...row, configuration: row.configuration ?? defaultConfiguration(row.account) } : null
}
