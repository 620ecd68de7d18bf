import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import { Logo } from '../parts/logo.tsx'
import type { Locale } from '../words/locale.ts'
import { Page } from './page.tsx'

type PlainPageProps = {
  readonly title: string
  readonly what: string
  readonly next: string
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
  /** Whose page it is: a merchant, in whose colours it is shown, or somebody of whom only the name is known. */
  readonly sender?: Account | { readonly name: string } | null
  readonly children?: ComponentChildren
}

/** A page with one message and no invoice: what happened, and what to do next. */
export function PlainPage({ title, what, next, locale, nonce, assets, sender = null, children }: PlainPageProps) {
  const account = sender && 'branding' in sender ? sender : null
  const logo = account?.branding.logo ? paths.logo(account.id, account.branding.logo) : null
  return (
    <Page
      locale={locale}
      title={title}
      nonce={nonce}
      assets={assets}
      branding={account?.branding ?? null}
      icon={logo ?? undefined}
      className="plain-page"
      styleSheet={assets.plainCss}
    >
      <main class="plain">
        {sender && (
          <header class="sender">
            <Logo name={sender.name} path={logo} />
            <p class="sender-name">
              <bdi>{sender.name}</bdi>
            </p>
          </header>
        )}
        <h1>{title}</h1>
        <p>{what}</p>
        <p>{next}</p>
        {children}
      </main>
    </Page>
  )
}
