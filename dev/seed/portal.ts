import { and, eq } from 'drizzle-orm'
import { newSession } from '../../src/actions/portal/open-session.ts'
import { makeId } from '../../src/core/id.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { cookieSecretOf } from '../../src/crypto/portal-secrets.ts'
import { newSecret } from '../../src/crypto/secret-token.ts'
import { openDatabase, writeBatch } from '../../src/db/client.ts'
import { customers } from '../../src/db/schema/index.ts'
import type { LinkKeySettings } from '../../src/env.ts'
import { linkUrl, paths } from '../../src/paths.ts'

const dayMs = 86_400_000

/** The customer whose portal `npm start` opens. */
const portalCustomer = { accountId: 'acct_kranwerk', email: 'buchhaltung@brandt.example' }

type World = {
  readonly app: string
  readonly database: string
  readonly keys: LinkKeySettings
  readonly now: () => number
}

/** Opens a portal session of the seeded customer for a day, and returns its link and that of the sign-in page. */
export async function openPortal({ app, database, keys, now }: World) {
  const db = openDatabase(database, undefined)
  const { accountId, email } = portalCustomer
  const portalLoginUrl = linkUrl(app, paths.portalLogin(accountId))
  const [customer] = await db.orm
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.accountId, accountId), eq(customers.email, email)))
  if (!customer) return { portalLoginUrl }
  const deps = {
    now,
    newId: (kind: 'portalSession') => makeId(kind, now(), crypto.getRandomValues(new Uint8Array(16))),
  }
  const secret = newSecret()
  const { row } = await newSession(
    deps,
    {
      accountId,
      customerId: customer.id,
      way: 'api',
      returnUrl: null,
      locale: null,
      lastUsedAt: null,
      userAgent: null,
    },
    await cookieSecretOf(linkKeys(keys), secret),
    { unusedMs: dayMs, idleMs: dayMs, mostMs: dayMs },
  )
  await writeBatch(db, [row])
  return { portalUrl: linkUrl(app, paths.portalEntry(accountId, secret)), portalLoginUrl }
}
