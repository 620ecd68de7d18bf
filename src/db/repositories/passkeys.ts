import { and, eq, getTableColumns, type SQL } from 'drizzle-orm'
import { type Passkey, passkeyLimits } from '../../core/portal/passkey.ts'
import type { Database, Query } from '../client.ts'
import { guard } from '../guard.ts'
import { insertInto } from '../insert.ts'
import { customers, passkeys, portalSessions } from '../schema/index.ts'
import { changedDefault } from './portal-configurations.ts'
import { hasLoginPage } from './sign-ins.ts'

/** The passkeys of one account's customers. */
export function passkeysOf(db: Database, accountId: string) {
  const { orm } = db
  const mine = (id: string) => and(eq(passkeys.accountId, accountId), eq(passkeys.id, id))
  return {
    /** Those of a customer, oldest first, as a statement for a batch. */
    ofCustomer: (customerId: string | SQL<string>) =>
      orm
        .select()
        .from(passkeys)
        .where(and(eq(passkeys.accountId, accountId), eq(passkeys.customerId, customerId)))
        .orderBy(passkeys.createdAt, passkeys.id),

    /** One by the id that its device gave it; null if there is none, or nobody signs in at this merchant. */
    async toSignIn(credentialId: string): Promise<Passkey | null> {
      const [[passkey], [changed]] = await orm.batch([
        orm
          .select(getTableColumns(passkeys))
          .from(passkeys)
          .innerJoin(customers, and(eq(customers.accountId, passkeys.accountId), eq(customers.id, passkeys.customerId)))
          .where(and(eq(passkeys.accountId, accountId), eq(passkeys.credentialId, credentialId))),
        changedDefault(db, accountId),
      ])
      return passkey && hasLoginPage(changed) ? passkey : null
    },

    /**
     * The conditions of a new one, which hold for requests at once: the customer has not as many as they may, nobody has it, and the
     * session has not answered its challenge before.
     */
    mayAdd: ({ customerId, credentialId, challengedAt }: Passkey, sessionId: string): Query[] => [
      guard(`(SELECT count(*) FROM passkeys WHERE account_id = ? AND customer_id = ?) < ${passkeyLimits.most}`, [
        accountId,
        customerId,
      ]),
      guard('NOT EXISTS (SELECT 1 FROM passkeys WHERE account_id = ? AND credential_id = ?)', [
        accountId,
        credentialId,
      ]),
      guard(
        'EXISTS (SELECT 1 FROM portal_sessions WHERE account_id = ? AND id = ? AND ended_at IS NULL AND coalesce(challenged_at, 0) < ?)',
        [accountId, sessionId, challengedAt],
      ),
    ],

    added: (passkey: Passkey, sessionId: string): Query[] => [
      insertInto(passkeys, [passkey]),
      orm
        .update(portalSessions)
        .set({ challengedAt: passkey.challengedAt })
        .where(and(eq(portalSessions.accountId, accountId), eq(portalSessions.id, sessionId))),
    ],

    /** The condition of a use: it is still there, nobody else has used it, and the challenge is newer than those that it answered. */
    mayUse: ({ id, counter }: Passkey, challengedAt: number): Query =>
      guard('EXISTS (SELECT 1 FROM passkeys WHERE account_id = ? AND id = ? AND counter = ? AND challenged_at < ?)', [
        accountId,
        id,
        counter,
        challengedAt,
      ]),

    used: (id: string, use: Pick<Passkey, 'counter' | 'challengedAt'>, lastUsedAt: number): Query =>
      orm
        .update(passkeys)
        .set({ ...use, lastUsedAt })
        .where(mine(id)),

    removed: (customerId: string, id: string): Query =>
      orm.delete(passkeys).where(and(mine(id), eq(passkeys.customerId, customerId))),
  }
}
