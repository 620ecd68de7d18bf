import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import type { PortalConfiguration, PortalFeature } from '../../core/portal/configuration.ts'
import { paths } from '../../paths.ts'
import type { Assets, Script } from '../assets.ts'
import type { PortalI18n } from '../i18n.ts'
import { Logo } from '../parts/logo.tsx'
import { safeUrl } from '../parts/safe-url.ts'
import { Page } from './page.tsx'

/** The parts of the portal, by the word that leads to each. */
const places = {
  overview: paths.portal,
  invoices: paths.portalInvoices,
  statement: paths.portalStatement,
  questions: paths.portalQuestions,
  details: paths.portalDetails,
  methods: paths.portalMethods,
  sessions: paths.portalSessions,
  data: paths.portalData,
} as const

/** What the configuration must have for a part to be shown. */
const featureOf: { readonly [P in keyof typeof places]?: PortalFeature } = {
  invoices: 'invoiceHistory',
  methods: 'paymentMethodUpdate',
  statement: 'invoiceHistory',
  questions: 'invoiceHistory',
  details: 'customerUpdate',
}

/** htmx without its own styles, and with a timeout of 30 seconds. */
const htmxConfig = '{"includeIndicatorCSS":false,"defaultTimeout":30000}'

type PortalPageProps = {
  readonly account: Account
  readonly configuration: PortalConfiguration
  readonly i18n: PortalI18n
  readonly nonce: string
  readonly assets: Assets
  readonly title: string
  /** The part of the portal that it belongs to; null before somebody is signed in. */
  readonly place: keyof typeof places | null
  /** The merchant's own page that sent the customer here. */
  readonly returnUrl?: string | null
  /** Whether other merchants may bill somebody here too; the page that shows them asks for a code of its own. */
  readonly hasOthers?: boolean
  /** Makes the page faster to use; it works without. */
  readonly script?: Script
  /** Whether only the title and the content are asked for, by a page that has the rest. */
  readonly isPart?: boolean
  readonly children: ComponentChildren
}

/** A page of the portal, in its merchant's colours. */
export function PortalPage({
  account,
  configuration,
  i18n,
  nonce,
  assets,
  title,
  place,
  returnUrl,
  hasOthers = false,
  script,
  isPart = false,
  children,
}: PortalPageProps) {
  const { branding } = account
  const { words, locale } = i18n
  const logo = branding.logo && paths.logo(account.id, branding.logo)
  const back = safeUrl(returnUrl ?? null)
  const shown = (Object.keys(places) as (keyof typeof places)[]).filter((name) => {
    const feature = featureOf[name]
    return feature === undefined || configuration[feature]
  })
  const fullTitle = words.title({ page: title, seller: i18n.name(account.name) })
  const content = (
    <main id="content" class="portal" data-place={place ?? 'entry'} tabIndex={-1} hx-history-elt="">
      <h1>{title}</h1>
      {children}
    </main>
  )
  if (isPart)
    return (
      <>
        <title>{fullTitle}</title>
        {content}
      </>
    )
  return (
    <Page
      locale={locale}
      title={fullTitle}
      nonce={nonce}
      assets={assets}
      branding={branding}
      icon={logo ?? undefined}
      className="portal-page"
      styleSheet={assets.portalCss}
      head={
        <>
          {place !== null && <PortalScript assets={assets} />}
          {script && <script src={script.path} integrity={script.integrity} defer />}
        </>
      }
    >
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="portal-head">
        <div class="sender">
          <Logo name={account.name} path={logo} />
          <p class="sender-name">
            <bdi>{account.name}</bdi>
          </p>
        </div>
        {back && (
          <a href={back.href} rel="noreferrer">
            {words.back({ seller: i18n.name(account.name) })}
          </a>
        )}
        {place !== null && (
          <form method="post" action={paths.portalSessionEnd(account.id, 'current')}>
            <button class="link-button" type="submit">
              {words.signOut}
            </button>
          </form>
        )}
      </header>
      {place !== null && (
        <nav class="portal-nav" aria-label={words.navigation}>
          <ul>
            {shown.map((name) => (
              <li>
                <a href={places[name](account.id)} aria-current={name === place ? 'page' : undefined}>
                  {words.places[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {content}
      {place !== null && <p id="said" class="unseen" role="status" />}
      <Foot configuration={configuration} i18n={i18n} hasOthers={hasOthers} />
    </Page>
  )
}

/** The script that loads htmx on demand, and says what it has changed. */
const PortalScript = ({ assets }: Pick<PortalPageProps, 'assets'>) => (
  <>
    <meta name="htmx-config" content={htmxConfig} />
    <script
      src={assets.portalJs.path}
      integrity={assets.portalJs.integrity}
      defer
      data-htmx={assets.htmx.path}
      data-htmx-integrity={assets.htmx.integrity}
    />
  </>
)

/** What the merchant says of itself below every page, and where the portals of others are. */
function Foot({ configuration, i18n, hasOthers }: Pick<PortalPageProps, 'configuration' | 'i18n' | 'hasOthers'>) {
  const { headline, privacyPolicyUrl, termsOfServiceUrl } = configuration
  const { privacy, terms, merchants } = i18n.words
  const links = [
    [safeUrl(privacyPolicyUrl), privacy],
    [safeUrl(termsOfServiceUrl), terms],
  ] as const
  if (headline === null && !hasOthers && links.every(([url]) => url === null)) return null
  return (
    <footer class="portal-foot">
      {headline !== null && (
        <p>
          <bdi>{headline}</bdi>
        </p>
      )}
      {links.map(
        ([url, words]) =>
          url && (
            <a href={url.href} rel="noreferrer">
              {words}
            </a>
          ),
      )}
      {hasOthers && <a href={paths.deploymentLogin()}>{merchants.others}</a>}
    </footer>
  )
}
