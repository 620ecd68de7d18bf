import { assert } from './core/assert.ts'
import type { IdKind } from './core/id.ts'
import { makeId } from './core/id.ts'
import { type LinkKeys, linkKeys } from './crypto/link-keys.ts'
import type { Database } from './db/client.ts'
import { type Directory, openDirectory } from './db/directory.ts'
import type { Settings } from './env.ts'
import type { Mailer } from './mail/mail.ts'
import { mailerOf } from './mail/mailer.ts'
import type { PaymentProvider } from './providers/provider.ts'
import { stripeProvider } from './providers/stripe/provider.ts'
import type { Runtime } from './runtime.ts'

/** Everything an action or a job may touch, made new for each request. */
export type Deps = {
  readonly directory: Directory
  /** The database that holds the account whose request this is; the home database until that is known. */
  readonly db: Database
  /** Says whose request this is. One request acts for one account. */
  readonly enter: (accountId: string) => void
  readonly now: () => number
  readonly newId: (kind: IdKind) => string
  readonly origin: string
  readonly linkKeys: LinkKeys
  readonly mailer: Mailer
  readonly queue: Queue<unknown>
  /** Null where the operator has configured no payment provider for the account. */
  readonly provider: (accountId: string) => PaymentProvider | null
  readonly requestId: string | null
}

/** The one place where the environment becomes things. */
export function makeDeps(settings: Settings, runtime: Runtime, requestId: string | null = null): Deps {
  const directory = openDirectory(settings.databases, runtime.directoryCache)
  let entered: { readonly accountId: string; readonly db: Database } | null = null
  const newId = (kind: IdKind) => makeId(kind, runtime.now(), crypto.getRandomValues(new Uint8Array(16)))
  const db = () => entered?.db ?? directory.home
  return {
    directory,
    get db() {
      return db()
    },
    enter: (accountId) => {
      assert(entered === null || entered.accountId === accountId, 'one request acts for one account')
      entered = { accountId, db: directory.of(accountId) }
    },
    now: runtime.now,
    newId,
    origin: settings.appUrl,
    linkKeys: linkKeys(settings.linkKeys),
    mailer: mailerOf(settings),
    queue: settings.queue,
    provider: (accountId) => {
      // The id may be a stranger's word: what every object inherits is no account.
      const isKnown = Object.hasOwn(settings.paymentAccounts, accountId)
      const credentials = isKnown ? settings.paymentAccounts[accountId] : undefined
      return credentials ? stripeProvider(credentials, runtime) : null
    },
    requestId,
  }
}
