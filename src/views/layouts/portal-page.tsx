import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import type { PortalI18n } from '../i18n.ts'
import { Logo } from '../parts/logo.tsx'
import { safeUrl } from '../parts/safe-url.ts'
import { Page } from './page.tsx'

/** The parts of the portal, by the word that leads to each. */
const places = {
  overview: paths.portal,
  invoices: paths.portalInvoices,
  methods: paths.portalMethods,
  sessions: paths.portalSessions,
} as const

type PortalPageProps = {
  readonly account: Account
  readonly i18n: PortalI18n
  readonly nonce: string
  readonly assets: Assets
  readonly title: string
  /** The part of the portal that it belongs to; null before somebody is signed in. */
  readonly place: keyof typeof places | null
  /** The merchant's own page that sent the customer here. */
  readonly returnUrl?: string | null
  readonly children: ComponentChildren
}

/** A page of the portal, in its merchant's colours. */
export function PortalPage({ account, i18n, nonce, assets, title, place, returnUrl, children }: PortalPageProps) {
  const { branding } = account
  const { words, locale } = i18n
  const logo = branding.logo && paths.logo(account.id, branding.logo)
  const back = safeUrl(returnUrl ?? null)
  return (
    <Page
      locale={locale}
      title={words.title({ page: title, seller: i18n.name(account.name) })}
      nonce={nonce}
      assets={assets}
      branding={branding}
      icon={logo ?? undefined}
      className="portal-page"
      styleSheet={assets.portalCss}
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
      </header>
      {place !== null && (
        <nav class="portal-nav" aria-label={words.navigation}>
          <ul>
            {(Object.keys(places) as (keyof typeof places)[]).map((name) => (
              <li>
                <a href={places[name](account.id)} aria-current={name === place ? 'page' : undefined}>
                  {words.places[name]}
                </a>
              </li>
            ))}
          </ul>
          <form method="post" action={paths.portalSessionEnd(account.id, 'current')}>
            <button class="link-button" type="submit">
              {words.signOut}
            </button>
          </form>
        </nav>
      )}
      <main id="content" class="portal" data-place={place ?? 'entry'}>
        <h1>{title}</h1>
        {children}
      </main>
    </Page>
  )
}
