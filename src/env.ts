import { asText, BadSettings, isLoopback, parseJson, readUrl, required, secret } from './env-values.ts'
import { mailAddress } from './mail-address.ts'

/** The Worker's bindings from Cloudflare; only `readSettings` reads them. */
export type Bindings = {
  readonly APP_URL?: string
  readonly DATABASE_URL?: string
  readonly DATABASE_AUTH_TOKEN?: string
  readonly DATABASES?: string
  readonly LINK_KEYS?: string
  readonly PAYMENT_ACCOUNTS?: string
  readonly MAIL_TRANSPORT?: string
  readonly MAIL_FROM?: string
  readonly SMTP_URL?: string
  readonly RESEND_API_KEY?: string
  readonly EMAIL?: SendEmail
  readonly OPERATOR_NAME?: string
  readonly OPERATOR_CONTACT?: string
  readonly JOBS: Queue<unknown>
  readonly ASSETS: Fetcher
  readonly DOCUMENTS: R2Bucket
  readonly VERIFY_BY_VISITOR: RateLimit
  readonly VERIFY_IN_ALL: RateLimit
  readonly SIGN_IN_BY_VISITOR: RateLimit
  readonly SIGN_IN_IN_ALL: RateLimit
}

/** A database's URL and token. */
export type DatabaseAddress = { readonly url: string; readonly authToken: string | undefined }

/** The home database, and those that accounts have been moved to, by name. */
export type DatabaseSettings = {
  readonly home: DatabaseAddress
  readonly others: Readonly<Record<string, DatabaseAddress>>
}

export type LinkKeySettings = { readonly current: string; readonly keys: Readonly<Record<string, string>> }

/** One merchant's credentials at the payment provider; two webhook secrets during a rotation. */
export type ProviderCredentials = {
  readonly account: string
  readonly secretKey: string
  readonly webhookSecrets: readonly string[]
}

export type MailSettings =
  | { readonly transport: 'smtp'; readonly url: string; readonly from: string }
  | { readonly transport: 'resend'; readonly apiKey: string; readonly from: string }
  | { readonly transport: 'cloudflare'; readonly binding: SendEmail; readonly from: string }

/** Who runs the deployment, as its home page says: a name, and a mail address or an https URL. */
export type Operator = { readonly name: string; readonly contact: string | null }

/** How often something may be tried: by one visitor, and by all. */
export type RateLimits = { readonly byVisitor: RateLimit; readonly inAll: RateLimit }

export type Settings = {
  readonly appUrl: string
  readonly operator: Operator | null
  readonly databases: DatabaseSettings
  readonly linkKeys: LinkKeySettings
  readonly paymentAccounts: Readonly<Record<string, ProviderCredentials>>
  readonly mail: MailSettings
  readonly queue: Queue<unknown>
  readonly assets: Fetcher
  readonly documents: R2Bucket
  /** Of codes of documents, and of the sign-in at the deployment's own page. */
  readonly rateLimits: { readonly verify: RateLimits; readonly signIn: RateLimits }
}

/** The directory's name for the database of DATABASE_URL. */
export const homeName = 'home'

/** Reads and validates the bindings, or throws a message for the operator. Plain http is accepted for loopback only. */
export function readSettings(env: Bindings): Settings {
  const settings = {
    appUrl: readAppUrl(env.APP_URL),
    operator: readOperator(env),
    databases: readDatabases(env),
    linkKeys: readLinkKeys(env.LINK_KEYS),
    paymentAccounts: readPaymentAccounts(env.PAYMENT_ACCOUNTS),
    mail: readMail(env),
    queue: env.JOBS,
    assets: env.ASSETS,
    documents: env.DOCUMENTS,
    rateLimits: {
      verify: { byVisitor: env.VERIFY_BY_VISITOR, inAll: env.VERIFY_IN_ALL },
      signIn: { byVisitor: env.SIGN_IN_BY_VISITOR, inAll: env.SIGN_IN_IN_ALL },
    },
  }
  mustDiffer(secretsIn(settings))
  return settings
}

const bindingNames = Object.keys({
  APP_URL: true,
  DATABASE_URL: true,
  DATABASE_AUTH_TOKEN: true,
  DATABASES: true,
  LINK_KEYS: true,
  PAYMENT_ACCOUNTS: true,
  MAIL_TRANSPORT: true,
  MAIL_FROM: true,
  SMTP_URL: true,
  RESEND_API_KEY: true,
  EMAIL: true,
  OPERATOR_NAME: true,
  OPERATOR_CONTACT: true,
  JOBS: true,
  ASSETS: true,
  DOCUMENTS: true,
  VERIFY_BY_VISITOR: true,
  VERIFY_IN_ALL: true,
  SIGN_IN_BY_VISITOR: true,
  SIGN_IN_IN_ALL: true,
} satisfies Record<keyof Bindings, true>) as (keyof Bindings)[]

// Validating them takes a tenth of a page's time, and they are the same for every request.
let lastRead: { readonly env: Bindings; readonly settings: Settings } | null = null

/** The same, cached while the bindings are unchanged. */
export function settingsOf(env: Bindings): Settings {
  const known = lastRead
  if (known && bindingNames.every((name) => known.env[name] === env[name])) return known.settings
  const settings = readSettings(env)
  lastRead = { env, settings }
  return settings
}

type NamedSecret = readonly [name: string, value: string]

/** All secrets by the name of their setting. */
const secretsIn = ({ databases, linkKeys, paymentAccounts, mail }: Settings): readonly NamedSecret[] => [
  ...named('DATABASE_AUTH_TOKEN', databases.home.authToken),
  ...Object.entries(databases.others).flatMap(([name, { authToken }]) => named(`DATABASES.${name}`, authToken)),
  ...Object.entries(linkKeys.keys).map(([id, key]) => [`LINK_KEYS.keys.${id}`, key] as const),
  ...Object.entries(paymentAccounts).flatMap(([id, { secretKey, webhookSecrets }]) =>
    [secretKey, ...webhookSecrets].map((text) => [`PAYMENT_ACCOUNTS.${id}`, text] as const),
  ),
  ...mailSecretsIn(mail),
]

const named = (name: string, value: string | undefined): NamedSecret[] => (value ? [[name, value]] : [])

function mailSecretsIn(mail: MailSettings): readonly NamedSecret[] {
  if (mail.transport === 'resend') return [['RESEND_API_KEY', mail.apiKey]]
  const password = mail.transport === 'smtp' ? decodeURIComponent(new URL(mail.url).password) : ''
  return password === '' ? [] : [['SMTP_URL', password]]
}

/** One leaked secret must not give access elsewhere. */
function mustDiffer(secrets: readonly NamedSecret[]): void {
  const seen = new Set<string>()
  for (const [name, text] of secrets) {
    if (seen.has(text)) throw new BadSettings(`${name} uses a secret that is used elsewhere too. Each must be its own.`)
    seen.add(text)
  }
}

function readAppUrl(value: string | undefined): string {
  const url = readUrl('APP_URL', value)
  if (url.protocol !== 'https:' && !isLoopback(url)) throw new BadSettings('APP_URL must start with https://.')
  return url.origin
}

function readOperator({ OPERATOR_NAME, OPERATOR_CONTACT }: Bindings): Operator | null {
  const [name, contact] = [OPERATOR_NAME?.trim(), OPERATOR_CONTACT?.trim()]
  if (!contact) return name ? { name, contact: null } : null
  const isUrl = URL.canParse(contact) && new URL(contact).protocol === 'https:'
  if (!isUrl && mailAddress(contact) === null)
    throw new BadSettings('OPERATOR_CONTACT is neither a mail address nor a URL that starts with https://.')
  return { name: required('OPERATOR_NAME', name), contact }
}

/** The configured databases, for the Worker and the commands. Without DATABASES there is only the home database. */
export function readDatabases(
  env: Pick<Bindings, 'DATABASE_URL' | 'DATABASE_AUTH_TOKEN' | 'DATABASES'>,
): DatabaseSettings {
  const home = readDatabase(['DATABASE_URL', env.DATABASE_URL], ['DATABASE_AUTH_TOKEN', env.DATABASE_AUTH_TOKEN])
  const all = env.DATABASES?.trim() ? parseJson('DATABASES', env.DATABASES) : {}
  const others = Object.entries(all).map(([name, entry]) => {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name) || name === homeName)
      throw new BadSettings(`DATABASES names a database "${name}". A name has small letters, digits and hyphens.`)
    const { url, authToken } = (entry ?? {}) as Record<string, unknown>
    return [name, readDatabase([`DATABASES.${name}.url`, url], [`DATABASES.${name}.authToken`, authToken])] as const
  })
  const addresses = [home, ...others.map(([, address]) => address)]
  if (new Set(addresses.map(({ url }) => new URL(url).href)).size < addresses.length)
    throw new BadSettings('DATABASES names one database twice, or the one of DATABASE_URL.')
  return { home, others: Object.fromEntries(others) }
}

type Setting = readonly [name: string, value: unknown]

function readDatabase([urlName, url]: Setting, [tokenName, token]: Setting): DatabaseAddress {
  const text = required(urlName, asText(url))
  return { url: text, authToken: isLoopback(readUrl(urlName, text)) ? asText(token) : secret(tokenName, token) }
}

function readLinkKeys(value: string | undefined): LinkKeySettings {
  const { current, keys } = parseJson('LINK_KEYS', value)
  if (typeof current !== 'string' || !keys || typeof keys !== 'object' || !Object.hasOwn(keys, current)) {
    throw new BadSettings('LINK_KEYS must name its current key and hold it: {"current":"k1","keys":{"k1":"…"}}.')
  }
  const entries = Object.entries(keys).map(([id, key]) => [id, secret(`LINK_KEYS.keys.${id}`, key)] as const)
  return { current, keys: Object.fromEntries(entries) }
}

function readPaymentAccounts(value: string | undefined): Settings['paymentAccounts'] {
  const all = parseJson('PAYMENT_ACCOUNTS', value)
  return Object.fromEntries(
    Object.entries(all).map(([accountId, entry]) => {
      const { account, secretKey, webhookSecrets } = (entry ?? {}) as Record<string, unknown>
      const name = `PAYMENT_ACCOUNTS.${accountId}`
      const secrets = Array.isArray(webhookSecrets) ? webhookSecrets : []
      if (secrets.length === 0) throw new BadSettings(`${name}.webhookSecrets is empty. Webhooks could not be checked.`)
      const credentials = {
        account: required(`${name}.account`, typeof account === 'string' ? account : undefined),
        secretKey: secret(`${name}.secretKey`, secretKey),
        webhookSecrets: secrets.map((text) => secret(`${name}.webhookSecrets`, text)),
      }
      return [accountId, credentials]
    }),
  )
}

function readMailServer(value: string | undefined): string {
  const { href, username, password } = readUrl('SMTP_URL', value)
  try {
    decodeURIComponent(username + password)
    return href
  } catch {
    throw new BadSettings('SMTP_URL holds a name or a password that is not percent-encoded.')
  }
}

function readMail(env: Bindings): MailSettings {
  const from = mailAddress(required('MAIL_FROM', env.MAIL_FROM))
  if (from === null)
    throw new BadSettings('MAIL_FROM is not a mail address, as in invoices@example.com, without a name.')
  switch (env.MAIL_TRANSPORT) {
    case 'smtp':
      return { transport: 'smtp', url: readMailServer(env.SMTP_URL), from }
    case 'resend':
      return { transport: 'resend', apiKey: secret('RESEND_API_KEY', env.RESEND_API_KEY), from }
    case 'cloudflare':
      if (!env.EMAIL) throw new BadSettings('The EMAIL binding is missing. Add [[send_email]] to wrangler.toml.')
      return { transport: 'cloudflare', binding: env.EMAIL, from }
    default:
      throw new BadSettings('MAIL_TRANSPORT must be smtp, resend or cloudflare.')
  }
}
