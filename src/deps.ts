import { assert } from './core/assert.ts'
import type { IdKind } from './core/id.ts'
import { makeId } from './core/id.ts'
import { type LinkKeys, linkKeys } from './crypto/link-keys.ts'
import type { Database } from './db/client.ts'
import { type Directory, openDirectory } from './db/directory.ts'
import type { Operator, Settings } from './env.ts'
import type { Mailer } from './mail/mail.ts'
import { mailerOf } from './mail/mailer.ts'
import type { drawPdf } from './pdf/draw-pdf.ts'
import type { LoadFont } from './pdf/text/fonts.ts'
import type { OnlineProvider } from './providers/provider.ts'
import { stripeProvider } from './providers/stripe/provider.ts'
import type { Runtime } from './runtime.ts'
import { type DocumentStore, documentStore } from './storage/documents.ts'

/** What an action or a job may use, created for each request. */
export type Deps = {
  readonly directory: Directory
  /** The database of the request's account; the home database until the account is known. */
  readonly db: Database
  /** Sets the request's account; there is one per request. */
  readonly enter: (accountId: string) => void
  readonly now: () => number
  readonly newId: (kind: IdKind) => string
  readonly origin: string
  readonly operator: Operator | null
  /** Whether the settings speak of several merchants; nothing is read to know it. */
  readonly hasSeveralMerchants: boolean
  readonly linkKeys: LinkKeys
  readonly mailer: Mailer
  readonly documents: DocumentStore
  readonly rateLimits: Settings['rateLimits']
  readonly drawPdf: typeof drawPdf
  readonly loadFont: LoadFont
  readonly queue: Queue<unknown>
  /** Null if no payment provider is configured for the account. */
  readonly provider: (accountId: string) => OnlineProvider | null
  readonly requestId: string | null
}

/** The dependencies of a change without external calls, which is all that an operator's command has. */
export type CommitDeps = Pick<Deps, 'db' | 'now' | 'newId' | 'requestId'>

/** Builds the dependencies from settings and runtime. */
export function makeDeps(settings: Settings, runtime: Runtime, requestId: string | null = null): Deps {
  const directory = openDirectory(settings.databases, runtime.directoryCache, runtime.databaseClock)
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
    operator: settings.operator,
    hasSeveralMerchants: directory.all.length > 1 || Object.keys(settings.paymentAccounts).length > 1,
    linkKeys: linkKeys(settings.linkKeys),
    mailer: mailerOf(settings),
    documents: documentStore(settings.documents),
    rateLimits: settings.rateLimits,
    // Loaded when the first document is drawn: evaluating it takes longer than everything else at the start.
    drawPdf: async (printed, ...how) =>
      runtime.draw ? runtime.draw(printed) : (await import('./pdf/draw-pdf.ts')).drawPdf(printed, ...how),
    loadFont: (file) => fontFrom(settings.assets, file),
    queue: settings.queue,
    provider: (accountId) => {
      // The id may be untrusted input, so inherited properties do not count.
      const isKnown = Object.hasOwn(settings.paymentAccounts, accountId)
      const credentials = isKnown ? settings.paymentAccounts[accountId] : undefined
      return credentials ? stripeProvider(credentials, runtime) : null
    },
    requestId,
  }
}

/** A font of documents, from the Worker's own assets. */
async function fontFrom(assets: Fetcher, file: string): Promise<Uint8Array> {
  const response = await assets.fetch(`https://assets/fonts/${file}.font`)
  if (!response.ok) throw new Error(`The font ${file} is not among the assets.`)
  return response.bytes()
}
